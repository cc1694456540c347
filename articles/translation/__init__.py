"""English beside the German: the reader's own, stored translations, and engines."""
