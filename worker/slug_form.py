"""How an agency writes its slugs: a part of its row in ``agencies``, apart since ``normalize`` needs it without one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlugForm:
    """How an agency writes its slugs.

    ``separators`` part them: the first one that stands inside a slug, and where all are absent it is one part.
    ``cycles`` may stand in front: for which papers an item is filed, morning or evening or both. ``code_and_name``
    says that all behind a code of two letters is one name, with hyphens for its spaces; ``page_number`` that the number of a
    page may stand in front of the topic.
    """

    separators: tuple[str, ...] = ("/", "-", ",")
    cycles: tuple[str, ...] = ("BC", "AP")
    code_and_name: bool = False
    page_number: bool = False


PLAIN = SlugForm()
"""The form of an agency that is not known."""
