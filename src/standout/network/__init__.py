"""Networks: who told whom, and the codes that let it be seen; pure functions, no database, file or clock."""
