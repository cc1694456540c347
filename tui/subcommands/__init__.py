"""What `lesart` can do without a screen, and the command that opens one."""

NAMES = (
    "read", "show", "notes", "note", "export", "import", "check", "adopt", "trash", "merge", "library",
    "stats", "translate", "keys", "config", "doctor", "clipboard", "reset-terminal",
)  # fmt: skip
"""The subcommands, in the order of the help."""
