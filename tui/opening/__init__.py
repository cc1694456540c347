"""From what the reader names to an article and its notes: files, pages of the web, the library."""
