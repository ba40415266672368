"""Headers whose lines each begin with a mark that says what they are, as AAP and its partners write between ZCZC and NNNN."""

import re
from collections.abc import Callable
from dataclasses import replace

from worker.agencies import agency_of
from worker.formats.newscodes import SUBJECT_CODES
from worker.formats.wrapped import wrapped_blocks
from worker.item import Concept, RawBlock, RawKind, Text, WireItem

_SUBJECT_CODE = re.compile(r"\d{8}")
_LABEL = re.compile(r"(?P<mark>[A-Z]{2}#|[$:=^*&+@~#%])(?P<value>.*)")
_LABELS_MAX = 16

_Change = Callable[[WireItem, str], WireItem]


def _slug(item: WireItem, value: str) -> WireItem:
    return replace(item, slug=value)


def _take(item: WireItem, value: str) -> WireItem:
    return replace(item, take=value)


def _headline(item: WireItem, value: str) -> WireItem:
    return replace(item, headlines=(*item.headlines, Text(value)))


def _category(item: WireItem, value: str) -> WireItem:
    return replace(item, subjects=(*item.subjects, Concept(literal=value)))


def _subject(item: WireItem, value: str) -> WireItem:
    concepts = (
        Concept(uri=f"{SUBJECT_CODES}{code}") if _SUBJECT_CODE.fullmatch(code) else Concept(literal=code)
        for code in value.split()
    )
    return replace(item, subjects=(*item.subjects, *concepts))


def _product(item: WireItem, value: str) -> WireItem:
    return replace(item, products=(*item.products, value))


def _place(item: WireItem, value: str) -> WireItem:
    return replace(item, places=(*item.places, Concept(name=value)))


def _genre(item: WireItem, value: str) -> WireItem:
    return replace(item, genres=(*item.genres, Concept(name=value)))


def _byline(item: WireItem, value: str) -> WireItem:
    return replace(item, byline=value)


def _summary(item: WireItem, value: str) -> WireItem:
    return replace(item, descriptions=(Text(value, "summary"),))


def _source(item: WireItem, value: str) -> WireItem:
    found = agency_of(value)
    return replace(item, agency=found.code if found else value)


def _created(item: WireItem, value: str) -> WireItem:
    return replace(item, version_created=value)


def _nothing(item: WireItem, _: str) -> WireItem:
    return item


_FORMAT = "*"  # "X" is running text, "T" rows
_TEXT = "TX#"
_AAP: dict[str, _Change] = {
    "$": _category,
    ":": _slug,
    "=": _take,
    "^": _headline,
    "&": _product,
    "+": _subject,
    "@": _place,
    "~": _genre,
    _FORMAT: _nothing,
}
# Its partners have some marks for something else: results of races, press releases, notices of its own mail system.
_RESULTS = _AAP | {"#": _slug, "@": _take, ":": _headline}
_RELEASES = _AAP | {"%": _nothing, ":": _headline}
_NOTICES = _AAP | {"%": _nothing, "#": _slug, "$": _headline, ":": _take, "&": _nothing, "*": _subject, "~": _product}
_COMPANIES: dict[str, _Change] = {
    "AN#": _nothing,
    "KN#": _source,
    "PD#": _created,
    "CO#": _nothing,
    "SO#": _nothing,
    "SF#": _nothing,
    "BY#": _byline,
    "KY#": _slug,
    "TI#": _headline,
    "AB#": _summary,
    _TEXT: _nothing,
}


def read_labels(item: WireItem, lines: tuple[str, ...]) -> WireItem | None:
    """Read a labelled header and the text below it; ``None`` where fewer than two lines have a label.

    >>> from worker.item import Hints
    >>> item = read_labels(WireItem("telex", Hints()), ("$I", ":Port", "^Port on fire", "*X", "A fire has broken out."))
    >>> item.slug, item.headlines[0].value, item.subjects[0].literal, item.blocks[0].text
    ('Port', 'Port on fire', 'I', 'A fire has broken out.')
    """
    start = next((place for place, line in enumerate(lines) if line.strip() and not agency_of(line)), 0)  # "ZCZC AAP"
    labels, end = list[tuple[str, str]](), start
    for place, line in enumerate(lines[start : start + _LABELS_MAX], start + 1):
        found = _LABEL.match(line)
        if found is None:
            if line.strip():
                break
            continue
        if place > end + 1 and (found["value"].startswith(" ") or found["mark"] in dict(labels)):
            break  # behind a blank line it may be the first point of a list
        labels.append((found["mark"], found["value"].strip()))
        end = place
        if found["mark"] == _TEXT:
            break
    if len(labels) < 2:
        return None
    marks = [mark for mark, _ in labels]
    table = _table(frozenset(marks))
    for mark, value in labels:
        if value and mark in table:
            item = table[mark](item, value)
    story = lines[end:]
    if marks[-1] == _TEXT:
        story = (labels[-1][1], *story)
    is_table = (_FORMAT, "T") in labels
    house = item.agency or (None if table is _COMPANIES else "AAP")
    return replace(item, agency=house, blocks=_rows(story) if is_table else wrapped_blocks(story))


def _table(marks: frozenset[str]) -> dict[str, _Change]:
    """What the marks of a header mean together."""
    if "TI#" in marks:
        return _COMPANIES
    if "#" in marks:
        return _NOTICES if "%" in marks else _RESULTS
    return _RELEASES if "%" in marks else _AAP


def _rows(lines: tuple[str, ...]) -> tuple[RawBlock, ...]:
    return (RawBlock("\n".join(lines).strip("\n"), RawKind.TABLE),)
