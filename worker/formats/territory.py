"""Country codes as wires state them (ISO 3166-1 alpha-3, sometimes alpha-2) → alpha-2, by CLDR's own list."""

from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.core import get_global

# CLDR has names for these too. AFP states ZZZ where it takes no side, of Jerusalem for one.
_NO_COUNTRIES = frozenset({"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"})


@cache
def alpha2(code: str) -> str | None:
    """Give the alpha-2 code of a country's code; ``None`` where CLDR knows no such country, or several.

    >>> alpha2("ISR"), alpha2("fr"), alpha2("SUN"), alpha2("ZZZ")
    ('IL', 'FR', None, None)
    """
    folded = code.strip().upper()
    known: Sequence[str] = [folded] if len(folded) == 2 else get_global("territory_aliases").get(folded) or ()
    country = known[0] if len(known) == 1 else ""
    return (
        country if len(country) == 2 and country in Locale("en").territories and country not in _NO_COUNTRIES else None
    )


def name(code: str) -> str:
    """Give a country's name in English, for an item that states no more of a place than its country."""
    return str(Locale("en").territories.get(alpha2(code) or "", code))
