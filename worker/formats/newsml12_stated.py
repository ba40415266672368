"""What NewsML 1.x states of a story, asked by path over the elements that speak of it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from worker.formats.read_xml import Element, words


class Stated:
    """What elements state, asked by path: the first that says anything is heard first."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._inside: dict[str, dict[str, list[Element]]] = {}  # path → what is right below, by name

    def all(self, path: str) -> Sequence[Element]:
        """Give the elements at a path below any of them. What lies at the end of a path is sorted by name once for all."""
        around, _, name = path.rpartition("/")
        inside = self._inside.get(around)
        if inside is None:
            inside = self._inside[around] = _by_name(self.all(around) if around else self._elements)
        return inside.get(name, ())

    def within(self, path: str, name: str) -> Sequence[Element]:
        """Give the elements of a name, however deep, in those at a path."""
        return [found for element in self.all(path) for found in element.iterdescendants(name)]

    def lines(self, name: str) -> tuple[str, ...]:
        """The NewsLines of a name, of the outermost component that has any."""
        for _, lines in groupby(self.all(f"NewsLines/{name}"), _component):
            if said := distinct(map(words, lines)):
                return said
        return ()

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
        for element in self.all(path):
            if said := words(element):
                return said
        return None

    def name(self, path: str) -> str | None:
        """Give the first name at a path."""
        for element in self.all(path):
            if name := element.get("FormalName", "").strip() or words(element):
                return name
        return None


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Values without white space around, each once; those that say nothing are gone."""
    return tuple(dict.fromkeys([stripped for value in values if value and (stripped := value.strip())]))


def _by_name(elements: Sequence[Element]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in elements:
        for inner in element:
            found.setdefault(inner.tag, []).append(inner)
    return found


def _component(line: Element) -> Element | None:
    return next(line.iterancestors("NewsComponent"), None)
