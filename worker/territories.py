"""Countries by their codes, from CLDR's list; apart, since formats state codes, datelines names, of the same countries."""

from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

# CLDR has names for these too. AFP states ZZZ where it takes no side, of Jerusalem for one.
_NO_COUNTRIES = frozenset({"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"})


@cache
def alpha2(code: str) -> str | None:
    """Give the alpha-2 code of a country's code (ISO 3166-1); ``None`` where CLDR knows no such country, or several.

    >>> alpha2("ISR"), alpha2("fr"), alpha2("SUN"), alpha2("ZZZ")
    ('IL', 'FR', None, None)
    """
    folded = code.strip().upper()
    known = [folded] if len(folded) == 2 else get_global("territory_aliases").get(folded) or []
    return known[0] if len(known) == 1 and known[0] in country_codes() else None


@lru_cache(maxsize=512)
def name(code: str) -> str:
    """Give a country's name in English, for an item that states no more of a place than its country."""
    return str(Locale("en").territories.get(alpha2(code) or "", code))


def named(name: str, language: str | None) -> str | None:
    """Give the alpha-2 code of a country by its name in a language or in English.

    >>> named("Suomi", "fi"), named("germany", None), named("Uusimaa", "fi")
    ('FI', 'DE', None)
    """
    folded = name.strip().casefold()
    return next((code for tag in (language, "en") if tag and (code := _names(tag).get(folded))), None)


@cache
def _names(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language).territories
    except (ValueError, UnknownLocaleError):
        return {}
    return {str(name).casefold(): code for code, name in territories.items() if code in country_codes()}


@cache
def country_codes() -> frozenset[str]:
    """The alpha-2 codes of all countries; CLDR's other codes are continents and regions of the world."""
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2) - _NO_COUNTRIES
