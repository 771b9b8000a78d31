"""QTI 2.1: items in a content package that learning platforms import."""
