"""Charsets of the teletype age that Python does not bring: the national variants of ISO 646, and ISO 6937.

Importing this makes them codecs like all others, so that a header or a topic's section can name them. A variant has
letters where ASCII has brackets and braces: nothing but the declaration tells it from ASCII.
"""

import codecs
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer  # of collections.abc since Python 3.12

_VARIABLE = "#$@[\\]^`{|}~"
"""The places of ISO 646 that each country could give to its own letters."""

# IANA's name and what else it goes by; the characters in those places.
_NATIONAL = """
    din_66003 iso646_de csiso21german                 #$§ÄÖÜ^`äöüß
    nf_z_62_010 iso646_fr csiso69french               £$à°ç§^µéùè¨
    iso646_it csiso15italian                          £$§°çé^ùàòèì
    iso646_es csiso17spanish                          £$§¡Ñ¿^`°ñç~
    iso646_pt csiso16portuguese                       #$§ÃÇÕ^`ãçõ°
    sen_850200_b iso646_se iso646_fi csiso10swedish   #¤@ÄÖÅ^`äöå¯
    sen_850200_c iso646_se2 csiso11swedishfornames    #¤ÉÄÖÅÜéäöåü
    ns_4551_1 iso646_no iso646_dk csiso60norwegian1   #$@ÆØÅ^`æøå‾
    bs_4730 iso646_gb csiso4unitedkingdom             £$@[\\]^`{|}‾
    msz_7795_3 iso646_hu csiso86hungarian             #¤ÁÉÖÜ^áéöü˝
    jus_i_b1_002 iso646_yu csiso141jusib1002          #$ŽŠĐĆČžšđćč
"""
NATIONAL = frozenset(row.split()[0].replace("_", "-") for row in _NATIONAL.strip().splitlines())

# ISO 6937: a byte with an accent, then the letter that bears it; as the accents that Unicode puts behind a letter.
_ACCENTS = dict(
    zip(
        b"\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xca\xcb\xcd\xce\xcf",
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u0327\u030b\u0328\u030c",
        strict=True,
    )
)
ISO_6937 = "iso6937"
_ISO_6937_HIGH = (
    "\u00a0¡¢£$¥#§¤‘“«←↑→↓" + "°±²³×µ¶·÷’”»¼½¾¿" + "\ufffd" * 16 + "―¹®©™♪¬¦\ufffd\ufffd\ufffd\ufffd⅛⅜⅝⅞"
    "ΩÆĐªĦ\ufffdĲĿŁØŒºÞŦŊŉ" + "ĸæđðħıĳŀłøœßþŧŋ\u00ad"
)


def _of_variant(name: str, letters: str) -> codecs.CodecInfo:
    table = "".join(map(chr, range(0x80))).translate(str.maketrans(_VARIABLE, letters)) + "\ufffe" * 0x80
    encoding = codecs.charmap_build(table)
    return codecs.CodecInfo(
        name=name,
        encode=lambda text, errors="strict": codecs.charmap_encode(text, errors, encoding),
        decode=lambda data, errors="strict": codecs.charmap_decode(data, errors, table),
    )


def _decode_6937(data: "Buffer", _: str = "strict", /) -> tuple[str, int]:
    """Put each accent behind its letter and the two together; no error is left to handle: every byte has a meaning."""
    read = bytes(data)
    letters, accent = list[str](), ""
    for byte in read:
        if byte in _ACCENTS:
            accent = _ACCENTS[byte]
            continue
        letters.append((chr(byte) if byte < 0xA0 else _ISO_6937_HIGH[byte - 0xA0]) + accent)
        accent = ""
    return unicodedata.normalize("NFC", "".join(letters)), len(read)


def _encode_6937(text: str, errors: str = "strict") -> tuple[bytes, int]:
    return text.encode("ascii", errors), len(text)


def _find(name: str) -> codecs.CodecInfo | None:
    return _CODECS.get(name.replace("-", "_"))


_CODECS = {"iso6937": codecs.CodecInfo(name=ISO_6937, encode=_encode_6937, decode=_decode_6937)}
_CODECS |= dict.fromkeys(("iso_6937", "iso_6937_2", "t.61", "t61"), _CODECS["iso6937"])
for _row in _NATIONAL.strip().splitlines():
    *_names, _letters = _row.split()
    _codec = _of_variant(_names[0].replace("_", "-"), _letters)
    _CODECS |= dict.fromkeys(_names, _codec)
codecs.register(_find)
