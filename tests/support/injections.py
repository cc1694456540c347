"""Strings that run code in a page which does not escape them."""

from pathlib import Path

_LIST = Path(__file__).parents[1] / "data/injections/xss-payload-list.txt"
INJECTIONS = _LIST.read_text("utf-8").split("\n")[:-1]
