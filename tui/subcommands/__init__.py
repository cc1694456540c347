"""What `lesart` can do without a screen, and the command that opens one."""
