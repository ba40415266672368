"""Bytes → text: which charset, and whether the declared one can be believed. Every reader decodes here and only here.

What the bytes themselves say outweighs what is said of them: a byte order mark, then well-formed UTF-8 (which text in
another charset is not by chance), then the declared charset, then the one in which the language's old wires came.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from worker import old_charsets
from worker.errors import CharsetError
from worker.item import Warn
from worker.language_tag import primary_language

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WIDE = ("utf-16", "utf-32")
_WIDE_BOMS = tuple(mark for mark, name in _BOMS if name.startswith(_WIDE))

_BARE = (
    ("utf-16-le", re.compile(rb"[<{\[]\0[\t\n\r -~]\0")),
    ("utf-16-be", re.compile(rb"\0[<{\[]\0[\t\n\r -~]")),
)

# What a producer that says "iso-8859-1" writes is Windows-1252 (the WHATWG Encoding Standard decodes it so too): the two
# differ only where ISO 8859-1 has control characters, and Windows-1252 has the quotes and dashes of newspapers.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}

# Codecs that Python calls text encodings, but that no wire uses: they turn innocent ASCII into something else.
_NO_CHARSETS = frozenset(
    {"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)

# The single-byte charset of each script's old wires, for bytes of which nobody says what they are.
_LEGACY = {
    "ar": "cp1256",
    "fa": "cp1256",
    "he": "cp1255",
    "el": "cp1253",
    "tr": "cp1254",
    "ru": "cp1251",
    "uk": "cp1251",
    "bg": "cp1251",
    "pl": "cp1250",
    "cs": "cp1250",
    "sk": "cp1250",
    "hu": "cp1250",
    "hr": "cp1250",
    "ro": "cp1250",
}
_LATIN = "cp1252"

# Where markup or JSON says in ASCII which language it is in: xml:lang="ar", <Language FormalName="ar"/>, "language": "ar".
_STATED_LANGUAGE = re.compile(
    rb"""\b(?:lang|language|language\s{1,8}formalname)["']?\s{0,4}[=:]\s{0,4}["']([a-z]{2,3})\b""", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{1,500}>")

_STRAY_BYTES_MAX = 1_000
_HIGH_LATIN_SHARE_MAX = 0.25  # French has about 5 accented letters in 100, Czech 15; Arabic read as Latin over 80
_LETTER = re.compile(r"[^\W\d_]")
_HIGH_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_C1_CONTROL = re.compile("[\x80-\x9f]")
# ISO 8859 has control characters where all Windows charsets have the same quotes, dashes, ellipsis and bullet.
_WINDOWS_PUNCTUATION = {
    byte: bytes([byte]).decode(_LATIN) for byte in b"\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x9b"
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, without byte order mark, the charset that gave it (Python's name) and the steps taken."""

    text: str
    charset: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None, language: str | None = None) -> Decoded:
    """Decode the bytes of one item; ``language`` (BCP 47) helps where no charset is declared.

    >>> decode("Élysée".encode(), "iso-8859-1").text
    'Élysée'
    >>> decode("L’Élysée se tait".encode("cp1252"), "utf-8").text
    'L’Élysée se tait'

    Raises:
        CharsetError: no charset in question explains the bytes.

    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    charset = lookup(declared)
    if charset is not None and (charset.startswith(_WIDE) or charset in old_charsets.NATIONAL):
        return _strictly(data, charset)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _no_utf8(data, charset, language, error)
    believed = charset in {None, "utf-8"} or text.isascii()
    unknown = declared is not None and charset is None
    return Decoded(text, "utf-8", () if believed and not unknown else (Warn.CHARSET_GUESSED,))


def as_utf8(data: bytes, declared: str | None = None) -> tuple[bytes, str | None]:
    """Bring UTF-16 and UTF-32, in which no mark of a format can be seen, to UTF-8; all other bytes stay as they are.

    The second value is the charset that is now to be believed.
    """
    bare = _without_mark(data)
    if bare:
        return _strictly(data, bare).text.encode(), "utf-8"
    wide = data.startswith(_WIDE_BOMS) or (lookup(declared) or "").startswith(_WIDE)
    return (decode(data, declared).text.encode(), "utf-8") if wide else (data.removeprefix(codecs.BOM_UTF8), declared)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark, by the first two characters of JSON or XML, both of them ASCII (RFC 4627, section 3)."""
    return next((name for name, opening in _BARE if opening.match(data)), None)


def lookup(declared: str | None) -> str | None:
    """Python's name for a declared charset; ``None`` for one that is none, or that no wire uses.

    >>> lookup("ISO-8859-1"), lookup("Windows-1256"), lookup("utf-7"), lookup("base64"), lookup("x-nonsense")
    ('iso8859-1', 'cp1256', None, None, None)
    """
    if not declared or not declared.isascii() or "\0" in declared:
        return None
    try:
        found = codecs.lookup(declared.strip())
        "".encode(found.name)  # base64, zlib and the like are codecs, but none of text
    except (LookupError, ValueError, TypeError):
        return None
    return None if found.name.replace("_", "-") in _NO_CHARSETS else found.name


def _strictly(data: bytes, charset: str) -> Decoded:
    try:
        return Decoded(data.decode(charset).removeprefix("\ufeff"), charset)
    except UnicodeDecodeError as error:
        raise CharsetError(f"The value says that it is {charset}, but byte {error.start:,} does not fit.") from error


def _no_utf8(data: bytes, charset: str | None, language: str | None, error: UnicodeDecodeError) -> Decoded:
    """Read what is no UTF-8: in the declared charset, else as UTF-8 with stray bytes, else in the language's own."""
    if charset is not None and charset != "utf-8":
        return _declared(data, charset)
    stated = _STATED_LANGUAGE.search(data)
    language = primary_language(language or (stated[1].decode() if stated else None))
    legacy = _LEGACY.get(language or "", _LATIN)
    text, read_as = (_with_stray_bytes(data), "utf-8") if _is_mostly_utf8(data) else (_legacy(data, legacy), legacy)
    if text is None:
        raise CharsetError(
            f"Byte {error.start:,} is no UTF-8, and nothing says in which other charset the text is."
        ) from error
    return Decoded(text, read_as, (Warn.CHARSET_GUESSED,))


def _declared(data: bytes, charset: str) -> Decoded:
    """Read the charset as declared, with the quotes and dashes of its Windows cousin where that was meant."""
    try:
        text = data.decode(_MEANT.get(charset, charset))
    except UnicodeDecodeError as error:
        raise CharsetError(f"The value is declared as {charset}, but byte {error.start:,} does not fit.") from error
    if _C1_CONTROL.search(text) is None:
        return Decoded(text, charset)
    mended = text.translate(_WINDOWS_PUNCTUATION)
    if _C1_CONTROL.search(mended):
        raise CharsetError(f"The value is declared as {charset}, but holds bytes that have no meaning there.")
    return Decoded(mended, charset, (Warn.CHARSET_GUESSED,))


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell whether more characters beyond ASCII are sound UTF-8 than are not; text in another charset has hardly any."""
    replaced = data.decode(errors="replace")
    stray = replaced.count("\ufffd")
    return len(replaced) - len(replaced.encode("ascii", "ignore")) > 2 * stray


def _with_stray_bytes(data: bytes) -> str | None:
    """Read UTF-8 into which a desk's tool has pasted Windows-1252 bytes; ``None`` where it is cut or has too many."""
    if data.decode(errors="replace").count("\ufffd") > _STRAY_BYTES_MAX:
        return None
    try:
        return data.decode(errors=_STRAY)
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes, charset: str) -> str | None:
    """Read a single-byte charset, if what comes out is text: ``None`` for bytes that only happen to have a meaning."""
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    if _C1_CONTROL.search(text):
        return None
    if charset != _LATIN:
        return text
    prose = _TAG.sub("", text)
    letters = len(_LETTER.findall(prose))
    return text if len(_HIGH_LETTER.findall(prose)) <= _HIGH_LATIN_SHARE_MAX * letters else None


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """Take the first byte that is no UTF-8 as Windows-1252; a sequence cut off in its middle is no such byte."""
    if not isinstance(error, UnicodeDecodeError) or error.end - error.start > 1 or error.end == len(error.object):
        raise error
    return error.object[error.start : error.end].decode(_LATIN), error.end


_STRAY = "wire-stray-byte"
_handler: Callable[[UnicodeError], tuple[str, int]] = _stray_byte
codecs.register_error(_STRAY, _handler)
