"""How the tables are written: words and phrases as running text, so that an editor can add one without Python."""


def words(text: str) -> frozenset[str]:
    r"""The words of a text, parted by white space.

    >>> sorted(words(" by  par\n von "))
    ['by', 'par', 'von']
    """
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    r"""The phrases of a text, parted by commas, in their order.

    >>> phrases("file photo, photo d'archives,\n foto de archivo")
    ('file photo', "photo d'archives", 'foto de archivo')
    """
    return tuple(phrase for phrase in (" ".join(part.split()) for part in text.split(",")) if phrase)
