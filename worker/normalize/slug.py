"""Slugs: the name under which a story runs, its parts, and a key to group its items by."""

import re

from worker.item import Slug
from worker.normalize.tables import versions
from worker.normalize.text import clean, fold_letters, fold_name, has_words
from worker.normalize.version import VersionWord, version_word


def parse_slug(raw: str, parts: tuple[str, ...] = (), separator: str = "-") -> tuple[Slug, VersionWord | None] | None:
    """Read a slug line; the version word in it comes beside it. ``None`` where there is nothing to read.

    ``parts`` are the slug's parts where the format gives them; ``separator`` what parts them in the agency's slugs
    where neither a slash nor a hyphen does.

    >>> slug, word = parse_slug("BC-US--Julia Child Exhibit,1st Ld-Writethru")
    >>> slug.parts, slug.key, word.raw
    (('US', 'Julia Child Exhibit'), 'us-julia-child-exhibit', '1st Ld-Writethru')
    >>> parse_slug("Gesundheit/Baden-Württemberg/Frauen/")[0].parts
    ('Gesundheit', 'Baden-Württemberg', 'Frauen')
    """
    line = " ".join(clean(raw).text.split())
    if not has_words(line):
        return None
    if _INSTRUCTION.match(line):
        return Slug(raw, _key((line,)), (line.strip("/ "),), "instruction"), None
    if fold_letters(line.strip(" /-()")) in versions.TYPE_WORDS:
        return Slug(raw, _key((line,)), (line.strip(" /-()"),), "type"), version_word(line)
    line, word = _without_version(line)
    found = tuple(part.strip() for part in parts if part.strip()) if len(parts) > 1 else _split(line, separator)
    topics = tuple(part for part in found if not _slug_word(part)) or found
    word = word or next((word for part in found if (word := _slug_word(part))), None)
    return Slug(raw, _key(topics), topics, "topic"), word


_INSTRUCTION = re.compile(r"/{3}")
_CYCLE = re.compile(r"(?:BC|AP|AM|PM)-(?=\w)")
# AP: ", 2nd Ld-Writethru"; Reuters: " (UPDATE 1)"; dpa's " (LEAD 1)".
_SUFFIX = re.compile(r"(?:,|\s\(|\s/)\s?([^,()]{2,40})\)?$")
_HYPHENS = re.compile(r"\s?-{1,3}\s?")
_UNSAFE = re.compile(r"[^\w]+|_+")
_SLUG_WORD = re.compile(
    "|".join(word.replace("#", r"\d{1,2}(?:st|nd|rd|th|eme|e|º|\.)?") for word in versions.SLUG_WORDS)
)


def _without_version(line: str) -> tuple[str, VersionWord | None]:
    found = _SUFFIX.search(line)
    word = version_word(found[1]) if found else None
    return (line[: found.start()], word) if found and word else (line, None)


def _slug_word(part: str) -> VersionWord | None:
    return version_word(part) if _SLUG_WORD.fullmatch(fold_letters(part)) else None


def _split(line: str, separator: str) -> tuple[str, ...]:
    """The parts of a slug: by slashes where one stands inside it, else by hyphens, else as its agency parts them."""
    line = _CYCLE.sub("", line, count=1)
    inner = line.strip("/ ")
    if "/" in inner:
        pieces = inner.split("/")
    elif "-" in inner:
        pieces = _rejoin_version(_HYPHENS.split(inner))
    else:
        pieces = inner.split(None if separator == " " else separator)
    return tuple(piece for piece in (piece.strip() for piece in pieces) if piece) or (inner,)


def _rejoin_version(pieces: list[str]) -> list[str]:
    """Put "2nd Ld" and "Writethru" together again, which the hyphen between them has parted."""
    if pieces[-1].lower() == "writethru" and len(pieces) > 1:
        return [*pieces[:-2], f"{pieces[-2]}-{pieces[-1]}"]
    return pieces


def _key(parts: tuple[str, ...]) -> str:
    """Folded and safe: letters and digits of any script, hyphens; what is repeated stands once."""
    folded = (_UNSAFE.sub("-", fold_name(part).replace("'", "")).strip("-") for part in parts)
    return "-".join(dict.fromkeys(filter(None, folded)))
