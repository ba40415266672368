"""What NewsML 1.x states of a story, asked by path over the elements that speak of it."""

from collections.abc import Iterable, Sequence
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
        self._near = [_near(element) for element in elements]  # one walk is cheaper than some hundred searches

    def all(self, path: str) -> Sequence[Element]:
        """Give the elements at a path below any of them."""
        if _is_near(path):
            return [found for near in self._near for found in near.get(path, ())]
        return [found for element in self._elements for found in element.iterfind(path)]

    def lines(self, name: str) -> tuple[str, ...]:
        """The NewsLines of a name, of the outermost component that has any."""
        path = f"NewsLines/{name}"
        return next(filter(None, (distinct(map(words, near[path])) for near in self._near if path in near)), ())

    def all_words(self, path: str) -> tuple[str, ...]:
        """Give the texts at a path, each once."""
        return distinct(map(words, self.all(path)))

    def names(self, path: str) -> tuple[str, ...]:
        """``FormalName``, in which NewsML 1 has its values, or the element's text where a provider puts it there."""
        return distinct([element.get("FormalName") or words(element) for element in self.all(path)])

    def properties(self, name: str) -> Sequence[Element]:
        """Give the properties of a name that the administration has, where Belga puts its slug, its priority, its notes."""
        return [one for one in self.all("AdministrativeMetadata/Property") if one.get("FormalName") == name]

    def property_values(self, name: str) -> tuple[str, ...]:
        """Give what the administration's properties of a name are."""
        return distinct([one.get("Value") for one in self.properties(name)])

    def property_value(self, name: str) -> str | None:
        """Give what the first of them is."""
        return next(iter(self.property_values(name)), None)

    def words(self, path: str) -> str | None:
        """Give the first text at a path."""
        return next(filter(None, map(words, self.all(path))), None)

    def name(self, path: str) -> str | None:
        """Give the first name at a path."""
        for element in self.all(path):
            if name := element.get("FormalName", "").strip() or words(element):
                return name
        return None


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Values without white space around, each once; those that say nothing are gone."""
    return tuple(dict.fromkeys([stripped for value in values if value and (stripped := value.strip())]))


@cache
def _is_near(path: str) -> bool:
    """Whether a path leads nowhere but to elements that were looked at."""
    steps = path.split("/")
    plain = all(step.replace("_", "").isalpha() for step in steps)
    return plain and len(steps) <= LEVELS and _STORIES.isdisjoint(steps[:-1])


def _near(element: Element) -> dict[str, list[Element]]:
    """The elements down to some levels, by their path; of one that holds a story itself alone."""
    near: dict[str, list[Element]] = {}

    def walk(outer: Element, levels: int, before: str) -> None:
        for inner in outer:
            path = f"{before}{inner.tag}"
            near.setdefault(path, []).append(inner)
            if levels > 1 and len(inner) and inner.tag not in _STORIES:
                walk(inner, levels - 1, f"{path}/")

    walk(element, LEVELS, "")
    return near
