"""Captions that stand in a text: how to know them, and which part of them is prose."""

import re
from collections.abc import Iterator

from worker.agencies import agency_of_mark
from worker.item import Role
from worker.normalize.dateline import find_dateline
from worker.normalize.houses import is_house
from worker.normalize.names import is_name
from worker.normalize.pieces import Piece
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters

TITLE_MAX = 160
"""Characters of a picture's title, which has no full stop."""


def as_caption(piece: Piece, *, before_dateline: bool) -> Piece | None:
    """The piece as a caption, or ``None`` where it is none.

    A mark in brackets makes a caption anywhere, and so does a credit behind what is no sentence ("Train in Lima (Photo:
    Ann Lee)") or one that names both house and person; how a caption usually begins ("Cette combinaison d'images …") or ends
    ("(Photo by Ann Lee / AFP)") only in front of a dateline, since a story may do so too.
    """
    mark, end = caption_mark_end(piece.text), prose_end(piece.text)
    heads = before_dateline and piece.plain
    if end is None and heads and (name := _photographer_start(piece.text)):
        return piece._replace(role=Role.CAPTION, prose_start=mark, prose_end=name)
    if not mark and end is None and not heads:
        return None  # as most paragraphs do
    person = False
    if end is not None:
        ended = _ENDED.search(piece.text[:end]) is not None
        # Behind a sentence a credit is a story's as well: "… said so. (Reuters/John Smith)"; AFP's has its capitals.
        signed = not ended or before_dateline or _LARGE_SURNAME.search(piece.text, end) is not None
        person = signed and _names_both(piece.text[end:], sentence=ended)
    if end == 0 and not mark:
        return piece._replace(role=Role.CREDIT) if person else None
    if mark == len(piece.text) and is_product_line(piece.text):
        return None
    opens = heads and fold_letters(piece.text[:60]).startswith(marks.CAPTION_PHRASES)
    credited = end is not None and any(sign in piece.text[end:] for sign in _SIGNS)
    titled = end is not None and 0 < end <= TITLE_MAX and _is_title(piece.text[:end], piece.text[end:])
    if mark or titled or person or (heads and (opens or credited)):
        return piece._replace(role=Role.CAPTION, prose_start=mark, prose_end=end)
    return None


def _is_title(title: str, credit: str) -> bool:
    """Whether a credit that names a picture stands behind what is no sentence."""
    return _ENDED.search(title) is None and fold_letters(credit.strip(" (-")).startswith(marks.PICTURE_WORDS)


def is_product_line(text: str) -> bool:
    """Whether a line only says what else there is of a story.

    >>> is_product_line("(Graphic+Picture)"), is_product_line("(VIDEO)"), is_product_line("(FILES)")
    (True, True, False)
    """
    found = _BRACKETED.fullmatch(text.strip("= "))  # AFP: "=(PICTURE+VIDEO)="
    parts = [fold_letters(part.strip()) for part in _PARTS.split(found[1])] if found else []
    return bool(parts) and all(part in marks.PRODUCTS for part in parts)


def caption_mark_end(text: str) -> int:
    """Where the caption begins after its marks; 0 where it has none.

    >>> caption_mark_end("(FILES) (COMBO) A picture"), caption_mark_end("FILE - A man"), caption_mark_end("(G7) The")
    (16, 7, 0)
    """
    opening = text[:4]  # a bracket behind at most three spaces, or capitals: most texts have neither
    if "(" not in opening and not opening.isupper():
        return 0
    end = 0
    while found := _BRACKETED.match(text, end):
        if not all(
            fold_letters(part.strip()) in marks.CAPTION_MARKS for part in _PARTS.split(found[1]) if part.strip()
        ):
            break
        end = found.end()
    if end:
        return end
    word = _OPENING.match(text)
    return word.end() if word and fold_letters(word[1]) in marks.CAPTION_OPENINGS else 0


def prose_start(text: str) -> int:
    """Where the prose of a headline or a description begins: after its marks, or what names its agency.

    >>> prose_start("LONDON, May 2 (Reuters) - Shell said so."), prose_start("FILE - A man"), prose_start("Port on fire")
    (25, 7, 0)
    >>> prose_start(">>>ANSA/Port on fire")
    8
    """
    if mark_end := caption_mark_end(text):
        return mark_end
    house = _HOUSE.match(text)
    if house and agency_of_mark(house[1]):
        return house.end()
    dateline = find_dateline(text)
    return dateline.end if dateline and dateline.sure and dateline.agency else 0


def prose_end(text: str) -> int | None:
    """Where the credit at a caption's end begins ("… in Kyiv. (Photo by Ann Lee / AFP)"); ``None`` without one.

    >>> text = "A man in Kyiv. (Photo by Ann LEE / AFP)"
    >>> text[:prose_end(text)]
    'A man in Kyiv.'
    >>> [text[:prose_end(text)] for text in ("A man. (Bo Berg/Pool via AP, File)", "A man. REUTERS/Bo Berg (KENYA)")]
    ['A man.', 'A man.']
    """
    ending = text[-_ENDING_MAX:].rstrip()
    if not (
        ending.endswith(")")
        or "©" in ending
        or "/" in ending
        or " - " in ending
        or (ending[-1:].isalpha() and (" via " in ending or " PHOTO " in ending))
    ):
        return None  # as most paragraphs do
    tail = max(0, len(text) - _ENDING_MAX)
    found = _CREDIT.search(text, tail) if ending.endswith(")") else None
    if (
        found
        and not is_product_line(found[0])
        and (fold_letters(found[1]).startswith(marks.CREDIT_WORDS) or _names_house(found[1]))
    ):
        return len(text[: found.start()].rstrip())
    if (owned := _OWNED.search(text, tail) if "©" in ending else None) and _names_both(owned[0], sentence=False):
        return len(text[: owned.start()].rstrip())
    for form in _forms(ending):
        if signed := form.search(text, tail):
            house = signed.groupdict().get("house")
            named = _is_house(house) if house else _names_both(signed[1], sentence=False)
            if named:
                return signed.start()
    return None


def _forms(ending: str) -> Iterator[re.Pattern[str]]:
    """The forms of a credit without brackets that a text's end can have."""
    if "/" in ending:
        if "Fot" in ending or "Phot" in ending or "Bild" in ending:
            yield _LABELLED
        if ending.count(" / ") > 1:
            yield _SLASHED
        yield _SIGNED
        yield _SIGNED_BEFORE
        if ending[-3:].isupper():
            yield _IN_CAPITALS
    if " - " in ending:
        yield _DASHED
        if "ontage " in ending or "/Archive" in ending:
            yield _OF_A_KIND
    if " via " in ending and len(ending) - ending.rindex(" via ") <= _HOUSE_MAX:
        yield _VIA
    if " PHOTO " in ending:
        yield _PHOTO


def _photographer_start(text: str) -> int | None:
    """Where a photographer alone stands behind a whole caption in front of a story: "… in May 2024 (Ann LEE)".

    A headline has neither full stop nor year there, and its bracket rather an institute ("(Institut IFOP)").
    """
    found = _PHOTOGRAPHER.search(text, max(0, len(text) - _ENDING_MAX)) if text.endswith(")") else None
    return found.start() if found and is_name(found[1]) and not is_house(found[1]) else None


def _names_house(credit: str) -> bool:
    """Whether a bracket says whose the picture is: "Ann Lee/AFP", "DHA via AP, File"."""
    words = _PARTED.split(credit)
    return len(words) > 1 and any(map(_is_house, words))


def _names_both(credit: str, *, sentence: bool) -> bool:
    """Whether a credit names a house and a person: "(AFP / Ann LEE)", "© Ann Lee, AFP", "POOL/AFP - Ann Lee".

    Behind a ``sentence`` the house must come first: "(Global Herald/AFP)" says whose words they are.
    """
    form = _BOTH_OWNED if credit.lstrip(" (")[:1] == "©" else _BOTH
    parts = [part.strip() for part in form.split(credit.strip(" ()©.")) if part.strip()]
    houses = [place for place, part in enumerate(parts) if _is_house(part)]
    people = [place for place, part in enumerate(parts) if _PERSON.fullmatch(part) and place not in houses]
    named = [place for place in people if not is_house(parts[place])]
    return bool(houses and named) and not (sentence and credit.lstrip()[:1] == "(" and named[0] < houses[0])


def _is_house(word: str) -> bool:
    word = word.strip().removesuffix(".com")  # "afp.com/Ann Lee"
    return agency_of_mark(word) is not None or fold_letters(word) in marks.PICTURE_HOUSES


_SIGNS = "/", " PHOTO ", "ontage "  # what a credit is known by in front of a story
_HOUSE_MAX = 14  # characters of " via " and a house
_ENDING_MAX = 200  # characters at a text's end among which its credit begins
_ENDED = re.compile(r"[.!?…:؟。]\s?[»”\"')]?$")
_BRACKETED = re.compile(r"\s{0,3}\(([^()\n]{2,40})\)\s{0,3}[-–—:]?\s{0,3}")
_PARTS = re.compile(r"[/,+&]| - ")
_OPENING = re.compile(r"([A-Z]{4,12})\s?[-–—]{1,2}\s")
_CREDIT = re.compile(r"\(([^()\n]{3,120})\)\s{0,3}$")
_PARTED = re.compile(r"/| via |, ")
_HOUSE = re.compile(r">{1,3}\s?([A-Z]{2,8})/")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}+"
_PERSON = re.compile(rf"{_NAME}(?:\s(?:{_NAME}|d[eu]|von|van|al|el|bin)){{1,4}}")
_LARGE_SURNAME = re.compile(r"\b[A-Z][a-zà-ÿ'-]{1,20} [A-ZÀ-Þ]{3}")
_BOTH = re.compile(r"\s?/\s?|\s-\s|\svia\s")
_BOTH_OWNED = re.compile(r"\s?/\s?|,\s|\s-\s|\svia\s")
_OWNED = re.compile(r"©\s?(?=[^\W\d_])[^()\n©]{3,80}$")
_AFTER = r"(?<=[.!?…»”\"'’)])\s{1,3}"
_SIGNED = re.compile(
    rf"(?:{_AFTER}|\s(?=afp\.com/))(?P<house>[A-Za-z]{{2,8}}(?:\.com)?)\s?/\s?{_NAME}(?:[ /]{_NAME}){{0,5}}"
    r"(?:\s\([^()\n]{0,160}\))?(?:\s{1,9}TPX IMAGES OF THE DAY)?\s{0,3}$"
)
# "Ann LEE / AFP" with its spaces: without them it is how a story is signed ("Ann Lee/TT"), except in capitals (Lusa).
_SIGNED_BEFORE = re.compile(
    rf"{_AFTER}{_NAME}(?:\s{_NAME}){{1,3}}\s/\s(?P<house>[A-Za-z]{{2,8}}(?:\s[A-Z][a-z]{{2,8}})?)\s{{0,3}}$"
)
_IN_CAPITALS = re.compile(
    rf"{_AFTER}[A-ZÀ-Þ][A-ZÀ-Þ'’-]{{1,20}}(?:\s[A-ZÀ-Þ'’-]{{2,20}}){{1,3}}/(?P<house>[A-Z]{{2,8}})$"
)
_DASHED = re.compile(
    rf"{_AFTER}(?:[A-Za-z]{{2,8}}/)?(?P<house>[A-Za-z]{{2,8}}) - {_NAME}(?:\s{_NAME}){{1,3}}\s{{0,3}}$"
)
# AFP's: "… à Paris - Montage AFP", "… à Paris - AFP/Archives"; "… à Paris - AFP" is a headline's.
_OF_A_KIND = re.compile(
    r"\s-\s(?:(?:Photom|Fotom|M)ontage\s(?=[A-Z]{2,8}$)|(?=[A-Z]{2,8}/Archives?$))(?P<house>[A-Z]{2,8})(?:/Archives?)?$"
)
_VIA = re.compile(rf"{_AFTER}{_NAME}(?:[ /]{_NAME}){{0,6}}\svia\s(?P<house>[A-Za-z]{{2,8}})\s{{0,3}}$")
# "… in Ghent. BELGA PHOTO ANN LEE"
_PHOTO = re.compile(rf"\s(?P<house>[A-Z]{{2,8}}) PHOTO (?:/ )?{_NAME}(?:\s{_NAME}){{1,3}}\s{{0,3}}$")
_SLASHED = re.compile(rf"\s(/\s{_NAME}(?:\s{_NAME}){{0,3}}\s/\s{_NAME}(?:\s{_NAME}){{0,3}})\s{{0,3}}$")
_LABELLED = re.compile(r"\s(?:Fotos?|Photos?|Photograph|Bild|Fot\.)\s?:?\s([^\n()©:]{5,80})$")
_PHOTOGRAPHER = re.compile(
    r"(?:(?<=[.!?])|(?<=\s(?:19|20)\d\d))\s\(([A-ZÀ-Þ][a-zà-ÿ]{1,20}(?:[ -][A-ZÀ-Þ][a-zà-ÿ]{1,20}){0,2}(?:\s[A-ZÀ-Þ'’-]{3,20}){1,2})\)$"
)
