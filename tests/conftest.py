"""What holds for all tests."""

import signal

from hypothesis import settings

# How long an example takes says more about what else the machine is doing than about the code.
settings.register_profile("lesart", deadline=None)
settings.load_profile("lesart")

# What runs in the background ignores Ctrl-c, and so would every program that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
