"""Forms of names: what follows from how a name is written, worked out once and handed from step to step of an item.

Apart from ``names``, which tells how any two are compared: this is what every step of resolving asks of the same few.
Behind the recognizer's matrices each table that is asked is a walk through cold memory; this is the one of names.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from worker.entities.kept import Kept
from worker.entities.names import fold
from worker.entities.people import PersonName, person_name
from worker.uri import urn_part

# A word from its first letter on that is no small Latin one: by it a name is found. Beyond U+2000 are typography and
# scripts that part no words.
ANCHOR = re.compile(r"[A-ZÀ-ÖØ-Þ\u0100-\u1fff]\w*")

# The names of the day come again in every item.
_FORMS_KEPT_MAX = 8_192


@dataclass(slots=True, eq=False)  # to make a frozen one takes three times as long
class Form:
    """One spelling of a name."""

    name: str
    key: str  # folded
    anchor: str  # the first word that a text is searched by, if any
    offset: int  # how far behind its beginning that stands
    others: tuple[str, ...]  # further such words
    part: str  # the last one of a URN of what has the name
    _person: PersonName | None = None

    @property
    def person(self) -> PersonName:
        """What it tells where it is a person's."""
        if self._person is None:
            self._person = person_name(self.name, self.key)
        return self._person


def _form(name: str) -> Form:
    key = fold(name)
    anchor, *others = ANCHOR.findall(name) or ("",)
    return Form(name, key, anchor, name.index(anchor), tuple(others), urn_part(key.replace(" ", "-")))


_KEPT = Kept(_form, _FORMS_KEPT_MAX)


class Forms(dict[str, Form]):
    """The forms of an item's names at hand; those few that were not yet its names are looked up when they are met."""

    @classmethod
    def of(cls, names: Collection[str]) -> "Forms":
        """The forms of so many names."""
        return cls(zip(names, map(_KEPT.__getitem__, names), strict=True))

    def __missing__(self, name: str) -> Form:
        form = self[name] = _KEPT[name]
        return form
