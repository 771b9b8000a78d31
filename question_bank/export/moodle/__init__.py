"""Moodle's XML: questions with feedback, weights, tags and embedded answers."""
