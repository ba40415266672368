"""Quotes and dashes of keyboards that had none: what the wires type in their place, as a reader would print it.

Apart from ``text`` because these change what a reader sees: they are set only at the very end, in the story and its
captions; the wire's own signs stay in the raw text of the block.
"""

import re

from worker.item import Role
from worker.normalize.pieces import Piece

MENDED = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.QUOTE, Role.LIST, Role.CAPTION})


def mend_quotes(text: str) -> str:
    """Print AFP's plus signs around a word and the double grave accents of AP as quotes, AP's underscore as a dash.

    What only looks like it stays: sums, temperatures, names with a plus sign.

    >>> mend_quotes("Un +chat+, le film ``Look Good'' _ enfin")
    'Un “chat”, le film “Look Good” — enfin'
    >>> mend_quotes("Canal+ et Ligue 1+, de +2 à +4 degrés, un + deux + trois, C++, l''été")
    "Canal+ et Ligue 1+, de +2 à +4 degrés, un + deux + trois, C++, l''été"
    """
    if "+" in text:
        text = _PLUS.sub(lambda found: f"“{found[1] or found[2]}”", text)
    if "``" in text:
        text = text.replace("``", "“").replace("''", "”")
    elif "''" in text:
        text = _APOSTROPHES.sub(r"“\1”", text)
    return _UNDERSCORE.sub(" — ", text) if " _ " in text else text


def with_quotes(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with their quotes mended; rows of a table and furniture stay as they are."""
    text = "\n".join([piece.text for piece in pieces])
    if not any(map(text.__contains__, _SIGNS)):  # as in most stories
        return pieces
    return tuple([_with_quotes(piece) if piece.role in MENDED else piece for piece in pieces])


_SIGNS = ("+", "`", "''", "_")  # one character where that will do: it is found, or missed, at once


def _with_quotes(piece: Piece) -> Piece:
    """The piece with its quotes mended, its prose where it was."""
    text = piece.text
    if not any(map(text.__contains__, _SIGNS)):
        return piece
    start = piece.prose_start
    end = piece.prose_end if piece.prose_end is None or piece.prose_end >= start else None
    before, prose = mend_quotes(text[:start]), mend_quotes(text[start:end])
    after = "" if end is None else mend_quotes(text[end:])
    prose_end = None if end is None else len(before) + len(prose)
    return piece._replace(text=before + prose + after, prose_start=len(before), prose_end=prose_end)


# No word before it (an Arabic particle is written together with its word), a letter behind it; with spaces inside, only
# a question or an exclamation, since a sum has them too.
_PLUS = re.compile(
    r"(?:(?<![\w+])|(?<=\b[بولكف])|(?<=\b[وف][بلك]))\+"
    r"(?:([\"'«¿¡]?[^\W\d_](?:[^+\n]{0,160}[^\s+])?)|\s([^\W\d_][^+\n]{1,160}[?!؟])\s)\+(?![\w+])"
)
_APOSTROPHES = re.compile(r"(?<![\w'])''(?!\s)([^'\n]{1,200}(?:'(?!')[^'\n]{1,200}){0,4})(?<!\s)''(?![\w'])")
_UNDERSCORE = re.compile(r"(?<=\S) _ (?=\S)")
