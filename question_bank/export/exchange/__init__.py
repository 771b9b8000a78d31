"""What all formats of exchange share: the question outside the bank, and what a file gave."""
