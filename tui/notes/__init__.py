"""What the screens and the command line do with notes, and what they say of it."""
