"""What is cleaned out of a text, and what a text is folded to for look-ups; the only place that changes characters.

The text of a record keeps the agency's own typography: quotes, apostrophes, dashes and spaces stay as they came. What
goes is what no reader can see (teletype controls, soft hyphens, byte order marks) and what no reader can read
(mojibake).
"""

import re
import unicodedata
from codecs import charmap_decode
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from worker.item import Warn
from worker.normalize.tables import characters

_SPACE_RUN = re.compile(r"[ \t]{2,}|\t")
_WORDLIKE = re.compile(r"[^\W_]")  # what str.isalnum says yes to, at a twentieth of its price
_RIM = " \t\r\n\u00a0\u202f\u3000"


class Cleaned(NamedTuple):
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
    text, warnings = _mended(raw) if _UNUSUAL.search(raw) else (raw, ())
    if layout:
        return Cleaned(text.strip("\r\n"), warnings)
    if "  " in text or "\t" in text:
        text = _SPACE_RUN.sub(" ", text)
    return Cleaned(text.strip(_RIM), warnings)


def fold_typography(text: str) -> str:
    r"""The same text in the plainest typography, code point for code point, so that offsets hold.

    >>> fold_typography("L\u2019appel\u202f: \u201cnon\u201d")
    'L\'appel : "non"'
    """
    return _letter_by_letter(text, _PLAIN_TYPOGRAPHY, _PLAIN_TYPOGRAPHY_WESTERN)


def fold_name(text: str) -> str:
    r"""A name as a key: without accents, letter case, kind of apostrophe, vowel signs of Arabic and Hebrew.

    >>> fold_name("Volodymyr ZELENSKY") == fold_name("Volodymyr Zelensky")
    True
    >>> fold_name("L\u2019Oréal"), fold_name("أوكرانيا")
    ("l'oreal", 'اوكرانيا')
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    return _fold_short(text) if len(text) <= _SHORT_MAX else _fold_name(text)


def _fold_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold_typography(text)).casefold()
    plain = plain.translate(_BASE_LETTERS)
    return " ".join(unicodedata.normalize("NFC", plain).split())


_SHORT_MAX = 80  # characters; a byline's reading folds each of its names a dozen times
_fold_short = lru_cache(maxsize=2048)(_fold_name)


def fold_letters(text: str) -> str:
    """A text without accents, letter case, kinds of apostrophe, character for character: what is found has the same offsets.

    >>> fold_letters("RÉPÉTITION – Straße"), fold_letters("EDITOR’S")
    ('repetition – strase', "editor's")
    """
    return text.lower() if text.isascii() else _letter_by_letter(text, _FOLDED, _FOLDED_WESTERN)


def has_words(text: str) -> bool:
    """Whether there is anything to read: one letter or digit is enough."""
    return text[:1].isalnum() or _WORDLIKE.search(text) is not None


class Letters(dict[int, str | None]):
    """A table for ``str.translate`` that learns each letter when it first meets it: a miss costs it an exception.

    A story has few of the thousands of letters that there are; ``learn`` tells what becomes of one that is not listed.
    """

    def __init__(self, listed: Mapping[int, str | None], learn: Callable[[int], str] = chr) -> None:
        super().__init__(listed)
        self._learn = learn

    def __missing__(self, code: int) -> str:
        letter = self._learn(code)
        if len(self) < _LETTERS_MAX:
            self[code] = letter
        return letter


_LETTERS_MAX = 8192


def _any_of(codes: Iterable[int]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(re.escape(chr(code)) for code in codes)}]")


# Anything but the letters, figures and signs of Western copy that no damage is made of: what has none of it is clean.
_UNUSUAL = re.compile("[^\n -~\u00c0-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u0180-\u0191\u0193-\u02c5]")
# A search for what is rare costs a tenth of translating what is not there.
_CONTROL = _any_of((*characters.CONTROLS, characters.SPACE_BAND))
_RARE = (*characters.CONTROLS, *characters.INVISIBLE, *characters.LINE_BREAKS, *characters.DIRECTIONAL)
_NO_TEXT = _any_of((ord("\r"), characters.SPACE_BAND, *_RARE))
_UNSEEN = _any_of((*characters.CONTROLS, *characters.INVISIBLE))
_BREAK = _any_of(characters.LINE_BREAKS)
_DIRECTIONAL = _any_of(characters.DIRECTIONAL)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


_Western = tuple[tuple[str, str], ...]  # what each byte of a charset becomes


def _letter_by_letter(text: str, table: Letters, western: _Western) -> str:
    """A letter for each letter; of Western copy by its bytes, which takes a thirtieth of the time."""
    for charset, letters in western:
        try:
            return charmap_decode(text.encode(charset), "strict", letters)[0]
        except UnicodeEncodeError as error:
            if text[error.start] not in _WESTERN_SIGNS:
                break  # another script: a second charset would cost as much again, for nothing
    return text.translate(table)


def _western(table: Letters) -> _Western:
    """The table by the bytes of the two charsets that hold Western copy, the second with its curly quotes and dashes."""
    return tuple(
        (charset, bytes(range(256)).decode(charset, "replace").translate(table)) for charset in ("latin-1", "cp1252")
    )


def _fold_letter(code: int) -> str:
    return (unicodedata.normalize("NFKD", chr(code)).casefold() or chr(code))[0]


_WESTERN_SIGNS = frozenset(bytes(range(128, 256)).decode("cp1252", "ignore"))
_FOLDED = Letters({code: "'" for code in characters.APOSTROPHES if not chr(code).isascii()}, _fold_letter)
_FOLDED_WESTERN = _western(_FOLDED)
_PLAIN_TYPOGRAPHY = Letters(
    dict.fromkeys(characters.APOSTROPHES, "'")
    | dict.fromkeys(characters.DOUBLE_QUOTES, '"')
    | dict.fromkeys(characters.HYPHENS, "-")
    | dict.fromkeys(characters.SPACES, " ")
)
_PLAIN_TYPOGRAPHY_WESTERN = _western(_PLAIN_TYPOGRAPHY)
# Only the accents of Latin, Greek and Cyrillic and the vowel signs of Arabic and Hebrew: those of Hindi or the voicing
# marks of Japanese make other letters of theirs.
_ACCENTS = (*range(0x0300, 0x0370), *range(0x0591, 0x05BE), *range(0x064B, 0x0660), 0x0670, 0x0640)
_BASE_LETTERS = Letters(
    dict.fromkeys(_ACCENTS)
    | dict.fromkeys((*characters.INVISIBLE, *characters.DIRECTIONAL))
    | {ord(letter): plain for letter, plain in characters.PLAIN_LETTERS.items()}
)


def _mended(raw: str) -> tuple[str, tuple[Warn, ...]]:
    """The text of what may be damaged, or hold what is no text, with the steps that it took."""
    mended, warnings = _mend_mojibake(raw), list[Warn]()
    if mended != raw:
        warnings.append(Warn.MOJIBAKE_REPAIRED)
    if _NO_TEXT.search(mended) is None:
        return unicodedata.normalize("NFC", mended), tuple(warnings)
    if _CONTROL.search(mended):
        warnings.append(Warn.CONTROL_CHARACTERS_REMOVED)
    return _without_unseen(mended), tuple(warnings)


def _mend_mojibake(text: str) -> str:
    """UTF-8 that was read as a one-byte charset upstream (``Ã©`` for ``é``), and cp1252 read as ISO 8859-1.

    ftfy judges; it is slow, so it is asked only where its own quick test finds such sequences. A single one that would
    become a letter of another script is left: there the damage would be ours.
    """
    if not _SUSPECT.search(text):
        return text
    import ftfy  # noqa: PLC0415 - costs 30 ms that most processes never need

    mended = str(ftfy.fix_encoding(text))
    foreign = any(letter.isalpha() and letter > "\u024f" and letter not in text for letter in mended)
    if foreign and len(text) - len(mended) <= 2:
        mended = text
    return mended.translate(_WINDOWS_1252)


# What UTF-8 of two or three bytes looks like in cp1252 or ISO 8859-1, and the C1 controls, which are cp1252's quotes. One
# class stands in front of them all: a search leaps to it, and tries three patterns at each letter without it.
_CONTINUATION = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SUSPECT = re.compile(
    "[\u0080-\u009f\u00c2-\u00ef]"
    f"(?:(?<=[\u0080-\u009f])|(?<=[\u00c2-\u00df]){_CONTINUATION}|(?<=[\u00e0-\u00ef]){_CONTINUATION}{{2}})"
)
_WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def _without_unseen(text: str) -> str:
    """The text without controls and without what has no width; marks of direction stay where a line has two."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(chr(characters.SPACE_BAND), " ")
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAK.sub("\n", text)))
    return text if _RIGHT_TO_LEFT.search(text) else _DIRECTIONAL.sub("", text)
