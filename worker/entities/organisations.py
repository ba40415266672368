"""Organisations within one item: the acronym, or the one word, and the name that it stands for are one.

Apart from persons, since these are shortened to their letters or to what tells them from others of their kind.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from worker.entities.names import fold

_ACRONYM = re.compile(r"(?=.{0,7}[A-Z].{0,7}[A-Z])[^\W\d_]{2,8}")

_WITH_ONE_WORD_MORE = 2

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
    place_of = {name: place for place, name in enumerate(dict.fromkeys(names))}
    spelled_by, beginning, ending = (defaultdict[str, list[str]](list) for _ in range(3))
    short_of: dict[str, str] = {}
    companies: dict[str, str] = {}
    for name in place_of:
        short = fold(name)
        words = short.split()
        if len(words) < 2:
            short_of[name] = short
            continue
        beginning[words[0]].append(name)
        ending[words[-1]].append(name)
        if words[-1] in _FORMS or (words[-1] in _GROUPS and len(words) == _WITH_ONE_WORD_MORE):
            companies.setdefault(short.rpartition(" ")[0], name)
        for letters in initials(name):
            spelled_by[letters].append(name)
    if not short_of and not companies:
        return {}
    for long, name in bracketed:
        if (is_acronym(name) or spells(name, long)) and not is_acronym(long):
            spelled_by[fold(name)].append(long)

    def whole_names(name: str, short: str) -> list[str]:
        if is_acronym(name) or (len(short) >= _SPOKEN_LETTERS_MIN and short in spelled_by):
            return spelled_by.get(short) or [
                whole for whole in beginning.get(short, []) if fold(whole).rpartition(" ")[2] in _FORMS
            ]
        # "the Commission" is short for what has been named before; "Bayern" may come first, in the headline.
        named_before = [whole for whole in ending.get(short, []) if place_of[whole] < place_of[name]]
        if wholes := beginning.get(short, []) + named_before[-1:]:
            return wholes
        return [whole for whole in beginning.get(short[:-1], []) if fold(whole) == f"{short[:-1]} party"]

    matched = {name: whole_names(name, short) for name, short in short_of.items()}
    known = {name: wholes[0] for name, wholes in matched.items() if len(set(map(fold, wholes))) == 1}
    if companies:
        known = {name: companies[fold(name)] for name in place_of if fold(name) in companies} | known
    return known
