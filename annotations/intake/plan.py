"""What an import would change, item by item, before anything is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from annotations.annotation import Annotation, Selectors, Tombstone
from annotations.history import Change
from annotations.intake.editing import edited
from annotations.intake.item import AsRead, Item, Reading
from annotations.intake.placing import Places, squeezed
from annotations.intake.records import id_of, recorded, updated
from annotations.reconciling import same
from articles.article import Article


@dataclass(frozen=True, slots=True)
class Present:
    """What there is before an import."""

    article: Article
    annotations: Mapping[str, Annotation]
    tombstones: Mapping[str, Tombstone]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does."""

    new: tuple[Annotation, ...] = ()
    changed: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    """What says something else in the file, but was changed by the reader, too: `after` is what the file says."""
    missing: tuple[Annotation, ...] = ()
    """What is not in the file any more, where the file is lesart's own."""
    deleted: int = 0
    """How many the reader has deleted here; they stay so."""
    known: int = 0
    """How many are there already."""
    silent: tuple[Change, ...] = ()
    """What only brings the record of an import up to date."""

    def changes(self, *, delete_missing: bool = False) -> list[Change]:
        """Return all that is to be done, in one step."""
        gone = [Change(one, None) for one in self.missing] if delete_missing else []
        return [*(Change(None, one) for one in self.new), *self.changed, *self.silent, *gone]


def plan(reading: Reading, format_name: str, present: Present, *, again: bool = False) -> Plan:
    """Return what importing does; with `again` what the reader deleted comes back."""
    if reading.annotations is None:
        given = list(_annotations(reading.items, format_name, present.article))
        twins = _twins(present.annotations)
    else:
        given, twins = list(reading.annotations.values()), Counter[tuple[str, str]]()
        if format_name != "w3c":
            given = [recorded(one, format_name) for one in given]
    for one in given:
        if one.id in present.annotations:
            twins[_said(present.annotations[one.id])] -= 1
    own = {item.id: item.digests for item in reading.items if item.id}
    compared = partial(_compared, own=own, as_read=reading.as_read)
    done = _sorted_out(given, present, twins, compared, again=again)
    if format_name != "markdown":
        return done
    there = {one.id for one in given}
    return replace(done, missing=tuple(one for id_, one in present.annotations.items() if id_ not in there))


def _sorted_out(
    given: Iterable[Annotation],
    present: Present,
    twins: Counter[tuple[str, str]],
    compared: Callable[[Annotation, Annotation], tuple[Annotation, bool]],
    *,
    again: bool,
) -> Plan:
    new, changed, kept, silent = list[Annotation](), list[Change](), list[Change](), list[Change]()
    known = deleted = 0
    for one in given:
        ours = present.annotations.get(one.id)
        if ours is None:
            if one.id in present.tombstones and not again:
                deleted += 1
            elif twins[_said(one)] > 0:
                # Made here, or come from another export of the same notes.
                twins[_said(one)] -= 1
                known += 1
            else:
                new.append(one)
            continue
        after, refused = compared(ours, one)
        if _says_other(ours, after):
            changed.append(Change(ours, after))
        elif not same(ours, after):
            silent.append(Change(ours, after))
        if refused:
            kept.append(Change(ours, one))
        known += not _says_other(ours, after)
    return Plan(tuple(new), tuple(changed), tuple(kept), (), deleted, known, tuple(silent))


def _compared(
    ours: Annotation, given: Annotation, own: Mapping[str, str], as_read: AsRead | None
) -> tuple[Annotation, bool]:
    """Return an annotation with what is new in the file, and whether something was not taken over.

    `own` are the digests, by id, of what lesart itself had written there.
    """
    if as_read is not None and ours.id in own:
        return edited(ours, given, own[ours.id], as_read)
    return updated(ours, given)


def _says_other(one: Annotation, other: Annotation) -> bool:
    return replace(one, raw={}) != replace(other, raw={})


def _annotations(items: Iterable[Item], format_name: str, article: Article) -> Iterator[Annotation]:
    several = list(items)
    counts: Counter[str] = Counter()
    for item, selectors in zip(several, Places(article).describe_all(several), strict=True):
        id_ = id_of(format_name, item, counts[item.identity])
        counts[item.identity] += 1
        yield _annotation(item, id_, selectors, format_name)


def _annotation(item: Item, id_: str, selectors: Selectors, format_name: str) -> Annotation:
    """Return the annotation; its record says what the file has, which may have other signs than the article."""
    bare = Annotation(
        id_,
        Selectors(item.quote),
        item.note,
        item.tags,
        item.colour,
        created=item.created,
        modified=item.modified or item.created,
        creator=item.creator,
    )
    return replace(recorded(bare, format_name), selectors=selectors)


def _twins(annotations: Mapping[str, Annotation]) -> Counter[tuple[str, str]]:
    return Counter(_said(one) for one in annotations.values())


def _said(annotation: Annotation) -> tuple[str, str]:
    """Return what two annotations have in common that say the same about the same words.

    A note on the whole article is one on its own words: tables have it in the place of the quote.
    """
    note = "\n".join(line.strip() for line in annotation.note.strip().splitlines())
    quote = squeezed(annotation.first_quote)
    return (quote, note) if quote else (squeezed(note), "")
