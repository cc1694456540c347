"""Documents that are ZIP archives: their parts, unpacked within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element

from articles.formats.unreadable import UnreadableError, protected, shown
from articles.formats.xml_tree import TooLargeError, XmlError, parse_xml

MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all parts that are read of one archive."""
STEEPEST = 300
"""How many bytes may come of one packed byte: documents pack 5 to 50 times, what floods memory 1,000 times."""
_HARMLESS = 1024 * 1024
"""Bytes of a part that may be packed as tightly as can be."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How parts of documents are packed. The other methods pack bombs far tighter and unpack them in one go."""
FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)
"""What `zipfile` raises on bytes that are no ZIP archive, or not quite.

Of an unknown version or compression it says NotImplementedError, which is a RuntimeError.
"""

_INSTEAD = "save it as plain text in a word processor"


class DamagedError(UnreadableError):
    """An archive, or a part of it, is not what it should be."""


class Archive:
    """The parts of a document, by their paths in its archive; raises UnreadableError, a sentence."""

    def __init__(self, data: bytes, name: str, instead: str = _INSTEAD) -> None:
        """Open an archive; `instead` is what to do when it unpacks to too much."""
        self._name, self._instead = name, instead
        self._left = MOST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except FAILURES:
            raise damaged(self._name) from None

    @property
    def paths(self) -> list[str]:
        """The paths of all parts, in the archive's order."""
        return self._zip.namelist()

    def tree(self, path: str) -> Element | None:
        """Return the root of the XML part at `path` (see `parse_xml`), or None when there is no such part."""
        data = self.part(path)
        return None if data is None else parsed(data, self._name)

    def part(self, path: str) -> bytes | None:
        """Return the bytes of the part at `path`, or None when there is no such part."""
        try:
            entry = self._zip.getinfo(path)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise protected(self._name)
        if entry.compress_type not in METHODS:
            raise damaged(self._name)
        most = min(self._left, max(_HARMLESS, STEEPEST * entry.compress_size))
        try:
            with self._zip.open(entry) as file:
                data = file.read(most + 1)
        except FAILURES:
            raise damaged(self._name) from None
        if len(data) > most:
            raise _too_large(self._name, self._instead)
        self._left -= len(data)
        return data


def parsed(data: bytes, name: str) -> Element:
    """Return the root of an XML part of the document `name`; raises UnreadableError."""
    try:
        return parse_xml(data)
    except TooLargeError:
        raise _too_large(name) from None
    except XmlError:
        raise damaged(name) from None


def damaged(name: str) -> DamagedError:
    """Return the sentence for a document that is not what it should be."""
    return DamagedError(
        f"{shown(name)} is damaged; open it in a word processor and save it anew, or get another copy."
    )


def _too_large(name: str, instead: str = _INSTEAD) -> UnreadableError:
    return UnreadableError(f"{shown(name)} unpacks to more than lesart takes; {instead}.")
