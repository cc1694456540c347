"""Tries often that nothing is lost: `python tests/durability/run.py --help`."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    tests = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(tests.parent), str(tests)]
    runpy.run_module("durability", run_name="__main__")
