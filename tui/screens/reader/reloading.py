"""The article's file, when another program changes or removes it while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.screens.reader.base import ReaderBase, start_aside

if TYPE_CHECKING:  # imported when the file has changed
    from tui.reloading import Version


@dataclass
class NextVersion(Message):
    """The file has been read again, on another thread."""

    version: Version


@dataclass
class NoNextVersion(Message):
    """The file could not be read again."""

    sentence: str


class Reloading(ReaderBase):
    """Says what became of the article's file, and reads it again when the reader wants that."""

    encoding: str | None = None
    """How the file is encoded, if lesart is not to guess it."""

    def look_at_file(self) -> None:
        """Say what has happened to the file, and keep the notes where they can be kept."""
        news = self.reading.watch.look()
        if not news:
            return
        from tui.rehousing import rehouse

        problem = rehouse(self.reading)
        notes = problem or f"Notes are saved {self.reading.where_notes_are}."
        sentences = {
            "changed": f"The file has changed; {self.shown_key('reload')} reads it again. {problem}",
            "gone": f"The file is gone: you read from memory. {notes}",
            "back": f"The file is there again. {problem}",
        }
        self.show(follow=False)
        self.say(sentences[news].rstrip())

    def action_reload(self) -> None:
        """`r`: read the file again, on another thread."""
        reading = self.reading
        if reading.origin.name is None:
            self.say("Only an article in a file of your own can be read again.")
            return
        if reading.reads_on:
            self.say("The article is still being read; try again in a moment.")
            return
        from tui.reloading import reader_of_next_version

        reading.reads_again = True
        read = reader_of_next_version(reading, self.encoding)

        def work() -> None:
            from articles.formats.unreadable import UnreadableError

            try:
                self.post_message(NextVersion(read()))
            except UnreadableError as error:
                self.post_message(NoNextVersion(str(error)))

        start_aside(work, "reading again")

    def on_next_version(self, message: NextVersion) -> None:
        """Go on in the new version, where the reader was; the line that is read stays where it is."""
        from tui.reloading import take_over

        row = self.row_on_screen()
        self.reading.reads_again = False
        said = take_over(self.reading, message.version)
        self.lay_out(row)
        self.show()
        self.say(said)

    def on_no_next_version(self, message: NoNextVersion) -> None:
        """Say why the file cannot be read; what was read of it before stays."""
        self.reading.reads_again = False
        self.say(message.sentence)
