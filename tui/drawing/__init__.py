"""What stands on the screen: pages, rows, cells and their looks. Textual is not needed for it."""
