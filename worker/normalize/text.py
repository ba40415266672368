"""What is cleaned out of a text, and what a text is folded to for look-ups; the only place that changes characters.

The text of a record keeps the agency's own typography: quotes, apostrophes, dashes and spaces stay as they came. What
goes is what no reader can see (teletype controls, soft hyphens, byte order marks) and what no reader can read
(mojibake).
"""

import re
import unicodedata
from dataclasses import dataclass

from worker.item import Warn
from worker.normalize.tables import characters

_SPACE_RUN = re.compile(r"[ \t]{2,}|\t")
_RIM = " \t\r\n\u00a0\u202f\u3000"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text after cleaning, with the steps that a reader should know of."""

    text: str
    warnings: tuple[Warn, ...] = ()


def clean(raw: str, *, layout: bool = False) -> Cleaned:
    r"""Free a piece of text of what is no text.

    ``layout`` keeps the runs of spaces that make the columns of a table; otherwise a run is one space, since the wire
    pads and wraps at will.

    >>> clean("Zelen\u00adsky  a dit\x07 non").text
    'Zelensky a dit non'
    """
    text, warnings = raw, []
    if not text.isprintable() or not text.isascii():
        text, mended = _mend_mojibake(text)
        if mended:
            warnings.append(Warn.MOJIBAKE_REPAIRED)
        text, removed = _without_controls(text)
        if removed:
            warnings.append(Warn.CONTROL_CHARACTERS_REMOVED)
        text = _without_invisible(text)
    if not layout:
        text = _SPACE_RUN.sub(" ", text)
    return Cleaned(text.strip("\r\n") if layout else text.strip(_RIM), tuple(warnings))


def fold_typography(text: str) -> str:
    r"""The same text in the plainest typography, code point for code point, so that offsets hold.

    >>> fold_typography("L\u2019appel\u202f: \u201cnon\u201d")
    'L\'appel : "non"'
    """
    return text.translate(_PLAIN_TYPOGRAPHY)


def fold_name(text: str) -> str:
    r"""A name as a key: without accents, letter case, kind of apostrophe, vowel signs of Arabic and Hebrew.

    >>> fold_name("Volodymyr ZELENSKY") == fold_name("Volodymyr Zelensky")
    True
    >>> fold_name("L\u2019Oréal"), fold_name("أوكرانيا")
    ("l'oreal", 'اوكرانيا')
    """
    plain = unicodedata.normalize("NFKD", fold_typography(text)).casefold()
    plain = plain.translate(_BASE_LETTERS)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def fold_letters(text: str) -> str:
    """A text without accents and letter case, character for character: what is found in it has the same offsets.

    >>> fold_letters("RÉPÉTITION – Straße")
    'repetition – strase'
    """
    return "".join((unicodedata.normalize("NFKD", letter).casefold() or letter)[0] for letter in text)


def has_words(text: str) -> bool:
    """Whether there is anything to read: one letter or digit is enough."""
    return any(letter.isalnum() for letter in text)


_CONTROL = dict.fromkeys(characters.CONTROLS) | {characters.SPACE_BAND: " "}
_BREAKS = dict.fromkeys(characters.LINE_BREAKS, "\n")
_CONTROL_MAP = str.maketrans(_CONTROL | _BREAKS)
_CONTROL_RUN = re.compile("[" + "".join(map(re.escape, map(chr, (*characters.CONTROLS, characters.SPACE_BAND)))) + "]")
_INVISIBLE_MAP = str.maketrans(dict.fromkeys(characters.INVISIBLE))
_DIRECTIONAL_MAP = str.maketrans(dict.fromkeys(characters.DIRECTIONAL))
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PLAIN_TYPOGRAPHY = str.maketrans(
    dict.fromkeys(characters.APOSTROPHES, "'")
    | dict.fromkeys(characters.DOUBLE_QUOTES, '"')
    | dict.fromkeys(characters.HYPHENS, "-")
    | dict.fromkeys(characters.SPACES, " ")
)
# Only the accents of Latin, Greek and Cyrillic and the vowel signs of Arabic and Hebrew: those of Hindi or the voicing
# marks of Japanese make other letters of theirs.
_ACCENTS = (*range(0x0300, 0x0370), *range(0x0591, 0x05BE), *range(0x064B, 0x0660), 0x0670, 0x0640)
_BASE_LETTERS = str.maketrans(
    dict.fromkeys(_ACCENTS)
    | dict.fromkeys((*characters.INVISIBLE, *characters.DIRECTIONAL))
    | {ord(letter): plain for letter, plain in characters.PLAIN_LETTERS.items()}
)


def _mend_mojibake(text: str) -> tuple[str, bool]:
    """UTF-8 that was read as a one-byte charset upstream (``Ã©`` for ``é``), and cp1252 read as ISO 8859-1.

    ftfy judges; it is slow, so it is asked only where its own quick test finds such sequences.
    """
    if not _SUSPECT.search(text):
        return text, False
    import ftfy  # noqa: PLC0415 - costs 30 ms that most processes never need

    mended = ftfy.fix_encoding(text)
    mended = mended.translate(_WINDOWS_1252)
    return mended, mended != text


# Lead bytes of UTF-8 as cp1252 or ISO 8859-1 shows them, each followed by what can only be a continuation byte; C1.
_SUSPECT = re.compile("[\u00c2-\u00f4Ââ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\u0080-\u009f]")
_WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def _without_controls(text: str) -> tuple[str, bool]:
    if text.isprintable():
        return text, False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_CONTROL_MAP), bool(_CONTROL_RUN.search(text))


def _without_invisible(text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE_MAP))
    return text if _RIGHT_TO_LEFT.search(text) else text.translate(_DIRECTIONAL_MAP)
