"""Plans: findings become this week's few plays, under a cap of hours and money, and next week what came of them."""
