"""Storms go by people's names: "Hurricane Milton" is "Milton" ever after, and nobody.

Apart, since finding their types and joining their mentions ask the same.
"""

from collections.abc import Iterable, Sequence

from worker.entities.tables.storms import KINDS, NOT_STORMS, TROPICAL


def storm_of(before: Sequence[str], name: str, language: str) -> str | None:
    """A storm's own name, where the name or the words before it say that it is one.

    >>> storm_of((), "Hurricane Milton", "en"), storm_of(["de", "l'ouragan"], "Milton", "fr")
    ('Milton', 'Milton')
    >>> storm_of((), "National Hurricane Center", "en"), storm_of((), "Anna Milton", "en")
    (None, None)
    """
    *kind, own = name.split()
    kinds = KINDS.get(language, frozenset())
    if kind and not all(word in kinds or word in TROPICAL for word in kind):
        return None
    words = [word for word in kind or before[-2:] if word not in TROPICAL]
    is_storm = bool(words) and words[-1].replace("’", "'").rpartition("'")[2] in kinds
    return own if is_storm and own[0].isupper() and own not in NOT_STORMS else None


def match_storms(names: Iterable[str], language: str | None) -> dict[str, str]:
    """Match each storm's own name to its whole one: "Milton" to "Hurricane Milton".

    >>> match_storms(["Milton", "Hurricane Milton", "Milton Games"], "en")
    {'Milton': 'Hurricane Milton'}
    """
    events = dict.fromkeys(names)
    if len(events) < 2:
        return {}
    wholes = {own: name for name in events if " " in name and (own := storm_of((), name, language or ""))}
    return {own: name for own, name in wholes.items() if own in events}
