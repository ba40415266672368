"""What a person is, where it stands straight before the name and is none of it: "Rapper XXXTentacion"."""

from worker.entities.tables.offices import ENGLISH, FRENCH

# Given names, and words that stay with whom they style; the rest of those are in ``titles``.
_NAMES = frozenset(
    {
        *("king", "queen", "prince", "princess", "pope", "sultan", "emir", "marshal", "dean", "bishop", "head"),
        *("driver", "cook", "archer", "page", "chief", "boss", "imam", "ayatollah", "sheikh", "cardinal", "consul"),
        *("roi", "reine", "princesse", "émir", "pape", "abbé", "pasteur", "chef", "patron", "maire", "juge"),
        *("général", "amiral", "rabbin", "prêtre", "officier", "chancelier", "milieu", "champion", "singer"),
        *("painter", "boxer", "bowler", "whip", "farmer", "poet", "writer", "dancer", "leader", "premier"),
    }
)

TRADES = (ENGLISH.heads | FRENCH.heads) - _NAMES
