"""Lua's tables are read as data."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.intake.item import NotUnderstoodError
from annotations.intake.lua import listed, read_table


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"a\n\"b\"\\"', 'a\n"b"\\'),
        (r"'\65\x42\u{fc}\z   c'", "ABüc"),
        ('"zwei\\\nZeilen"', "zwei\nZeilen"),
        ("[[\nroh \\n]]", "roh \\n"),
        ("[==[ a ]] b ]==]", " a ]] b "),
        ("-12", -12),
        ("0xFF", 255),
        ("1.5e3", 1500.0),
        ("true", True),
        ("{ --[[ nichts ]] }", {}),
        ("{ 1, [3] = 'c', x = false; 'b' }", {1: 1, 3: "c", "x": False, 2: "b"}),
    ],
)
def test_literals_have_their_values(written: str, value: object) -> None:
    assert read_table(f"-- Kommentar\nreturn {{ v = {written} }} -- Ende".encode()) == {"v": value}


@pytest.mark.parametrize(
    "written",
    ["f()", "1 + 1", "a", "function() end", '"a" .. "b"', "{1} {2}", "[[offen", '"offen', "{ [nil] = 1 }", "0/0"],
)
def test_whatever_is_no_literal_is_refused_with_its_line(written: str) -> None:
    with pytest.raises(NotUnderstoodError, match="line 2"):
        read_table(f"return {{\n v = {written}\n}}".encode())


@settings(deadline=None)
@given(st.dictionaries(st.integers(1, 50) | st.text(max_size=5), st.text() | st.integers(-(10**9), 10**9)))
def test_what_koreader_writes_comes_back(table: dict[int | str, str | int]) -> None:
    def literal(value: str | int) -> str:
        if isinstance(value, int):
            return str(value)
        return '"' + "".join(f"\\{byte:03}" for byte in value.encode()) + '"'

    lines = (f"[{literal(key)}] = {literal(value)}" for key, value in table.items())
    assert read_table(("return {\n" + ",\n".join(lines) + "\n}\n").encode()) == table


def test_tables_are_listed_in_the_order_of_their_numbers() -> None:
    assert listed(read_table(b"return { [2] = {b=1}, [1] = {a=1}, x = {c=1}, [3] = 5 }")) == [{"a": 1}, {"b": 1}]
