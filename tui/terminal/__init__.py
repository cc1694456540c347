"""The terminal itself: its modes, its keys, how the program starts in it and how it leaves it."""
