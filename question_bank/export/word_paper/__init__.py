"""Papers to print: Word files with questions, keys, explanations and answer sheets."""
