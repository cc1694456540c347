"""Notes leave the program: one module a format, all of them in the table of `registry`."""
