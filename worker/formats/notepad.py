"""dpa's notepad: what stands below a story in its plain text for editors, in sections with Markdown's marks.

``# Notizblock``, ``## Internet``, ``* * * *`` before what is not for publication. English, Spanish and Arabic services
have the same marks with other words, so that only the marks are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.formats.teletype_words import embargo_at
from worker.item import Association, Concept

_HEADING = re.compile(r"#{1,2}\s\S.{0,60}")
_SECTION = re.compile(r"##\s?(\S.{0,80})")
_RULE = re.compile(r"\*(?:\s?\*){3,}")
_PRIVATE = re.compile(
    r"\W{0,3}(?:die folgenden informationen sind nicht|the following information is not|las? siguientes? informaci\w+ no|"
    r"les informations suivantes ne|информация ниже не|poniższe informacje nie|المعلومات التالية)",
    re.IGNORECASE,
)
"""The sentence in front of what is not for publication, in the languages of dpa's services."""

_ITEM = re.compile(r"[-•]\s+(?=\S)")
_LINK = re.compile(r"\[([^\[\]]{1,120})\]\(([^()]{1,200})\)")
_ADDRESS_SIGNS = ("://", "www.", "@")


@dataclass(frozen=True, slots=True)
class Notepad:
    """The sections, each one note with its heading first; places and links, as Markdown has them; an embargo."""

    notes: tuple[str, ...] = ()
    places: tuple[Concept, ...] = ()
    links: tuple[Association, ...] = ()
    embargo: str | None = None


def part_notepad(lines: Sequence[str]) -> tuple[tuple[str, ...], Notepad]:
    r"""Part the notepad from the story above it.

    >>> story, notepad = part_notepad(["A fire.", "", "# Notizblock", "", "## Orte", "- [Kai](Am Kai 1, Kiel)"])
    >>> story, notepad.notes, notepad.places[0].literal
    (('A fire.', ''), ('Orte:\n- [Kai](Am Kai 1, Kiel)',), 'Kai, Am Kai 1, Kiel')
    """
    start = next((place for place in range(len(lines)) if _starts(lines, place)), None)
    if start is None:
        return tuple(lines), Notepad()
    sections = tuple(_sections(lines[start:]))
    items = [item for _, items in sections for item in items]
    named = [(found[1].strip(), found[2].strip()) for item in items if (found := _LINK.fullmatch(item))]
    places = [(name, target) for name, target in named if not _is_address(target)]
    links = [(name, target) for name, target in named if _is_address(target)]
    return tuple(lines[:start]), Notepad(
        notes=tuple(_note(heading, items) for heading, items in sections if items),
        places=tuple(Concept(name=name, rel="poi", literal=f"{name}, {target}") for name, target in places),
        links=tuple(
            Association(name=f"link{number}", uri=target, headline=name) for number, (name, target) in enumerate(links)
        ),
        embargo=next((item for item in items if embargo_at(item) is not None), None),
    )


def _starts(lines: Sequence[str], place: int) -> bool:
    """Whether a notepad begins at a line: its heading with nothing but sections and items below, or what is private."""
    line = lines[place].strip()
    if line[:1] not in {"#", "*"}:
        return _PRIVATE.match(line) is not None
    following = next((line.strip() for line in lines[place + 1 : place + 6] if line.strip()), "")
    if _HEADING.fullmatch(line):
        return not following or following[0] in "#-*•"
    return _RULE.fullmatch(line) is not None and _PRIVATE.match(following) is not None


def _is_address(text: str) -> bool:
    return any(sign in text for sign in _ADDRESS_SIGNS)


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Headings with the items below them, each item on one line; words without a heading are a section of their own."""
    heading, items = "", list[list[str]]()
    for line in lines:
        text = line.strip()
        section = _SECTION.fullmatch(text)
        if section or _HEADING.fullmatch(text) or _RULE.fullmatch(text):
            yield heading, [" ".join(item) for item in items]
            heading, items = (section[1] if section else ""), []
        elif item := _ITEM.match(text):
            items.append([text[item.end() :]])
        elif text and items and line.startswith(" "):
            items[-1].append(text)
        elif text:
            items.append([text])
    yield heading, [" ".join(item) for item in items]


def _note(heading: str, items: list[str]) -> str:
    return f"{heading}:\n" + "\n".join(f"- {item}" for item in items) if heading else " ".join(items)
