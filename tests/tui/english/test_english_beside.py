"""The reader's own English text beside an article, when it comes, changes or goes while they read."""

from pathlib import Path

import pytest
from support.reader import TEXT, Open, Reader
from support.threads import ended

from articles.clock import timestamp, utc_now
from articles.translation.parallel import find_parallel
from articles.translation.translation import Translation, source_hash
from tui.english.setup import memory_of
from tui.watch import EnglishWatch

ENGLISH = ("A beginning.", "The dog barks.", "It is raining.", "At the end.")


def write_english(reader: Reader, *texts: str) -> Path:
    path = reader.path.with_name("artikel.en.txt")
    path.write_text("\n\n".join(texts), "utf-8")
    return path


async def look(reader: Reader) -> None:
    """Look at the file as often as it takes to be sure, and wait until it has been read."""
    for _ in range(2):
        reader.screen.look_at_english()
    await ended(reader.pilot, "English")


def shown(reader: Reader) -> str:
    return "\n".join(reader.rows())


async def test_a_change_is_taken_in_quietly(open_reader: Open) -> None:
    async with open_reader() as reader:
        write_english(reader, *ENGLISH)
        await reader.press("t", "j", "s")
        quote, message = reader.quote, reader.message
        write_english(reader, ENGLISH[0], "The hound barks.", *ENGLISH[2:])
        await look(reader)
        assert "The hound barks." in shown(reader)
        assert "The dog" not in shown(reader)
        assert (reader.quote, reader.message) == (quote, message)


async def test_the_line_that_is_read_stays_where_it_is(open_reader: Open) -> None:
    async with open_reader(*TEXT * 9) as reader:
        write_english(reader, *ENGLISH * 9)
        await reader.press("t", *"jjjjjjjj")
        row = reader.screen.row_on_screen()
        write_english(reader, *["A very long sentence on a beginning. " * 9, *ENGLISH[1:]] * 9)
        await look(reader)
        assert "A very long sentence" in shown(reader)
        assert reader.screen.row_on_screen() == row


async def test_a_text_that_comes_is_used_and_one_that_goes_is_not(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("t")
        path = write_english(reader, *ENGLISH)
        await look(reader)
        assert ENGLISH[2] in shown(reader)
        path.unlink()
        await look(reader)
        assert ENGLISH[2] not in shown(reader)


def broken(reader: Reader, kind: str) -> Path:
    path = reader.path.with_name("artikel.en.md")
    if kind == "folder":
        path.mkdir()
    else:
        path.write_bytes({"empty": b"", "binary": bytes(range(256)) * 9}[kind])
    return path


@pytest.mark.parametrize(
    ("kind", "told"), [("empty", "it has no text."), ("binary", "This is not text"), ("folder", "is a folder")]
)
async def test_a_broken_text_is_told_of_once_though_there_is_other_english(
    open_reader: Open, kind: str, told: str
) -> None:
    async with open_reader() as reader:
        memory = memory_of(reader.directories)
        for german in TEXT:
            memory.put(Translation("Stored.", "engine", "google", "x", timestamp(utc_now()), source_hash(german)))
        broken(reader, kind)
        await reader.press("t")
        reader.screen.say_trouble_with_english()
        await reader.pilot.pause()
        assert "Stored." in shown(reader)
        assert reader.message.startswith("artikel.en.md is not used")
        assert told in reader.message
        await reader.press("j")
        reader.screen.say_trouble_with_english()
        await reader.pilot.pause()
        assert "not used" not in reader.message


async def test_damaged_stored_translations_are_told_of(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.directories.data.mkdir(parents=True, exist_ok=True)
        (reader.directories.data / "translations.sqlite").write_bytes(b"no database at all " * 100)
        await reader.press("t")
        reader.screen.say_trouble_with_english()
        await reader.pilot.pause()
        assert reader.message.startswith("Damaged translations were put aside as ")


async def test_a_text_that_breaks_while_it_is_read_is_told_of(open_reader: Open) -> None:
    async with open_reader() as reader:
        path = write_english(reader, *ENGLISH)
        await reader.press("t")
        path.write_bytes(b"")
        await look(reader)
        reader.screen.say_trouble_with_english()
        await reader.pilot.pause()
        assert reader.message == "artikel.en.txt is not used: it has no text."


async def test_what_was_revealed_stays_so(open_reader: Open) -> None:
    async with open_reader() as reader:
        write_english(reader, *ENGLISH)
        await reader.press("T", "enter")
        write_english(reader, "The beginning.", *ENGLISH[1:])
        await look(reader)
        assert "The beginning." in shown(reader)
        assert ENGLISH[1] not in shown(reader)


async def test_a_change_is_noticed_by_itself(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reader.screen.LOOK_FOR_OTHERS", 0.01)
    async with open_reader() as reader:
        await reader.press("t")
        write_english(reader, *ENGLISH)
        await reader.until(lambda: ENGLISH[0] in shown(reader))


async def test_nothing_is_read_as_long_as_no_english_was_needed(open_reader: Open) -> None:
    async with open_reader() as reader:
        write_english(reader, *ENGLISH)
        await look(reader)
        assert reader.screen.reading.english.watch is None


def test_another_text_that_comes_first_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text("One.")
    watch = EnglishWatch(lambda: find_parallel(tmp_path / "a.txt"))
    (tmp_path / "a.en.md").write_text("One.")
    assert [watch.look(), watch.look()] == ["", "changed"]
    assert EnglishWatch(lambda: None).look() == ""
