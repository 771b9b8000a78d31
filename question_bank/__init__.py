"""
The question bank: a speech goes in, questions, quizzes and decks come out.

Knows no web, reads no clock and no environment; usable from a shell or a notebook.
"""
