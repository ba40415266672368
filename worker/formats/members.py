"""Members of JSON items, read by their type: what is not of the type that a format gives it counts as absent."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

Members = dict[str, Any]


def text_of(value: Any) -> str | None:
    """The text of a member; numbers stand for their digits, since ids and versions come as both.

    >>> text_of(" a "), text_of(7), text_of(""), text_of(True), text_of(["a"])
    ('a', '7', None, None, None)
    """
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None


def number_of(value: Any) -> int | None:
    """A small whole number (urgency, priority), be it a number or digits.

    >>> number_of("4"), number_of(4), number_of(4.5), number_of("high"), number_of(-1)
    (4, 4, None, None, None)
    """
    text = text_of(value)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def urgency_of(value: Any) -> int | None:
    """An urgency of IPTC's scale: 1, the highest, to 9.

    >>> urgency_of("1"), urgency_of(0), urgency_of(10)
    (1, None, None)
    """
    urgency = number_of(value)
    return urgency if urgency in range(1, 10) else None


def texts_of(value: Any) -> tuple[str, ...]:
    """The texts of a member that is a list of them, or a single one.

    >>> texts_of(["a", 1, None, ""]), texts_of("a")
    (('a', '1'), ('a',))
    """
    if value is None:  # as most members of most items
        return ()
    values = value if isinstance(value, list) else [value]
    return tuple([text for one in values if (text := text_of(one))])


def story_of(value: Any) -> str | None:
    r"""A story that is one text, or a list of paragraphs, as one text.

    >>> story_of("One."), story_of(["One.", "Two."]), story_of(["One.", 2]), story_of({"text": "One."})
    ('One.', 'One.\n\nTwo.', None, None)
    """
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def objects_of(value: Any) -> Iterator[Members]:
    """The objects of a member that is a list of them, or a single one."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def object_of(value: Any, otherwise: Members | None = None) -> Members:
    """The object that a member is, or the first one in its list; where there is none, ``otherwise``, or an empty one.

    >>> object_of({"a": 1}), object_of(["a", {"b": 2}]), object_of("a"), object_of(None, {"c": 3})
    ({'a': 1}, {'b': 2}, {}, {'c': 3})
    """
    if isinstance(value, dict):
        return value
    if isinstance(value, (list, tuple)):
        for one in value:
            if isinstance(one, dict):
                return one
    return {} if otherwise is None else otherwise


def items_of(value: Any, *path: str) -> Any:
    """The items of a message: a list, one that stands at the end of a path of members, or the one object that it is.

    >>> items_of({"response": {"docs": [1, 2]}}, "response", "docs"), items_of([1]), items_of({"a": 1}, "docs")
    ([1, 2], [1], {'a': 1})
    """
    inner = value
    for name in path:
        inner = inner.get(name) if isinstance(inner, dict) else None
    return inner if isinstance(inner, list) and path else value


def items_under(value: Any, *paths: tuple[str, ...]) -> Sequence[Any]:
    """The items of a message whose list stands at the end of one of some paths; or the one object that it is.

    >>> items_under({"docs": [1, 2]}, ("response", "docs"), ("docs",)), items_under({"a": 1}, ("docs",))
    ([1, 2], ({'a': 1},))
    """
    for path in paths:
        if isinstance(found := items_of(value, *path), list):
            return found
    return (value,)


def is_empty(value: Any, *path: str) -> bool:
    """Whether a message is an answer with a list that has no item in it, as a poll in a quiet minute gives.

    >>> is_empty({"response": {"docs": []}}, "response", "docs"), is_empty([], "docs"), is_empty({"docs": [1]}, "docs")
    (True, False, False)
    """
    return isinstance(value, dict) and items_of(value, *path) == []


def bodies_of(members: Members) -> Iterator[tuple[str, str]]:
    """The bodies of an item as kind and text: members that begin with ``body_``, and NITF beside them or around them.

    >>> list(bodies_of({"body_xhtml": "<p>One.</p>", "nitf": {"body_html": "<p>Two.</p>"}, "body_text": None}))
    [('xhtml', '<p>One.</p>'), ('html', '<p>Two.</p>')]
    """
    for name, value in members.items():
        if name == "nitf" and isinstance(value, dict):
            yield from bodies_of(value)
        elif (name == "nitf" or name.startswith("body_")) and (text := story_of(value)) is not None:
            yield name.removeprefix("body_"), text


def position_of(geometry: Any) -> tuple[float | None, float | None]:
    """Latitude and longitude of a GeoJSON point, which has them the other way round; ``None`` where they are none.

    >>> position_of({"type": "Point", "coordinates": [13.4, 52.5]}), position_of({"coordinates": [200, 1]})
    ((52.5, 13.4), (None, None))
    """
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(point, list) or len(point) < 2:
        return None, None
    lat, lon = degrees(point[1], 90), degrees(point[0], 180)
    return (None, None) if lat is None or lon is None else (lat, lon)


def degrees(value: Any, most: float) -> float | None:
    """Degrees of arc within ±``most``, be they a number or its digits; absent where they are none.

    >>> degrees("52.5", 90), degrees(200, 180), degrees("north", 90), degrees(True, 90)
    (52.5, None, None, None)
    """
    text = text_of(value)
    if text is None:  # most places come without
        return None
    try:
        found = float(text)
    except ValueError:
        return None
    return found if -most <= found <= most else None


_REQUEST = re.compile(r"(https?://api\.ap\.org/[^?#]{1,500})\?.*", re.DOTALL)


def stable_uri(uri: str | None) -> str | None:
    """A URI without the query in which AP puts what changes with each request and each version.

    >>> stable_uri("https://api.ap.org/media/v/content/8c9f?qt=H1K&et=0a3"), stable_uri("https://example.org/?id=1")
    ('https://api.ap.org/media/v/content/8c9f', 'https://example.org/?id=1')
    """
    request = _REQUEST.fullmatch(uri or "")
    return request[1] if request else uri


def folded(value: Members) -> Members:
    """The members under names without letter case, since ninjs 2 writes ``versioncreated`` and ninjs 3 ``versionCreated``."""
    return {name.casefold(): member for name, member in value.items()}


def first(members: Members, *names: str) -> Any:
    """The first of the members that is there and not empty."""
    for name in names:
        if (member := members.get(name)) not in (None, "", [], {}):
            return member
    return None
