"""`python -m tui` is `lesart`."""

from tui.cli import main

main()
