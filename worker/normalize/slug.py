"""Slugs: the name under which a story runs, its parts, and a key to group its items by."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import pairwise

from worker.item import Slug
from worker.normalize.slug_version import RIM, is_type, part_word, without_version
from worker.normalize.tables import slugs
from worker.normalize.text import clean, fold_letters, fold_name, has_words
from worker.normalize.version import VersionWord, gravest, version_word
from worker.slug_form import PLAIN, SlugForm

LENGTH_MAX = 1000
"""Characters of a slug that are read; the longest that was seen has 80, and ``raw`` keeps them all."""

NAME_WORDS_MAX = 4
"""Words of a name that the separator of a slug has parted."""


def parse_slug(
    raw: str, parts: tuple[str, ...] = (), form: SlugForm = PLAIN, keywords: tuple[str, ...] = ()
) -> tuple[Slug, VersionWord | None] | None:
    """Read a slug line; the version word in it comes beside it. ``None`` where there is nothing to read.

    ``parts`` are the slug's parts where the format gives them; ``form`` is how the agency writes its slugs;
    ``keywords`` are the item's, which tell a name of two words that the slug's separator has parted.

    >>> slug, word = parse_slug("BC-US--Julia Child Exhibit,1st Ld-Writethru")
    >>> slug.parts, slug.key, word.raw
    (('US', 'Julia Child Exhibit'), 'us-julia-child-exhibit', '1st Ld-Writethru')
    >>> parse_slug("Gesundheit/Baden-Württemberg/Frauen/")[0].parts
    ('Gesundheit', 'Baden-Württemberg', 'Frauen')
    """
    line = " ".join(clean(_without_escapes(raw[:LENGTH_MAX])).text.split())
    if _PLAIN_LETTER.search(line) is None and not _key((line,)):
        return None
    if _INSTRUCTION.match(line):
        return Slug(raw, _key((line,)), (line.strip("/ "),), "instruction"), None
    if is_type(line):
        return Slug(raw, _key((line,)), (line.strip(RIM),), "type"), version_word(line)
    if form.page_number and line[0].isdecimal():
        line = _PAGE.sub("", line)
    line, word = without_version(_without_header(line, form))
    stated = tuple(without_version(_without_escapes(part))[0].strip() for part in parts if has_words(part))
    found = stated if len(stated) > 1 else tuple(_split(line, form))
    found = tuple(_joined(found, keywords))
    words = {part: _word_of(part, found) for part in found}
    topics = tuple(part for part in found if not words[part]) or found
    return Slug(raw, _key(topics), topics, "topic"), word or gravest(words.values())


def _without_escapes(text: str) -> str:
    """The text with the characters for which HTML's escapes were left in it; ``raw`` keeps them."""
    return _ESCAPE.sub(lambda escape: unescape(escape[0]), text) if "&" in text else text


_ESCAPE = re.compile(r"&#?\w{2,8};")
_PLAIN_LETTER = re.compile(r"[A-Za-z0-9]")  # of which a key always has something left
_INSTRUCTION = re.compile(r"/{3}")
_PAGE = re.compile(r"^[0-9][0-9.]{0,3}[^\w/-]{1,3}(?=[A-Z]{2})")  # PA: "1 POLITICS Budget", and no "20-20 CRICKET"
_HEADER_END = re.compile(r"(?:\s\d{1,2}-\d{1,2}\s{1,2}\d{3,4})?<?$")
_SLUGS = re.compile(r"\s?[;|]\s?|\s\+\s|:\s|:(?=[A-Z])")
_HYPHEN = re.compile(r"\s?[-\u2010\u2011\u2013]{1,3}\s?")
_UNSAFE = re.compile(r"[^\w]+|_+")


def _without_header(line: str, form: SlugForm) -> str:
    """The slug without its cycle and what else a teletype's header has around it ("^BC-…<", "d f BC-… 03-13 0076")."""
    found = _header(form.cycles).match(line)
    if found is None:
        return line
    end = _HEADER_END.search(line, max(found.end(), len(line) - 16))
    return line[found.end() : end.start() if end else None]


@cache
def _header(cycles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\^?(?:[a-z]\s){{0,2}}(?:{'|'.join(cycles) or '(?!)'})-{{1,2}}(?=\w)")


def _word_of(part: str, parts: tuple[str, ...]) -> VersionWord | None:
    """The version word that a part is: for itself, or in capitals at the end of a slug that has none ("…-ALERTE")."""
    shouted = part is parts[-1] and part.isupper() and not parts[0].isupper()
    return version_word(part) if shouted else part_word(part)


def _split(line: str, form: SlugForm) -> Iterator[str]:
    """The parts of a slug, or of several in one line."""
    for slug in _SLUGS.split(line):
        inner = slug.replace("／", "/").strip(" /-,")
        separator = next((separator for separator in form.separators if separator in inner), None)
        if separator is None:
            pieces = [inner]
        elif separator == "-":
            pieces = _split_name(inner) if form.code_and_name else list(_split_hyphens(inner))
        else:
            pieces = inner.split(separator)
        yield from (piece.strip(" /-*+") for piece in pieces if has_words(piece))


def _split_name(slug: str) -> list[str]:
    code, _, name = slug.partition("-")
    return [code, name] if len(code) == 2 and code.isalpha() else [slug]


def _split_hyphens(slug: str) -> Iterator[str]:
    """Part a slug at its hyphens, those excepted that belong to a name ("Baden-Württemberg", "Aix-en-Provence")."""
    joints = [(0, 0), *(found.span() for found in _HYPHEN.finditer(slug)), (len(slug), len(slug))]
    pieces = [slug[before[1] : after[0]] for before, after in pairwise(joints)]
    start = 0
    for place, (end, following) in enumerate(joints[1:-1], 1):
        if following - end > 1 or not _binds(pieces[place - 1], pieces[place]):
            yield slug[start:end]
            start = following
    yield slug[start:]


def _binds(left: str, right: str) -> bool:
    """Whether the hyphen between two pieces belongs to a name."""
    if left in slugs.BETWEEN or right in slugs.BETWEEN or right[:2] in {"d'", "d’"}:
        return True
    if (
        right[:1].isdecimal()
        and right.split(maxsplit=1)[0].isdecimal()
        and (len(left) == 1 or fold_letters(left) in slugs.NUMBERED)
    ):
        return True
    opening = fold_letters(left)
    return (opening in slugs.BEFORE and not left.isupper()) or f"{opening}-{fold_letters(right)}" in slugs.HYPHENATED


def _joined(parts: tuple[str, ...], keywords: tuple[str, ...]) -> Iterator[str]:
    """The parts, those together that the item names in one keyword ("الولايات/المتحدة": "الولايات المتحدة")."""
    names = {fold_name(keyword) for keyword in keywords if " " in keyword.strip()}
    if not names:
        yield from parts
        return
    place = 0
    while place < len(parts):
        counts = range(NAME_WORDS_MAX, 1, -1)
        count = next((count for count in counts if fold_name(" ".join(parts[place : place + count])) in names), 1)
        yield " ".join(parts[place : place + count])
        place += count


def _key(parts: tuple[str, ...]) -> str:
    """Folded and safe: letters and digits of any script, hyphens; what is repeated stands once."""
    folded = (_UNSAFE.sub("-", fold_name(part).replace("'", "")).strip("-") for part in parts)
    return "-".join(dict.fromkeys(filter(None, folded)))
