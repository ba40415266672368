"""Who signs a NewsML 1.x story: byline, creators, initials in the creators' place (EFE's, Belga's)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.agencies import agency_of
from worker.formats.newsml12_stated import Stated, distinct
from worker.item import Author, Concept

_ID = r"(?:[^\W\d_]{1,4})"
_SLASHED = re.compile(rf"{_ID}(?:-{_ID}){{0,4}}(?:/{_ID}(?:-{_ID}){{0,4}}){{1,4}}")
_ALONE = re.compile(r"[a-z]{2,4}|[A-Z]{2,3}")


@dataclass(frozen=True, slots=True)
class Signed:
    """The fields of a WireItem that say who wrote and who edited."""

    byline: str | None
    authors: tuple[Author, ...]
    sign_off: str | None


def signed(story: Stated) -> Signed:
    """Read the byline; creators stand in for it, unless their names are initials: those are a sign-off."""
    creators = _names(story, "AdministrativeMetadata/Creator/Party")
    initials = [name for name in creators if is_initials(name)]
    if initials:
        initials += filter(is_initials, _names(story, "AdministrativeMetadata/Contributor/Party"))
    authors = story.property_values("author")
    named = ", ".join(name for name in (*creators, *authors) if name not in initials)
    byline, titles = ", ".join(story.lines("ByLine")), story.lines("ByLineTitle")
    return Signed(
        byline=byline or named or None,
        authors=(Author(byline, title=titles[0]),) if byline and titles else (),
        sign_off="/".join(dict.fromkeys(initials)) or None,
    )


def _names(story: Stated, path: str) -> tuple[str, ...]:
    """Names of parties, out of the brackets that some put around initials."""
    return distinct(name.strip("() ") for name in story.names(path))


def is_initials(name: str) -> bool:
    """Whether a party goes by its initials; an agency's short name is none.

    >>> is_initials("cae/tcr"), is_initials("DWM"), is_initials("AFP"), is_initials("Ann Lee")
    (True, True, False, False)
    """
    return _SLASHED.fullmatch(name) is not None or (_ALONE.fullmatch(name) is not None and agency_of(name) is None)


def sources_of(story: Stated) -> Iterator[Concept]:
    """The parties that the story comes from, in the roles that NewsML has for them."""
    for role in ("Source", "Contributor"):
        for name in story.names(f"AdministrativeMetadata/{role}/Party"):
            yield Concept(name=name, rel=role.casefold())
    for line in distinct(story.lines("CreditLine")):
        yield Concept(name=line, rel="credit")
