"""A place on its way into the table: its row, and the names that lead to it. Used by ``build_places`` alone."""

from dataclasses import dataclass, field

from worker.entities.places import Kind, place_key
from worker.entities.tables.barred import BARRED

# Scripts that are read: a name in another one is left out.
_SCRIPTS = ((0x0041, 0x024F), (0x1E00, 0x1EFF), (0x0600, 0x06FF), (0x0750, 0x077F))
_ARABIC_FROM = 0x0600

# Names of fewer letters are codes and syllables (IATA's "PAR", transcriptions), unless they are the place's own ("Y").
_LETTERS_MIN = 4

_BARRED = frozenset(map(place_key, BARRED))


@dataclass(slots=True)
class NamedPlace:
    """One row. ``names`` and ``own`` tell in which languages a name holds ("": all of them)."""

    geonames: int
    kind: Kind
    code: str
    population: int
    lat: float | None = None
    lon: float | None = None
    names: dict[str, set[str]] = field(default_factory=dict)
    own: dict[str, set[str]] = field(default_factory=dict)

    def call(self, name: str, language: str | None = None, *, own: bool = False) -> None:
        """Add a name; ``own`` tells that in its language it is the place's first one, no alternate."""
        key = place_key(name)
        if not key or key in _BARRED:
            return
        self.names.setdefault(key, set()).add(language or "")
        if own:
            self.own.setdefault(key, set()).add(language or "")

    def entry(self, name: str) -> str:
        """What stands for this place under a name: number, ``*`` and where it is the own one, ``@`` and where it holds."""
        entry = str(self.geonames)
        if own := self.own.get(name):
            entry += "*" + ("" if own == self.names[name] else _languages(own))
        return entry + ("" if "" in self.names[name] else "@" + _languages(self.names[name]))


def is_usable(name: str) -> bool:
    """Whether an alternate name is one that copy would use: in a script that is read, a word and not a code."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < _LETTERS_MIN and not (letters and ord(letters[0]) >= _ARABIC_FROM and len(letters) > 2):
        return False
    if any(character.isdigit() for character in name) or name.isupper():
        return False
    if not all(any(first <= ord(letter) <= last for first, last in _SCRIPTS) for letter in letters):
        return False
    return name[0].isupper() or ord(letters[0]) >= _ARABIC_FROM or "'" in name[:3]


def _languages(languages: set[str]) -> str:
    return "" if "" in languages else "+".join(sorted(languages))
