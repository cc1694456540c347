"""What the reader has set, and what the program remembers."""
