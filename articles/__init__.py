"""What is read: text, structure, formats, translation. Knows no terminal."""
