"""The made-up town that ships with Standout: files that ``python -m demos.ship`` writes."""
