"""The parts of dpa's digitalwires entries that say what they are by a type or a role: categories and notes."""

from collections.abc import Iterable, Iterator
from typing import Any

from worker import territories
from worker.formats.bodies import lines_apart
from worker.formats.markup import html_blocks
from worker.formats.members import Members, first, object_of, objects_of, story_of, text_of
from worker.formats.newscodes import concept
from worker.item import Concept, Place, RawBlock

_NO_NOTES = frozenset({"closingline", "genrenote"})
_FIRST_NOTES = frozenset({"correction", "correctionshort", "embargo"})


class Categories:
    """The categories of an entry by their type, those with a rank first."""

    def __init__(self, entry: Members) -> None:
        self._by_type: dict[str, list[Members]] = {}
        for one in sorted(objects_of(entry.get("categories")), key=rank_of):
            self._by_type.setdefault(str(one.get("type")).removeprefix("dnltype:"), []).append(one)

    def of(self, *types: str) -> Iterator[Members]:
        """Give the categories of some types, type after type."""
        for kind in types:
            yield from self._by_type.get(kind, ())

    def names(self, *types: str) -> tuple[str, ...]:
        """Give their names, each once."""
        return tuple(dict.fromkeys(name for one in self.of(*types) if (name := text_of(one.get("name")))))

    def codes(self, kind: str) -> tuple[str, ...]:
        """Give the codes of those of one type."""
        return tuple(code for one in self.of(kind) if (code := text_of(one.get("qcode"))))

    def concepts(self, *types: str) -> tuple[Concept, ...]:
        """Give them as things with a code, whose relation is their role, else their type."""
        return tuple(
            dict.fromkeys(
                concept(text_of(one.get("name")), text_of(one.get("qcode")), _role(one) or kind)
                for kind in types
                for one in self.of(kind)
                if text_of(one.get("name")) or text_of(one.get("qcode"))
            )
        )

    def located(self) -> Iterator[Place]:
        """Where a story or a picture comes from: the town and country of its feature, else its name."""
        for one in self.of("located", "locationcreated"):
            stated = _properties(one)
            country = text_of(stated.get("country"))
            if name := text_of(first(stated, "locality")) or text_of(one.get("name")) or country:
                yield Place(name=name, country=territories.alpha2(country) if country else None)

    def sights(self) -> Iterator[Concept]:
        """Points of interest, by their name alone; the address that is joined to it stays beside it."""
        for one in self.of("poi"):
            stated, name = text_of(one.get("name")), text_of(_properties(one).get("name"))
            if stated or name:
                yield Concept(name=name or stated, rel="poi", literal=stated if name and stated != name else None)


class Notes:
    """The notes of an entry by their role; those of the notepad only where there are no others."""

    def __init__(self, entry: Members) -> None:
        self._stated = [
            (str(one.get("role") or "").rpartition(":")[2], text)
            for one in objects_of(entry.get("ednotes"))
            if (text := text_of(one.get("ednote")))
        ]
        notepad = object_of(entry.get("notepad"))
        self._layout = () if self._stated else (notepad.get("public_html"), notepad.get("nonpublic_html"))

    def texts(self, role: str) -> tuple[str, ...]:
        """Give the notes of one role."""
        return tuple(text for stated, text in self._stated if stated == role)

    def genre(self, genres: Iterable[str]) -> tuple[str, ...]:
        """What is said of the genre, with it: "Achtung - Planungshinweis"."""
        genre = " - ".join((*tuple(genres)[:1], ""))
        return tuple(genre + note for note in self.texts("genrenote"))

    def rest(self) -> Iterator[str]:
        """All other notes: what changes the story or holds it back comes first."""
        notes = sorted(self._stated, key=lambda note: note[0] not in _FIRST_NOTES)
        yield from (text for role, text in notes if role not in _NO_NOTES)
        yield from (block.text for html in self._layout for block in blocks_of(html))


def _properties(category: Members) -> Members:
    feature = object_of(category.get("geojson"))
    return object_of(feature.get("properties"))


def _role(category: Members) -> str | None:
    return (text_of(category.get("role")) or "").rpartition(":")[2] or None


def rank_of(category: Members) -> float:
    """The place of a category or a related item among its like; what has none comes last."""
    rank = category.get("rank")
    return rank if isinstance(rank, (int, float)) else float("inf")


def blocks_of(html: Any) -> tuple[RawBlock, ...]:
    """The blocks of one of an entry's pieces of HTML; its line breaks part results and hours."""
    text = story_of(html)
    return tuple(lines_apart(html_blocks(text))) if text else ()
