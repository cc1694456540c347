from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from articles.translation import database
from articles.translation.database import lock_of
from articles.translation.memory import Entry, MemoryFailure, TranslationMemory
from articles.translation.translation import Languages, Translation, source_hash

HERE = "translate.example.org"


def made(
    source: str,
    text: str,
    *,
    engine: str = "google",
    server: str = HERE,
    date: str = "2026-01-31T12:00:00.000Z",
) -> Translation:
    return Translation(text, "engine", engine, server, date, source_hash(source))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "translations.sqlite"


def clock() -> datetime:
    return datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_what_was_stored_is_found_by_its_source(path: Path) -> None:
    TranslationMemory(path).put(made("Guten Tag.", "Good day."))

    found = TranslationMemory(path).get("Guten  Tag.", "google", HERE)

    assert found == replace(made("Guten Tag.", "Good day."), origin="memory")


def test_other_engine_server_language_or_text_is_not_found(path: Path) -> None:
    memory = TranslationMemory(path)
    memory.put(made("Tag", "Day"))

    assert memory.get("Tag", "mymemory", HERE) is None
    assert memory.get("Tag", "google", "elsewhere") is None
    assert memory.get("Tag", "google", HERE, Languages("de", "fr")) is None
    assert memory.get("tag", "google", HERE) is None
    assert memory.get_any("Tag", Languages("nl", "en")) is None


@pytest.mark.parametrize("order", [1, -1])
def test_newest_is_found_whichever_engine_made_it(path: Path, order: int) -> None:
    memory = TranslationMemory(path)
    versions = [
        made("Tag", "Day", engine="mymemory", date="2026-01-01T00:00:00.000Z"),
        made("Tag", "day", engine="google", date="2026-02-01T00:00:00.000Z"),
    ]
    for version in versions[::order]:
        memory.put(version)

    found = memory.get_any("Tag")

    assert found is not None
    assert (found.text, found.engine) == ("day", "google")


@pytest.mark.parametrize(
    ("preferred", "expected"),
    [
        (["deepl", "google"], "deepl"),
        (["mymemory", "google", "deepl"], "google"),
        (["mymemory"], "local"),
        ([], "local"),
    ],
)
def test_the_order_of_engines_decides_before_the_date(path: Path, preferred: list[str], expected: str) -> None:
    memory = TranslationMemory(path)
    for day, engine in enumerate(["deepl", "google", "local"], 1):
        memory.put(made("Tag", "Day", engine=engine, date=f"2026-01-0{day}T00:00:00.000Z"))

    found = memory.get_any("Tag", preferred=preferred)

    assert found is not None
    assert found.engine == expected


def test_translations_by_all_engines_are_found_the_newest_first(path: Path) -> None:
    memory = TranslationMemory(path)
    for number, (engine, server) in enumerate([("deepl", "a"), ("google", "b"), ("google", "c")], 1):
        memory.put(
            made("Tag", f"{engine} {server}", engine=engine, server=server, date=f"2026-01-0{number}T00:00Z")
        )

    assert [one.text for one in memory.get_all("Tag")] == ["google c", "google b", "deepl a"]
    assert memory.get_all("Nacht") == ()
    assert memory.get_all("Tag", Languages("nl")) == ()


def test_second_translation_replaces_the_first_of_the_same_engine(path: Path) -> None:
    memory = TranslationMemory(path)
    memory.put(made("Bank", "bank"))
    memory.put(made("Bank", "bench", date="2026-02-01T00:00:00.000Z"))

    found = memory.get("Bank", "google", HERE)

    assert found is not None
    assert found.text == "bench"


def test_asking_makes_no_file(path: Path) -> None:
    assert TranslationMemory(path).get_any("Tag") is None
    assert not path.parent.exists()


@pytest.mark.parametrize("read", [False, True])
def test_only_the_owner_may_read_the_files(path: Path, read: bool) -> None:
    memory = TranslationMemory(path)
    before = os.umask(0)
    try:
        memory.put(made("Tag", "Day"))
        if read:
            memory.get_any("Tag")
    finally:
        os.umask(before)

    modes = {item.name: stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}

    assert path.name in modes
    assert set(modes.values()) == {0o600}


def test_file_that_others_may_read_is_closed_to_them(path: Path) -> None:
    TranslationMemory(path).put(made("Tag", "Day"))
    path.chmod(0o644)

    assert TranslationMemory(path).get_any("Tag") is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("writes", [False, True])
def test_damaged_file_is_set_aside_and_another_begun(path: Path, writes: bool) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all " * 100)
    memory = TranslationMemory(path, clock=clock)

    if not writes:
        assert memory.get_any("Tag") is None
    memory.put(made("Tag", "Day"))

    aside = path.with_name("translations.sqlite.broken-20260131-120000")
    assert aside.read_bytes() == b"no database at all " * 100
    assert aside.name in memory.notice
    assert memory.get_any("Tag") is not None


def test_file_damaged_in_the_middle_is_set_aside_too(path: Path) -> None:
    memory = TranslationMemory(path, clock=clock)
    many = [made(f"Satz {number}", f"Sentence {number}" * 20) for number in range(300)]
    memory.put_newer([Entry(one, Languages()) for one in many])
    memory.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 3)
    fresh = TranslationMemory(path, clock=clock)

    assert fresh.get_any("Satz 1") is None
    assert "broken-20260131-120000" in fresh.notice
    fresh.put(made("Satz 1", "Sentence 1"))
    assert fresh.get_any("Satz 1") is not None


def test_earlier_damaged_file_is_not_overwritten(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"first damage", b"second damage"):
        path.write_bytes(content * 100)
        TranslationMemory(path, clock=clock).get_any("Tag")

    kept = {item.read_bytes()[:5] for item in path.parent.glob("*.broken-*")}
    assert kept == {b"first", b"secon"}


@pytest.mark.parametrize("asked_between", [False, True])
def test_reader_notices_that_the_file_was_replaced(path: Path, asked_between: bool) -> None:
    memory = TranslationMemory(path)
    memory.put(made("Tag", "Day"))
    assert memory.get_any("Tag") is not None
    for item in list(path.parent.iterdir()):
        item.unlink()

    if asked_between:
        assert memory.get_any("Tag") is None
    TranslationMemory(path).put(made("Nacht", "Night"))
    assert memory.get_any("Nacht") is not None
    assert memory.get_any("Tag") is None


def test_log_of_a_damaged_file_is_kept_with_it(path: Path) -> None:
    other = TranslationMemory(path)
    other.put(made("Tag", "Day"))
    assert other.get_any("Tag") is not None
    with sqlite3.connect(path) as checkpointing:
        checkpointing.execute("PRAGMA wal_checkpoint(FULL)")
    checkpointing.close()
    path.write_bytes(b"no database at all " * 1000)

    memory = TranslationMemory(path, clock=clock)
    memory.put(made("Nacht", "Night"))

    aside = "translations.sqlite.broken-20260131-120000"
    assert {aside, f"{aside}-wal"} <= {item.name for item in path.parent.iterdir()}
    assert memory.get_any("Nacht") is not None
    other.close()


def test_file_from_where_it_lay_earlier_is_taken_along(tmp_path: Path, path: Path) -> None:
    earlier = tmp_path / "cache" / "translations.sqlite"
    still_open = TranslationMemory(earlier)
    assert still_open.get_any("Tag") is None
    still_open.put(made("Morgen", "Morning"))
    assert still_open.get_any("Morgen") is not None
    still_open.put(made("Tag", "Day"))
    assert earlier.with_name(f"{earlier.name}-wal").stat().st_size > 0

    memory, other = (TranslationMemory(path, earlier=earlier) for _ in range(2))

    assert memory.get_any("Tag") == other.get_any("Tag") == replace(made("Tag", "Day"), origin="memory")
    memory.put(made("Nacht", "Night"))
    assert other.get_any("Nacht") is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in earlier.parent.iterdir()] == ["translations.sqlite.lock"]
    still_open.put(made("Abend", "Evening"))
    assert still_open.get_any("Abend") is not None
    assert memory.get_any("Tag") is not None
    still_open.close()


def test_only_one_of_many_takes_a_file_along(tmp_path: Path, path: Path) -> None:
    earlier = tmp_path / "translations.sqlite"
    TranslationMemory(earlier).put(made("Tag", "Day"))
    begin = threading.Barrier(4)

    def put(number: int) -> None:
        begin.wait()
        TranslationMemory(path, earlier=earlier).put(made(f"Satz {number}", "Sentence"))

    threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    texts = ["Tag", *(f"Satz {number}" for number in range(4))]
    assert all(TranslationMemory(path).get_any(text) for text in texts)


def test_file_that_is_there_is_not_replaced_by_an_earlier_one(tmp_path: Path, path: Path) -> None:
    earlier = tmp_path / "translations.sqlite"
    TranslationMemory(earlier).put(made("Tag", "Day"))
    TranslationMemory(path).put(made("Nacht", "Night"))

    memory = TranslationMemory(path, earlier=earlier)

    assert (memory.get_any("Tag"), memory.get_any("Nacht") is not None) == (None, True)
    assert earlier.exists()


def test_damaged_file_is_not_taken_along(tmp_path: Path, path: Path) -> None:
    earlier = tmp_path / "translations.sqlite"
    earlier.write_bytes(b"no database at all " * 100)
    memory = TranslationMemory(path, earlier=earlier, clock=clock)

    memory.put(made("Tag", "Day"))

    aside = tmp_path / "translations.sqlite.broken-20260131-120000"
    assert memory.notice == f"Damaged translations were put aside as {aside}."
    assert aside.exists()
    assert memory.get_any("Tag") is not None


def test_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(MemoryFailure, match="belongs to another program"):
        TranslationMemory(path).put(made("Tag", "Day"))
    assert path.read_bytes() == before


def test_database_of_another_version_is_left_alone(path: Path) -> None:
    TranslationMemory(path).put(made("Tag", "Day"))
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()

    with pytest.raises(MemoryFailure, match="another version"):
        TranslationMemory(path).get_any("Tag")
    assert not list(path.parent.glob("*.broken-*"))


def test_locked_database_is_told_and_still_readable(path: Path) -> None:
    memory = TranslationMemory(path, patience=0.02)
    memory.put(made("Tag", "Day"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(MemoryFailure, match="in use by another program"):
        memory.put(made("Nacht", "Night"))
    assert memory.get_any("Tag") is not None
    other.execute("ROLLBACK")
    other.close()
    memory.put(made("Nacht", "Night"))


def test_reader_of_a_damaged_file_waits_no_longer_than_readers_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    @contextmanager
    def noted(lock: Path, timeout: float) -> Iterator[None]:
        waits.append(timeout)
        yield

    monkeypatch.setattr(database, "locked_if_possible", noted)
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)

    memory = TranslationMemory(path, patience=7.0, read_patience=0.05)

    assert memory.get_any("Tag") is None
    assert "broken-" in memory.notice
    assert set(waits) == {0.05}


def test_memory_is_kept_where_files_cannot_be_locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(descriptor: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    memory = TranslationMemory(path)
    memory.put(made("Tag", "Day"))

    assert memory.get_any("Tag") is not None


def test_memory_in_a_folder_that_cannot_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TranslationMemory(path).put(made("Tag", "Day"))
    lock_of(path).unlink()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    memory = TranslationMemory(path)

    assert memory.get_any("Tag") is not None
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    with pytest.raises(MemoryFailure, match="cannot be opened and written"):
        memory.put(made("Nacht", "Night"))


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = TranslationMemory(tmp_path / "file" / "translations.sqlite")

    with pytest.raises(MemoryFailure, match="cannot be opened and written") as caught:
        memory.put(made("Tag", "Day"))
    assert str(tmp_path) not in caught.value.sentence
    assert caught.value.__context__ is None


def test_entries_of_a_wrong_type_count_as_absent(path: Path) -> None:
    memory = TranslationMemory(path)
    memory.put(made("Tag", "Day"))
    with sqlite3.connect(path) as odd:
        odd.execute("UPDATE translations SET text = x'ff00'")
    odd.close()

    assert memory.get_any("Tag") is None


def test_entry_whose_key_is_no_text_does_not_hold_up_the_others(path: Path) -> None:
    memory = TranslationMemory(path)
    memory.put(made("Tag", "Day"))
    with closing(sqlite3.connect(path)) as connection, connection:
        for key in ("x'ff'", "''"):
            connection.execute(f"INSERT INTO translations VALUES ({key}, 'de', 'en', 'e', 's', 'd', 't')")

    assert [entry.translation.text for entry in islice(memory.entries(), 9)] == ["t", "Day"]


def test_text_that_is_no_unicode_is_refused_with_a_sentence(path: Path) -> None:
    with pytest.raises(MemoryFailure, match="cannot be used"):
        TranslationMemory(path).put(made("Tag", "\ud800"))


@pytest.mark.parametrize("damaged", [False, True])
def test_threads_lose_nothing(path: Path, damaged: bool) -> None:
    if damaged:
        path.parent.mkdir()
        path.write_bytes(b"no database at all " * 100)
    memories = [TranslationMemory(path, patience=20, read_patience=20) for _ in range(6)]
    problems: list[MemoryFailure] = []

    def work(thread: int) -> None:
        try:
            for number in range(10):
                memories[thread // 2].put(made(f"{thread}/{number}", f"EN {thread}/{number}"))
                memories[thread].get_any(f"{thread}/{number}")
        except MemoryFailure as failure:
            problems.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [TranslationMemory(path).get_any(f"{t}/{n}") for t in range(6) for n in range(10)]
    assert problems == []
    assert None not in found
    assert len(list(path.parent.glob("*.broken-*"))) == damaged


def test_programs_that_begin_the_same_memory_at_once_lose_nothing(path: Path) -> None:
    code = """
import sys
from pathlib import Path
from articles.translation.memory import TranslationMemory
from articles.translation.translation import Translation, source_hash
memory = TranslationMemory(Path(sys.argv[1]), patience=20)
sys.stdin.readline()
for number in range(20):
    source = f"{sys.argv[2]}/{number}"
    memory.put(Translation("EN " + source, "engine", "google", "x", "2026", source_hash(source)))
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(number)], stdin=subprocess.PIPE, env=environment
        )
        for number in range(4)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write(b"go\n")
        program.stdin.close()
    assert [program.wait(60) for program in programs] == [0, 0, 0, 0]

    memory = TranslationMemory(path)
    found = [memory.get_any(f"{number}/{entry}") for number in range(4) for entry in range(20)]
    assert None not in found
    assert memory.notice == ""
