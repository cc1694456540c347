"""`lesart check`, `import`, `trash` and `merge`: notes are kept, wherever they come from and whatever happens."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.command_line import TEXT, Result, Run

from annotations.annotation import Annotation
from annotations.sidecar import Page, parse
from annotations.validation import validate

SIDECAR = "artikel.txt.annotations.json"
CHANGED = TEXT.replace("schläft auf", "schlief auf").replace("Die Katze wacht auf. ", "")


def listed(result: Result) -> list[dict[str, Any]]:
    assert isinstance(result.json, list)
    return result.json


def on_disk(path: Path) -> dict[str, Annotation]:
    page = parse(path.read_bytes())
    assert isinstance(page, Page)
    return dict(page.annotations)


def test_check_shows_old_and_new_words_and_what_to_do(run: Run, tmp_path: Path) -> None:
    for quote in ("Die Katze schläft auf der Straße.", "Die Katze wacht auf.", "Der Hund bellt."):
        run("note", "artikel.txt", "--quote", quote)
    (tmp_path / "artikel.txt").write_text(CHANGED, "utf-8")
    done = run("check", "artikel.txt")
    assert done.code == 1
    assert done.out.splitlines() == [
        "Ein Anfang: 3 annotations (1 exact, 0 moved, 1 changed, 1 orphaned)",
        "  changed ¶ 2",
        "    - „Die Katze schläft auf der Straße.“",
        "    + „Die Katze schlief auf der Straße.“",
        "  orphaned",
        "    - „Die Katze wacht auf.“",
        "  Open it with `lesart artikel.txt` and press R to review them.",
    ]


def test_check_has_nothing_to_say_about_notes_on_the_whole_article(run: Run, tmp_path: Path) -> None:
    body = {"type": "TextualBody", "purpose": "commenting", "value": "zum Ganzen"}
    whole = {"id": "urn:uuid:1", "type": "Annotation", "body": body, "target": "https://example.org/a"}
    (tmp_path / "fremd.json").write_text(json.dumps([whole]), "utf-8")
    assert run("import", "artikel.txt", "fremd.json").code == 0
    done = run("check", "artikel.txt")
    assert (done.code, done.out) == (0, "Ein Anfang: 1 annotation (1 exact, 0 moved, 0 changed, 0 orphaned)\n")
    assert run("notes", "artikel.txt").out == "the whole article\n    zum Ganzen\n"
    plain = run("read", "--plain", "artikel.txt").out
    assert plain.endswith("Notes on the whole article\n\nNote on the whole article:\nzum Ganzen\n\n")


def foreign(quote: str, note: str) -> dict[str, Any]:
    """Return an annotation as other programs write it, without an id."""
    selector = {"type": "TextQuoteSelector", "exact": quote}
    target = {"source": "https://example.org/a", "selector": selector}
    return {"type": "Annotation", "body": {"type": "TextualBody", "value": note}, "target": target}


FOREIGN = [
    {"id": "https://example.org/1", "created": "2020-02-02T02:02:02Z", **foreign("Hund", "Tier")},
    foreign("was\x1b]0;x\x07 es hier nicht gibt", "fort \x1b[31m"),
]


def test_import_anchors_by_quotes_and_lists_what_has_no_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fremd.json").write_text(json.dumps(FOREIGN), "utf-8")
    done = run("import", "artikel.txt", "fremd.json")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Imported 2 annotations.",
        "1 annotation without a place in the article:",
        "no longer in the text  „was␛]0;x␇ es hier nicht gibt“",
        "    fort ␛[31m",
    ]
    found = listed(run("notes", "artikel.txt", "--json"))
    assert (found[0]["quote"], found[0]["state"], found[0]["paragraph"]) == ("Hund", "moved", 2)
    assert (found[0]["id"], found[0]["created"]) == ("https://example.org/1", "2020-02-02T02:02:02Z")
    assert validate((tmp_path / SIDECAR).read_bytes()) == []


def test_importing_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    given = json.dumps(FOREIGN).encode()
    run("import", "artikel.txt", "-", given=given)
    before = (tmp_path / SIDECAR).read_bytes()
    done = run("import", "artikel.txt", "-", given=given)
    assert (done.code, done.out) == (0, "Imported 0 annotations; 2 of those given are there already.\n")
    assert (tmp_path / SIDECAR).read_bytes() == before


def test_a_sidecar_is_imported_with_its_ids(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Tier", "--tag", "t", "--colour", "green")
    (tmp_path / "b.txt").write_text("Vorweg.\n\n" + TEXT, "utf-8")
    assert run("import", "b.txt", SIDECAR).code == 0
    one, other = (listed(run("notes", name, "--json"))[0] for name in ("artikel.txt", "b.txt"))
    assert one | {"state": "moved", "start": other["start"], "end": other["end"], "paragraph": 3} == other


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("import", "artikel.txt", "-", "--dry-run", given=json.dumps(FOREIGN).encode())
    assert done.out.startswith("Would import 2 annotations.\nNew:\n¶ 2  „Hund“\n    Tier\n1 annotation without a")
    assert not (tmp_path / SIDECAR).exists()


@pytest.mark.parametrize(
    ("given", "sentence"), [("<xml>", "cannot be read as annotations"), (None, "there is no file")]
)
def test_what_is_no_annotations_is_not_imported(
    run: Run, tmp_path: Path, given: str | None, sentence: str
) -> None:
    if given is not None:
        (tmp_path / "fremd.json").write_text(given)
    done = run("import", "artikel.txt", "fremd.json")
    assert done.code == 1
    assert sentence in done.err
    assert not (tmp_path / SIDECAR).exists()


def test_a_format_that_is_named_has_to_be_the_one_that_is_there(run: Run, tmp_path: Path) -> None:
    row: dict[str, Any] = {"id": "abc", "uri": "https://example.org/a", "text": "hm", "user": "acct:a@b.org"}
    row["target"] = [{"source": row["uri"]}]
    for name, other, content in (
        ("w3c", "hypothesis", FOREIGN),
        ("hypothesis", "w3c", {"rows": [row], "total": 1}),
    ):
        (tmp_path / "fremd.json").write_text(json.dumps(content), "utf-8")
        refused = run("import", "artikel.txt", "fremd.json", "--format", other)
        assert refused.code == 1
        assert refused.err.endswith(f"; say --format {name}, or leave it out.\n")
        assert run("import", "artikel.txt", "fremd.json", "--format", name).code == 0
    assert run("import", "artikel.txt", "fremd.json", "--format", "pdf").code == 2


@pytest.fixture
def with_trash(run: Run, tmp_path: Path) -> Run:
    """Two notes of which one was deleted, and a version that lost of the other."""
    run("note", "artikel.txt", "--quote", "Hund", "--text", "weg\x1b[2J", "--tag", "t", "--colour", "green")
    run("note", "artikel.txt", "--quote", "Straße", "--text", "da")
    page = json.loads((tmp_path / SIDECAR).read_text("utf-8"))
    gone, kept = page["items"]
    loser = {key: value for key, value in kept.items() if key not in ("id", "type")}
    loser |= {"modified": "2025-01-01T00:00:00.000Z", "body": [{**kept["body"][0], "value": "verloren"}]}
    was = {key: value for key, value in gone.items() if key not in ("id", "type")}
    stone = {"id": gone["id"], "lesart:deleted": "2030-01-01T00:00:00.000Z", "lesart:was": was}
    page |= {"lesart:tombstones": [stone], "items": [kept | {"lesart:earlier": [loser]}]}
    (tmp_path / SIDECAR).write_text(json.dumps(page), "utf-8")
    return run


def test_trash_lists_what_can_be_brought_back(with_trash: Run) -> None:
    done = with_trash("trash", "artikel.txt")
    assert done.code == 0
    assert "Deleted on 2030-01-01 at 00:00 UTC, a note. It was about „Hund“.\n    weg[2J\n" in done.out
    assert "± An earlier version of a note, written on 2025-01-01 at 00:00 UTC" in done.out
    found = listed(with_trash("trash", "artikel.txt", "--json"))
    assert [(one["kind"], one["quote"], one["note"]) for one in found] == [
        ("deleted", "Hund", "weg[2J"), ("earlier version", "Straße", "verloren"),
    ]  # fmt: skip
    assert list(found[0]) == [
        "id", "kind", "when", "quote", "note", "tags", "colour", "translation", "guess", "counterpart", "created",
        "modified", "creator", "editor",
    ]  # fmt: skip


def test_trash_brings_back_by_id(with_trash: Run) -> None:
    ids = [one["id"] for one in listed(with_trash("trash", "artikel.txt", "--json"))]
    done = with_trash("trash", "artikel.txt", "--restore", ids[0], "--restore", ids[1])
    assert (done.code, done.out) == (0, "")
    assert sorted(note["note"] for note in listed(with_trash("notes", "artikel.txt", "--json"))) == [
        "verloren", "weg[2J",
    ]  # fmt: skip
    assert [one["note"] for one in listed(with_trash("trash", "artikel.txt", "--json"))] == ["da"]


def test_an_id_that_is_not_in_the_trash_changes_nothing(with_trash: Run, tmp_path: Path) -> None:
    before = (tmp_path / SIDECAR).read_bytes()
    ids = [one["id"] for one in listed(with_trash("trash", "artikel.txt", "--json"))]
    done = with_trash("trash", "artikel.txt", "--restore", ids[0], "--restore", "urn:uuid:nobody")
    assert done.code == 1
    assert "there is no urn:uuid:nobody in the trash; nothing was changed" in done.err
    assert (tmp_path / SIDECAR).read_bytes() == before


def test_the_trash_is_emptied_only_with_yes(with_trash: Run, tmp_path: Path) -> None:
    done = with_trash("trash", "artikel.txt", "--empty")
    assert done.code == 2
    assert "1 deleted note and 1 earlier version cannot be brought back then; say --yes as well." in done.err
    assert len(listed(with_trash("trash", "artikel.txt", "--json"))) == 2
    assert listed(with_trash("trash", "artikel.txt", "--empty", "--yes", "--json")) == []
    text = (tmp_path / SIDECAR).read_text("utf-8")
    assert "weg" not in text
    assert "verloren" not in text
    assert "da" in text
    assert with_trash("trash", "artikel.txt", "--empty").code == 0


@pytest.fixture
def sides(run: Run, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A sidecar and two that came from it, each with a note of its own."""
    run("note", "artikel.txt", "--quote", "Hund", "--text", "alt")
    found = []
    for name, quote in (("base", ""), ("ours", "Katze wacht"), ("theirs", "Straße")):
        shutil.copy(tmp_path / SIDECAR, tmp_path / "before")
        if quote:
            run("note", "artikel.txt", "--quote", quote, "--text", name)
        found.append(tmp_path / f"{name}.json")
        shutil.copy(tmp_path / SIDECAR, found[-1])
        shutil.copy(tmp_path / "before", tmp_path / SIDECAR)
    return found[0], found[1], found[2]


def test_merge_writes_both_sides_to_ours(run: Run, sides: tuple[Path, Path, Path]) -> None:
    base, ours, theirs = sides
    ours.chmod(0o640)
    done = run("merge", *map(str, sides))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert sorted(one.note for one in on_disk(ours).values()) == ["alt", "ours", "theirs"]
    assert validate(ours.read_bytes()) == []
    assert (len(on_disk(base)), len(on_disk(theirs)), ours.stat().st_mode & 0o777) == (1, 2, 0o640)


@pytest.mark.parametrize("empty", [True, False])
def test_without_a_base_all_of_both_is_kept(run: Run, sides: tuple[Path, Path, Path], empty: bool) -> None:
    base, ours, _ = sides
    base.write_bytes(b"") if empty else base.unlink()
    assert run("merge", *map(str, sides)).code == 0
    assert len(on_disk(ours)) == 3


def test_merge_writes_elsewhere_when_asked_to(run: Run, sides: tuple[Path, Path, Path], tmp_path: Path) -> None:
    before = sides[1].read_bytes()
    printed = run("merge", *map(str, sides), "--output", "-").out
    assert run("merge", *map(str, sides), "-o", str(tmp_path / "new.json")).code == 0
    assert (tmp_path / "new.json").read_text("utf-8") == printed
    assert len(on_disk(tmp_path / "new.json")) == 3
    assert sides[1].read_bytes() == before


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_file_that_is_no_sidecar_is_a_conflict_and_changes_nothing(
    run: Run, sides: tuple[Path, Path, Path], broken: int
) -> None:
    sides[broken].write_bytes(b"<<<<<<< HEAD\n")
    before = sides[1].read_bytes()
    done = run("merge", *map(str, sides))
    assert 1 <= done.code <= 127
    assert done.out == ""
    assert done.err.startswith(f"lesart: {sides[broken]} cannot be read as annotations: ")
    assert sides[1].read_bytes() == before


def edit(path: Path, note: str, when: str) -> None:
    """Let some program change the note `alt`."""
    page = json.loads(path.read_text("utf-8"))
    (one,) = (item for item in page["items"] if item["body"][0]["value"] == "alt")
    one["body"][0]["value"], one["modified"] = note, when
    path.write_text(json.dumps(page, ensure_ascii=False, indent=1), "utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_merges_two_branches_of_notes_by_itself(run: Run, tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": root}

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    run("note", "artikel.txt", "--quote", "Hund", "--text", "alt")
    (tmp_path / ".gitattributes").write_text("*.annotations.json merge=lesart\n")
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Ada")
    git("config", "user.email", "ada@example.org")
    git("config", "merge.lesart.driver", f"'{sys.executable}' -m tui merge %O %A %B")
    git("add", ".gitattributes", "artikel.txt", SIDECAR)
    git("commit", "-qm", "base")
    git("branch", "theirs")
    for branch, quote, note, year in (
        ("theirs", "Straße", "früher", 2030),
        ("main", "Katze wacht", "später", 2031),
    ):
        git("checkout", "-q", branch)
        run("note", "artikel.txt", "--quote", quote, "--text", f"neu {branch}")
        edit(tmp_path / SIDECAR, note, f"{year}-01-01T00:00:00.000Z")
        git("commit", "-qam", branch)
    git("merge", "-q", "--no-edit", "theirs")
    assert git("status", "--porcelain", "--untracked-files=no") == ""
    notes = {one.note: one for one in on_disk(tmp_path / SIDECAR).values()}
    assert set(notes) == {"später", "neu main", "neu theirs"}
    assert [version.note for version in notes["später"].earlier] == ["früher"]
    (tmp_path / SIDECAR).write_text("kaputt")
    git("commit", "-qam", "kaputt")
    git("checkout", "-q", "theirs")
    edit_again = (tmp_path / SIDECAR).read_text("utf-8").replace("früher", "danach")
    (tmp_path / SIDECAR).write_text(edit_again, "utf-8")
    git("commit", "-qam", "danach")
    with pytest.raises(subprocess.CalledProcessError) as conflict:
        git("merge", "-q", "--no-edit", "main")
    assert conflict.value.returncode == 1
    assert git("ls-files", "--unmerged")
    assert (tmp_path / SIDECAR).read_text("utf-8") == edit_again
