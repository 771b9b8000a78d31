"""The steps from one schema to the next; `schema` runs them, nothing else does."""
