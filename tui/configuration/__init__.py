"""What the reader has set, what the program remembers, and what can be found out about both."""
