"""Countries by their names in the wires' languages, as datelines state them after the city."""

from functools import cache

from babel import Locale

from worker.normalize.tables import places
from worker.normalize.text import fold_name
from worker.territories import country_codes

LANGUAGES = ("en", "fr", "es", "de", "pt", "ar", "it", "nl", "sv", "da", "no", "fi", "pl")

NAME_MAX = 80
"""Characters of a country's name."""


def country_code(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country, or of the country that a state or province is in.

    >>> country_code("أوكرانيا"), country_code("Royaume-Uni"), country_code("Mass."), country_code("Atlantis")
    ('UA', 'GB', 'US', None)
    """
    if len(name) > NAME_MAX:
        return None
    folded = " ".join(fold_name(name).replace(".", " ").split())
    if name.strip() in places.POSTAL_STATES:
        return "US"
    known = places.COUNTRIES.get(folded) or _territories().get(folded)
    if known:
        return known
    for states, code in ((places.UNITED_STATES, "US"), (places.CANADA, "CA"), (places.AUSTRALIA, "AU")):
        if folded in states:
            return code
    return None


def georgia(town: str, stated: str) -> str:
    """The country of a town "in Georgia", which English also calls an American state.

    >>> georgia("Tbilisi", "Georgia"), georgia("MARIETTA", "Georgia"), georgia("Poti", "Géorgie")
    ('GE', 'US', 'GE')
    """
    return "US" if fold_name(stated) == "georgia" and fold_name(town) not in places.GEORGIAN else "GE"


def chinese_country(name: str) -> str | None:
    """The country that a Chinese name begins with, where a town follows it.

    >>> chinese_country("印尼雅加达"), chinese_country("印尼")
    ('ID', None)
    """
    prefixes = (name[:length] for length in (4, 3, 2) if len(name) > length)
    return next(filter(None, map(places.CHINESE_COUNTRIES.get, prefixes)), None)


@cache
def _territories() -> dict[str, str]:
    """Names to codes from CLDR; loaded when a dateline first names a country (60 ms)."""
    return {
        fold_name(name): code
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code in country_codes()
    }
