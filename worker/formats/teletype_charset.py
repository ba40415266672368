"""The charset of a teletype's message that nobody names: by its agency, else by what the bytes would mean.

The formats are older than Unicode and say nothing of it: agencies sent what their country's machines had. UTF-8 needs no
guess, and Windows-1252 is what ``charset`` takes for the rest; here are those that are neither.
"""

import re

from worker import old_charsets
from worker.agencies import agency_of
from worker.item import Hints

_LATIN_2 = frozenset({"MTI", "CTK", "PAP", "TASR", "SITA", "Hina", "STA", "Tanjug", "Agerpres", "Mediafax"})
"""Agencies of central Europe: ISO 8859-2, or its Windows cousin where bytes stand that ISO has no letters for."""

_SAMPLE_BYTES = 65_536
_HEADER_BYTES = 300
_WORD = re.compile(rb"[A-Za-z]{2,12}")
_HIGH, _LATIN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[A-Za-z]")
_HIGH_SHARE_MAX = 0.3
_ISO_CONTROLS = re.compile(rb"[\x80-\x9f]")
# An accent of ISO 6937 inside a word, in front of a letter that can bear it; as ISO 8859-1 a capital in small letters.
_ACCENT_INSIDE = re.compile(rb"[a-z][\xc1\xc2\xc3\xc8\xca\xcb\xcf][aeioucnszAEIOU]")
# Small letters that each charset is there for; inside a word hardly another character above ASCII is right.
_WESTERN = "\u00df-\u00f6\u00f8-\u00ffœ"
_CENTRAL = f"{_WESTERN}\u0101-\u0130\u0132-\u0151\u0154-\u0177\u017a-\u017e"
_LETTERS = {"cp1252": _WESTERN, "cp850": _WESTERN, "mac_roman": _WESTERN, "iso8859-2": _CENTRAL, "cp1250": _CENTRAL}
_INSIDE = r"(?<=[a-z\u00df-\u00ff])[{}](?=[a-z\u00df-\u00ff])"
_SOUND = {charset: re.compile(_INSIDE.format(letters)) for charset, letters in _LETTERS.items()}
_ODD = {
    charset: re.compile(_INSIDE.format(f"^\x00-\x7f\u00a0\u00ad’–—…“”«»šž{letters}") + "|[\x80-\x9f]")
    for charset, letters in _LETTERS.items()
}


def charset_of(data: bytes, hints: Hints) -> str | None:
    r"""Tell the charset of a message that is neither ASCII nor UTF-8; ``None`` where nothing speaks for any.

    >>> charset_of("\x01mti0012 4 bel 20 MTI\r\nGyőr".encode("iso8859-2"), Hints())
    'iso8859-2'
    >>> charset_of("\x01bdt0012 4 pl 20 dpa\r\nDie Brücke über den Fluß ist für alle gesperrt".encode("cp850"), Hints())
    'cp850'
    """
    if data.isascii() or hints.charset or hints.language or _is_utf8(data):
        return None
    sample = data[:_SAMPLE_BYTES]
    if len(_HIGH.findall(sample)) > _HIGH_SHARE_MAX * len(_LATIN.findall(sample)):
        return None  # Cyrillic, Arabic: no letter of theirs stands between Latin ones
    house = _agency(data, hints)
    if house in _LATIN_2:
        return "cp1250" if _ISO_CONTROLS.search(sample) else "iso8859-2"
    if _ACCENT_INSIDE.search(sample) and not _is_sound(sample, "cp1252"):
        return old_charsets.ISO_6937
    if _is_sound(sample, "cp1252"):
        return None
    return next((charset for charset in _LETTERS if _is_sound(sample, charset)), None)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _agency(data: bytes, hints: Hints) -> str | None:
    header = data[:_HEADER_BYTES].lstrip(b"\0\x05\x16\x7f \r\n").partition(b"\n")[0]
    words = (word.decode("ascii") for word in _WORD.findall(header))
    named = (agency_of(word) for word in (hints.agency or "", *words))
    return next((agency.code for agency in named if agency), None)


def _is_sound(sample: bytes, charset: str) -> bool:
    """Whether the letters that a charset makes of the bytes stand where letters would, and hardly anything else does."""
    text = sample.decode(charset, errors="replace")
    odd = len(_ODD[charset].findall(text)) + text.count("\ufffd")
    return odd == 0 or len(_SOUND[charset].findall(text)) > 3 * odd
