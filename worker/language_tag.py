"""The language in a BCP 47 tag; apart, since charset, layout and model are chosen by it in as many rooms."""


def primary_language(tag: str | None) -> str | None:
    """The language of a tag, without script and region.

    >>> primary_language("pt-BR"), primary_language("")
    ('pt', None)
    """
    return tag.partition("-")[0].lower() if tag else None
