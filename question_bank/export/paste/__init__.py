"""Questions in running text, as people paste them or keep them in Word files."""
