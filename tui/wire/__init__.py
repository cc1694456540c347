"""What goes over the wire: as little as makes the terminal show what it should."""
