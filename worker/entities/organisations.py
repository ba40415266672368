"""Organisations within one item: the acronym, or the one word, and the name that it stands for are one.

Apart from persons, since these are shortened to their letters or to what tells them from others of their kind.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from worker.entities.names import fold

_ACRONYM = re.compile(r"(?=.{0,7}[A-Z].{0,7}[A-Z])[^\W\d_]{2,8}")

# News repeats its organisations.
_NAMES_KEPT_MAX = 8_192

# Acronyms of as many letters may be spoken as words, and written so: "Cnes", "Inrap".
_SPOKEN_LETTERS_MIN = 4

# A company's full name closes with one of these, folded: "IBM Corp.", "TELUS Communications Inc".
_FORMS = frozenset(
    {
        *("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc"),
        *("ag", "se", "gmbh", "kg", "sa", "sas", "sarl", "spa", "srl", "nv", "bv", "ab", "asa", "oyj"),
    }
)

# And the whole name of a group of companies with one of these: "Bertelsmann Group".
_GROUPS = frozenset({"international", "group", "groupe", "holding", "holdings"})

# Words of a name that acronyms skip are short: "of the", "de la", "für".
_SKIPPED_LETTERS_MAX = 3


@lru_cache(maxsize=_NAMES_KEPT_MAX)
def is_acronym(name: str) -> bool:
    """Whether a name is one word with several capitals.

    >>> is_acronym("OTAN"), is_acronym("BoE"), is_acronym("Otan")
    (True, True, False)
    """
    return _ACRONYM.fullmatch(name) is not None


@lru_cache(maxsize=_NAMES_KEPT_MAX)
def initials(name: str) -> frozenset[str]:
    """What an acronym of the name may be, folded: the first letters of its words, its short words counted or not.

    >>> sorted(initials("Organisation du traité de l'Atlantique nord"))
    ['odtdlan', 'otan']
    """
    words = fold(name).split()
    readings = (words, [word for word in words if len(word) > _SKIPPED_LETTERS_MAX])
    return frozenset("".join(word[0] for word in reading) for reading in readings if len(reading) > 1)


def spells(name: str, long: str) -> bool:
    """Whether the letters of a word are first letters of the words of a name, in their order, from the first one on.

    >>> spells("Inserm", "Institut national de la santé et de la recherche médicale")
    True
    >>> spells("Paris", "Parti socialiste"), spells("Lyon", "Institut national")
    (False, False)
    """
    letters, firsts = fold(name), "".join(word[0] for word in fold(long).split())
    rest = iter(firsts)
    in_order = all(letter in rest for letter in letters)
    return in_order and len(letters) >= _SPOKEN_LETTERS_MIN and firsts.startswith(letters[0])


def is_form(name: str) -> bool:
    """Whether a name is nothing but a company's legal form: "SE", "S.p.A."."""
    return fold(name) in _FORMS


def without_form(name: str) -> str | None:
    """A company's name without its legal form, if it has one.

    >>> without_form("Deutsche Bahn AG"), without_form("Deutsche Bahn"), without_form("SE")
    ('Deutsche Bahn', None, None)
    """
    bare, _, form = name.rpartition(" ")
    return bare.rstrip(",") if bare and is_form(form) else None


def match_organisations(names: Iterable[str], bracketed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Match every short form to the name that it stands for; one that could stand for two stays by itself.

    ``names`` come in the order of the text; ``bracketed`` are names with the one that follows them in brackets: the
    acronym there may be of another language.

    >>> match_organisations(["Union européenne", "UE", "PKK"], [("Parti des travailleurs du Kurdistan", "PKK")])
    {'UE': 'Union européenne', 'PKK': 'Parti des travailleurs du Kurdistan'}
    >>> match_organisations(["Bayern Munich", "European Commission", "Commission", "Bayern"], [])
    {'Commission': 'European Commission', 'Bayern': 'Bayern Munich'}
    >>> match_organisations(["TELUS", "ONU", "ONU Femmes", "TELUS Communications Inc."], [])
    {'TELUS': 'TELUS Communications Inc.'}
    >>> match_organisations(["Deutsche Bahn", "Deutsche Bahn AG", "Conservative Party", "Conservatives"], [])
    {'Deutsche Bahn': 'Deutsche Bahn AG', 'Conservatives': 'Conservative Party'}
    >>> office = "Office central pour la répression du trafic illicite des stupéfiants"
    >>> match_organisations([office, "Ocrtis"], [(office, "Ocrtis")])["Ocrtis"] == office
    True
    """
    folded = {name: fold(name) for name in names}
    short_of = {name: short for name, short in folded.items() if " " not in short}
    companies = _companies(folded)
    if not short_of:
        return companies
    item = _Organisations(folded, bracketed)
    known = dict(companies)
    for name, short in short_of.items():
        wholes = [companies.get(whole, whole) for whole in item.whole_names(name, short)]
        if wholes and len(set(map(fold, wholes))) == 1:
            known[name] = wholes[0]
    return known


def _companies(folded: Mapping[str, str]) -> dict[str, str]:
    """The names that another one has with a legal form or "Group" behind it: "Deutsche Bahn", "Deutsche Bahn AG"."""
    wholes: dict[str, str] = {}
    for name, key in folded.items():
        bare, _, last = key.rpartition(" ")
        if bare and (last in _FORMS or (last in _GROUPS and " " not in bare)):
            wholes.setdefault(bare, name)
    return {name: wholes[key] for name, key in folded.items() if key in wholes} if wholes else wholes


class _Organisations:
    """The organisations of an item of more than one word, by all that may be short for them."""

    def __init__(self, folded: Mapping[str, str], bracketed: Iterable[tuple[str, str]]) -> None:
        self._place_of = {name: place for place, name in enumerate(folded)}
        self._spelled_by: defaultdict[str, list[str]] = defaultdict(list)
        self._beginning: defaultdict[str, list[str]] = defaultdict(list)
        self._ending: defaultdict[str, list[str]] = defaultdict(list)
        for name, key in folded.items():
            words = key.split()
            if len(words) > 1:
                self._beginning[words[0]].append(name)
                self._ending[words[-1]].append(name)
                for letters in initials(name):
                    self._spelled_by[letters].append(name)
        for long, name in bracketed:
            if (is_acronym(name) or spells(name, long)) and not is_acronym(long):
                self._spelled_by[fold(name)].append(long)

    def whole_names(self, name: str, short: str) -> list[str]:
        """The names that a name of one word may be short for."""
        if is_acronym(name) or (len(short) >= _SPOKEN_LETTERS_MIN and short in self._spelled_by):
            beginning = self._beginning.get(short, [])
            return self._spelled_by.get(short) or [
                whole for whole in beginning if fold(whole).rpartition(" ")[2] in _FORMS
            ]
        # "the Commission" is short for the last one that has been named before; "Bayern" may come first, in the headline.
        place = self._place_of[name]
        named_before = [whole for whole in self._ending.get(short, []) if self._place_of[whole] < place]
        if wholes := self._beginning.get(short, []) + named_before[-1:]:
            return wholes
        singular = short.removesuffix("s")
        return [whole for whole in self._beginning.get(singular, []) if fold(whole) == f"{singular} party"]
