"""The reading screen, its commands grouped by what they are for."""
