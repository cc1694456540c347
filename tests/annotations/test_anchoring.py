import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import CONTEXT, Anchored, Orphan, anchor_all, describe, find
from annotations.annotation import Annotation, Selectors
from annotations.approximate import closest, distances, likeness
from articles.article import Span

TEXT = (
    "Der Bundestag hat am Donnerstag ein neues Gesetz beschlossen. Es soll im Januar in Kraft treten.\n\n"
    "Die Opposition sprach von einem schwarzen Tag für die Pressefreiheit und kündigte eine Klage an.\n\n"
    "Der Verband der Zeitungsverleger begrüßte dagegen, dass nun überhaupt eine Regelung vorliege."
)


def describe_quote(text: str, quote: str) -> Selectors:
    start = text.index(quote)
    return describe(text, start, start + len(quote))


def found(text: str, selectors: Selectors) -> tuple[str, str]:
    anchor = find(text, selectors)
    assert isinstance(anchor, Anchored)
    return text[anchor.span.start : anchor.span.end], anchor.state


def test_description_has_at_most_64_code_points_of_context() -> None:
    selectors = describe(TEXT, 100, 110)
    assert selectors == Selectors(TEXT[100:110], TEXT[36:100], TEXT[110:174], 100, 110)
    assert len(selectors.prefix) == len(selectors.suffix) == CONTEXT
    assert describe(TEXT, 0, 3).prefix == ""
    assert describe(TEXT, len(TEXT) - 3, len(TEXT)).suffix == ""


@pytest.mark.parametrize("place", [(10, 10), (12, 10), (len(TEXT), len(TEXT) + 5)])
def test_no_words_cannot_be_described(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no words"):
        describe(TEXT, *place)


def test_quote_in_an_unchanged_text_is_exact_and_certain() -> None:
    anchor = find(TEXT, describe_quote(TEXT, "schwarzen Tag"))
    start = TEXT.index("schwarzen Tag")
    assert anchor == Anchored(Span(start, start + 13), "exact", 1.0)


def test_quote_survives_a_text_put_before_it() -> None:
    assert found("Neu: " + TEXT, describe_quote(TEXT, "schwarzen Tag")) == ("schwarzen Tag", "moved")


def test_quote_survives_the_moving_of_its_paragraph() -> None:
    first, second, third = TEXT.split("\n\n")
    changed = "\n\n".join([third, first, second])
    assert found(changed, describe_quote(TEXT, "neues Gesetz beschlossen")) == (
        "neues Gesetz beschlossen",
        "moved",
    )


def test_changed_quote_is_found_with_whole_words() -> None:
    changed = TEXT.replace("schwarzen Tag für die Pressefreiheit", "dunklen Tag für die freie Presse")
    quote, state = found(changed, describe_quote(TEXT, "einem schwarzen Tag für die Pressefreiheit"))
    assert state == "changed"
    assert quote.startswith("einem")
    assert "dunklen Tag für die freie" in quote


def test_replaced_word_is_found_between_its_neighbours() -> None:
    changed = TEXT.replace("Verband der Zeitungsverleger", "Verband der Zeitschriftenverleger")
    quote, state = found(changed, describe_quote(TEXT, "Verband der Zeitungsverleger begrüßte"))
    assert (quote, state) == ("Verband der Zeitschriftenverleger begrüßte", "changed")


def test_deleted_quote_is_an_orphan() -> None:
    first, _, third = TEXT.split("\n\n")
    anchor = find(f"{first}\n\n{third}", describe_quote(TEXT, "schwarzen Tag für die Pressefreiheit"))
    assert anchor == Orphan()
    assert anchor.state == "orphaned"


def test_same_short_word_elsewhere_is_not_taken_for_the_quote() -> None:
    anchor = find("Ganz anderes steht hier, der Rest auch.", describe_quote(TEXT, "der"))
    assert isinstance(anchor, Orphan)
    assert anchor.certainty > 0.9
    assert anchor.suggestion == Span(25, 28)


def test_repeated_quote_is_told_apart_by_its_neighbours() -> None:
    text = "Anna sagte Ja. Bert sagte Nein. Clara sagte Ja. Dora sagte Nein."
    third = text.index("sagte Ja", 20)
    anchor = find("Vorweg. " + text, describe(text, third, third + 8))
    assert isinstance(anchor, Anchored)
    assert anchor.span == Span(third + 8, third + 16)


def test_long_changed_quote_is_found_by_its_ends() -> None:
    long = " ".join(f"Satz Nummer {number} erzählt etwas Eigenes." for number in range(60))
    changed = "Vorspann. " + long.replace("Nummer 30 erzählt etwas", "Nummer 30 verschweigt alles")
    quote, state = found(changed + " Ende.", describe(long, 0, len(long)))
    assert state == "changed"
    assert (quote[:13], quote[-9:]) == ("Satz Nummer 0", " Eigenes.")


def test_selectors_without_quote_are_taken_at_their_offsets() -> None:
    assert find(TEXT, Selectors("", start=4, end=13)) == Anchored(Span(4, 13), "exact", 0.5)
    assert find(TEXT, Selectors("", start=4, end=10**6)) == Orphan()
    assert find(TEXT, Selectors("")) == Orphan()


@pytest.mark.parametrize("start", [-5, 0, 10**9, 2**53])
def test_offsets_that_lie_lose_no_quote(start: int) -> None:
    selectors = Selectors("schwarzen Tag für die Pressefreiheit", start=start, end=start + 5)
    assert found(TEXT, selectors) == ("schwarzen Tag für die Pressefreiheit", "moved")


def test_empty_text_orphans_everything() -> None:
    assert find("", describe_quote(TEXT, "Gesetz")) == Orphan()


def test_all_annotations_are_anchored_by_id() -> None:
    known = [Annotation("urn:a", describe_quote(TEXT, "Gesetz")), Annotation("urn:b", Selectors("fehlt"))]
    anchors = anchor_all(TEXT, known)
    assert [anchors[id_].state for id_ in ("urn:a", "urn:b")] == ["exact", "orphaned"]


@settings(max_examples=60)
@given(st.text("abcß 🙂\n", min_size=1, max_size=60), st.text("abcß 🙂\n", max_size=60), st.data())
def test_what_is_found_lies_within_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    anchor = find(new, describe(old, start, end))
    if isinstance(anchor, Anchored):
        assert 0 <= anchor.span.start <= anchor.span.end <= len(new)
        assert 0 <= anchor.certainty <= 1


def edit_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


@settings(max_examples=80)
@given(st.text("abc", min_size=1, max_size=9), st.text("abc", min_size=1, max_size=12))
def test_bit_vectors_count_edits_as_the_textbook_does(pattern: str, text: str) -> None:
    fixed = [edit_distance(pattern, text[:end]) for end in range(1, len(text) + 1)]
    assert list(distances(pattern, text, anywhere=False)) == fixed
    floating = [
        min(edit_distance(pattern, text[start:end]) for start in range(end + 1)) for end in range(1, len(text) + 1)
    ]
    assert list(distances(pattern, text, anywhere=True)) == floating
    match = closest(pattern, text)
    assert match.distance == min(floating)
    assert edit_distance(pattern, text[match.start : match.end]) == match.distance


def test_likeness_is_one_for_what_was_expected_and_zero_for_nothing() -> None:
    assert likeness("abc", "abcdef") == 1.0
    assert likeness("", "abc") == 1.0
    assert likeness("abc", "") == 0.0
    assert likeness("abcd", "abxd") == 0.75
