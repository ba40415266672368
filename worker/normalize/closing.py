"""What stands below a story and is none of it: notepads, contacts, boilerplate; from its heading to the end of the text.

Apart from ``furniture``, which reads single lines: here a heading decides about all that follows it.
"""

import re
from collections.abc import Sequence

from worker.item import Role
from worker.normalize.pieces import Piece
from worker.normalize.tables import closings
from worker.normalize.text import fold_letters, fold_name, has_words

PIECES_MAX = 60
"""Pieces at the end of a text among which a heading is looked for; dpa's notepad with all its contacts has thirty."""

HEADING_MAX = 80
"""Characters of a heading."""

CONTACT_MAX = 160
"""Characters of a line with a label and a number or an address."""


def take_closing(pieces: Sequence[Piece], below: Sequence[Piece] = ()) -> tuple[list[Piece], list[Piece]]:
    """The story, and what stands below it: headings and contacts as credits, hints to editors as advisories.

    ``below`` is what was taken off the end before, contacts perhaps.
    """
    first = max(1, len(pieces) - PIECES_MAX)
    headings = [place for place in range(first, len(pieces)) if _is_short(pieces[place].text)]
    reach = any(_CONTACT.search(piece.text) for piece in below)
    start = next((place for place in headings if _opens(pieces, place, reach=reach)), len(pieces))
    start = min(start, _release_start(pieces, headings))
    if start < len(pieces) and is_rule(pieces[start - 1].text) and start > 1:
        start -= 1
    return list(pieces[:start]), _with_roles(pieces[start:])


def is_contact_line(text: str) -> bool:
    """Whether a line is a number or an address behind its label: "Mobile: +61 418 450 113".

    >>> is_contact_line("Email: media@example.org"), is_contact_line("Email: it is slow")
    (True, False)
    """
    if len(text) > CONTACT_MAX or ":" not in text:
        return False
    label, _, rest = text.partition(":")
    return fold_letters(label.strip(" *#()")) in closings.CONTACT_LABELS and _CONTACT.search(rest) is not None


def is_rule(text: str) -> bool:
    """Whether a line is nothing but a rule: "___", "* * * *", "-----".

    >>> is_rule("* * * *"), is_rule("___"), is_rule("-"), is_rule("- - a")
    (True, True, False, False)
    """
    return _RULE.fullmatch(text, 0, 80) is not None


def is_filler(text: str) -> bool:
    """Whether a line is a teleprinter's test, sent where there is nothing to say.

    >>> is_filler("ryryryryry"), is_filler("ry")
    (True, False)
    """
    return _FILLER.fullmatch(text, 0, 200) is not None


def heading_of(text: str) -> str | None:
    """What a line says as a heading, folded, or ``None`` where it is too long for one.

    >>> heading_of("## dpa-Kontakte"), heading_of("NOOT (niet voor publicatie):"), heading_of("a" * 90)
    ('dpa-kontakte', 'noot', None)
    """
    if len(text) > HEADING_MAX:
        return None
    heading = text.strip(" #*_=-:")
    return fold_letters(_REMARK.sub("", heading) if heading.endswith(")") else heading)


_RELEASE_LABEL = re.compile(r"(CONTACT|KEYWORD|INDUSTRY KEYWORD|SOURCE|PUB):\s")
_RULE = re.compile(r"[\s_*=~–—-]{2,80}")
_REMARK = re.compile(r"\s\([^()]{1,60}\)$")
_FILLER = re.compile(r"(?:ry\s?){3,100}", re.IGNORECASE)
_LABEL_MAX = 40
_INLINE = re.compile(rf"[^:\n]{{3,{_LABEL_MAX}}}(?=\s?:\s?\S)")
_CONTACT = re.compile(
    r"\S@\S|https?://|www\.|\]\(|\+?\d[\d ()/.-]{6,40}\d|\b(?:tel|fax|phone|mobil|telefon|telephone|e-?mail)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…]\s?[»”\"')]{0,2}$")
_HEADINGS = frozenset({Role.PARAGRAPH, Role.SUBHEAD})


def _is_short(text: str) -> bool:
    """Whether a text can be a heading at all, or has one in front of its first colon; most paragraphs do not."""
    return len(text) <= HEADING_MAX or ":" in text[: _LABEL_MAX + 2]


def _opens(pieces: Sequence[Piece], place: int, *, reach: bool) -> bool:
    """Whether the piece is a heading of something that is no story."""
    piece = pieces[place]
    heading = heading_of(piece.text) if piece.role in _HEADINGS else None
    if heading in closings.SURE or _inline(piece) in closings.SURE:
        return True
    if heading in closings.LIKELY:
        return (reach or place + 1 < len(pieces)) and all(map(_is_contact, pieces[place + 1 :]))
    return heading is not None and heading.startswith(closings.ABOUT) and _is_about(pieces, place, reach=reach)


def _release_start(pieces: Sequence[Piece], places: Sequence[int]) -> int:
    """Where the lines begin that a distributor puts under a release, of which two are always there (Business Wire)."""
    labels = {found[1]: place for place in reversed(places) if (found := _RELEASE_LABEL.match(pieces[place].text))}
    return min(labels.values()) if {"KEYWORD", "SOURCE"} <= labels.keys() else len(pieces)


def _inline(piece: Piece) -> str | None:
    """The heading in front of a contact on the same line: "Pressekontakt: Ann Lee, +49 …"."""
    found = _INLINE.match(piece.text) if ":" in piece.text and piece.role is Role.PARAGRAPH else None
    return fold_letters(found[0].strip(" #*")) if found and _CONTACT.search(piece.text[:400]) else None


def _is_contact(piece: Piece) -> bool:
    """A line of addresses or numbers, or one too short to tell anything."""
    text = piece.text[:400]
    return (
        piece.role is Role.LIST
        or not has_words(text)
        or _CONTACT.search(text) is not None
        or (len(piece.text) <= 80 and _ENDED.search(text) is None)
    )


def _is_about(pieces: Sequence[Piece], place: int, *, reach: bool) -> bool:
    """Whether a line announces whom a press release is from: the next paragraph names it, an address follows."""
    text = pieces[place].text.lstrip(" #*")
    found = _ABOUT.match(fold_letters(text))
    name = text[found.end() :] if found else ""
    following = pieces[place + 1 :] if name else ()
    if not following or not name[0].isupper():
        return False
    words = [word for word in fold_name(name).strip(" .:").split() if len(word) > 2]
    told = fold_name(following[0].text[:160])
    named = any(word in told for word in words)
    return named and (reach or any(_CONTACT.search(piece.text) for piece in following))


def _with_roles(pieces: Sequence[Piece]) -> list[Piece]:
    """Rules as end marks, hints to editors with their heading as advisories, all else as credits."""
    read = list[Piece]()
    hinting = False
    for piece in pieces:
        heading = heading_of(piece.text)
        if heading in closings.SURE or heading in closings.LIKELY or heading in closings.HINTS or piece.text[:1] == "#":
            hinting = heading in closings.HINTS
        role = Role.ENDMARK if is_rule(piece.text) else Role.ADVISORY if hinting else Role.CREDIT
        read.append(piece._replace(role=role))
    return read


_ABOUT = re.compile(f"(?:{'|'.join(closings.ABOUT)})(?:(?<=['於于要])|\\s)")
