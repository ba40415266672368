"""What NewsML 1.x states of a story, asked by path over the elements that speak of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from worker.formats.read_xml import Element, words

LEVELS = 3
"""Levels below an element that are looked at beforehand; a path that goes deeper is searched for."""

# What holds a story and not what is stated of it.
_STORIES = frozenset({"NewsItem", "NewsComponent", "ContentItem", "TopicSet", "Update"})


class Stated:
    """What elements state, asked by path: the first that says anything is heard first."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._near: dict[str, list[Element]] = {}  # by their path; one walk is cheaper than some hundred searches
        for element in elements:
            for path, found in _near(element, LEVELS):
                self._near.setdefault(path, []).append(found)

    def all(self, path: str) -> Iterator[Element]:
        """Give the elements at a path below any of them."""
        return iter(self._found(path))

    def _found(self, path: str) -> Sequence[Element]:
        if _is_near(path):
            return self._near.get(path, ())
        return [found for element in self._elements for found in element.iterfind(path)]

    def lines(self, name: str) -> tuple[str, ...]:
        """The NewsLines of a name, of the outermost component that has any."""
        stated = (distinct(map(words, element.iterfind(f"NewsLines/{name}"))) for element in self._elements)
        return next(filter(None, stated), ())

    def all_words(self, path: str) -> tuple[str, ...]:
        """Give the texts at a path, each once."""
        return distinct(map(words, self._found(path)))

    def names(self, path: str) -> tuple[str, ...]:
        """``FormalName``, in which NewsML 1 has its values, or the element's text where a provider puts it there."""
        return distinct([element.get("FormalName") or words(element) for element in self._found(path)])

    def values(self, path: str, attribute: str) -> tuple[str, ...]:
        """Give an attribute of the elements at a path."""
        return distinct([element.get(attribute) for element in self._found(path)])

    def words(self, path: str) -> str | None:
        """Give the first text at a path."""
        return next(filter(None, map(words, self._found(path))), None)

    def name(self, path: str) -> str | None:
        """Give the first name at a path."""
        stated = (element.get("FormalName", "").strip() or words(element) for element in self._found(path))
        return next(filter(None, stated), None)


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Values without white space around, each once; those that say nothing are gone."""
    return tuple(dict.fromkeys(stripped for value in values if value and (stripped := value.strip())))


@cache
def _is_near(path: str) -> bool:
    """Whether a path leads nowhere but to elements that were looked at."""
    steps = path.split("/")
    plain = all(step.replace("_", "").isalpha() for step in steps)
    return plain and len(steps) <= LEVELS and _STORIES.isdisjoint(steps[:-1])


def _near(element: Element, levels: int, before: str = "") -> Iterator[tuple[str, Element]]:
    """The elements down to so many levels, each with its path; of one that holds a story itself alone."""
    for inner in element:
        path = f"{before}{inner.tag}"
        yield path, inner
        if levels > 1 and inner.tag not in _STORIES:
            yield from _near(inner, levels - 1, f"{path}/")
