"""Notes leave the program: one module a format."""
