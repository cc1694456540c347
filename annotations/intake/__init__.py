"""Notes of other programs, read as data and found again in the article by the words they quote."""
