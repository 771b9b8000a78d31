"""The bank at rest: every table, the queries on them, and their migrations."""
