"""Where the entries of a configuration file stand."""

import re
from pathlib import Path

import pytest

from tui.configuration.config_file import ConfigFile, UnreadableConfigError, read_config_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(path: Path, text: str) -> ConfigFile:
    path.write_text(text, "utf-8")
    return read_config_file(path)


def test_entries_are_found_among_whatever_looks_like_them(path: Path) -> None:
    text = '''# width = 1
theme = "a # b = [keys]" # layout = 2
creator = """
width = 3
[keys]
'"""
layout = [  # ]
  "[keys]",
  'width = 4',
]
"quoted = key" = 1

server = \'\'\'
"\'\'\'
width = 5
[keys] # [x]
undo = { a = 1 }
"redo" = []
  'copy' = ["]", "]"]
[ "keys" . 'more' ]
help = "x"
'''
    file = read(path, text)
    lines = text.split("\n")
    expected = {
        ("theme",): 2, ("creator",): 3, ("layout",): 7, ("quoted = key",): 11, ("server",): 13, ("width",): 15,
        ("keys",): 16, ("keys", "undo"): 17, ("keys", "redo"): 18, ("keys", "copy"): 19, ("keys", "more"): 20,
        ("keys", "more", "help"): 21,
    }  # fmt: skip
    assert file.lines == expected
    assert all(path[-1] in lines[line - 1] for path, line in expected.items())
    assert file.values["keys"]["copy"] == ["]", "]"]


def test_dotted_keys_and_inline_tables_are_found(path: Path) -> None:
    file = read(path, '\nkeys.undo = "U"\nkeys . "redo" = "R"\n')
    assert (file.line_of("keys", "undo"), file.line_of("keys", "redo")) == (2, 3)
    assert read(path, 'width = 3\nkeys = { undo = "U" }\n').line_of("keys", "undo") == 2


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf# a\r\nwidth = 3\r\n")
    file = read_config_file(path)
    assert (file.values, file.line_of("width")) == ({"width": 3}, 2)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"width = 3\ntheme = night\n", ", line 2: this is not TOML (Invalid value)"),
        (b"width = 3\n\nwidth", ", line 3: this is not TOML"),
        (b"width = 3\nwidth = 4\n", ", line 2: this is not TOML"),
        (b"# a\n\ntheme = '\xff'\n", ", line 3: this is not UTF-8."),
        (b"x = " + b"[" * 3000, "values are nested too deep"),
    ],
)
def test_a_file_that_is_not_toml_is_refused_with_the_line(path: Path, data: bytes, sentence: str) -> None:
    path.write_bytes(data)
    with pytest.raises(UnreadableConfigError, match=re.escape(sentence)):
        read_config_file(path)


def test_what_is_no_file_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UnreadableConfigError, match="no file of settings"):
        read_config_file(path)
