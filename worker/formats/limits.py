"""How much of a message the readers take. Apart, because every reader is handed the same bounds and none has its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one message; above any of them it is a ``TooLargeError``.

    Kafka's own default for a message is 1 MB and a wire item rarely has 100 kB, so that ``bytes_max`` leaves room for
    files with many. ``depth_max`` counts levels of XML elements or of JSON; a real item has under 30. The parsers below
    refuse 256 levels (libxml2) and 1,024 (orjson) by themselves, and a text of more than 10 MB in one XML element.
    ``characters_max`` is of one item's headlines, captions and body: the models read some 80,000 a second, and the
    longest text seen has 20,000.
    """

    bytes_max: int = 16 * 1024 * 1024
    depth_max: int = 200
    items_max: int = 1_000
    characters_max: int = 500_000


LIMITS = Limits()
