"""Moodle's GIFT: questions as plain text with marks."""
