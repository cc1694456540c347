"""From what the reader names to an open article, and what becomes of it while it is open."""
