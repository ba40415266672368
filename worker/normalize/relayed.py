"""Lines that say from whom a paper has its story: "Le Figaro avec AFP"; they stand above stories and below them."""

import re

from worker.agencies import agency_of_mark

LENGTH_MAX = 120
"""Characters of such a line."""


def is_relayed(text: str) -> bool:
    """Whether a line says from whom a paper has its story: "(avec AFP)", "Radio Un avec AFP // Crédit photo : …".

    >>> is_relayed("Par Le Figaro avec AFP"), is_relayed("Google signs deal with AP"), is_relayed("Il a parlé avec AFP.")
    (True, False, False)
    """
    found = _RELAYED.match(text.strip("()*–— ")) if len(text) <= LENGTH_MAX else None
    if found is None:
        return False
    paper = found[1] or ""
    named = all(
        word[:1].isupper() or word in _SMALL for word in paper.split()
    )  # "Google signs deal with AP" tells news
    return named and all(agency_of_mark(_ARTICLE.sub("", house.strip())) for house in _HOUSES_PARTED.split(found[2]))


_RELAYED = re.compile(
    r"(?:(?:Par )?([A-Z0-9][\w'’. -]{1,30})\s)?\(?(?:[Aa]vec|[Mm]it|[Ww]ith|[Cc]on|[Cc]om)\s"
    r"(?:(?:des )?informations d[e'’]\s?|informaci[oó]n de |informações d[aeo] |Informationen von )?([^\s.,:/()][^.,:/()]{1,50}?)\)?\s{0,3}(?://.{0,80})?$"
)
_ARTICLE = re.compile(r"^(?:l['’]|(?:la|der|a|de|the|The) )?(?:Agência |Agencia |agence )?")
_HOUSES_PARTED = re.compile(r"\s(?:et|und|and|y|e)\s|,\s")
_SMALL = frozenset({"de", "du", "la", "le", "des", "et", "the", "of"})
