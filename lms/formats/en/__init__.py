"""British English: the day before the month, hours of 24."""
