"""Practising: drawing questions, grading answers, item statistics, when to repeat."""
