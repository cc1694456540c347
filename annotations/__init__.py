"""What the reader adds: notes, anchors, sidecars, export. Knows no terminal."""
