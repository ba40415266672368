"""Which charset the bytes of an item are in, when it is declared, when it is not, and when the declaration is wrong."""

import json
from pathlib import Path

import pytest

from worker.errors import CharsetError
from worker.formats.charset import as_utf8, decode, lookup

CASES = json.loads((Path(__file__).parents[2] / "data/cases/formats-charset.json").read_text("utf-8"))


def _bytes(case):
    return bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode(case["encode"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_charset_is_found_or_refused(case):
    if case["charset"] is None:
        with pytest.raises(CharsetError):
            decode(_bytes(case), case["declared"], case.get("language"))
        return
    decoded = decode(_bytes(case), case["declared"], case.get("language"))
    assert (decoded.text, decoded.charset, list(decoded.warnings)) == (case["text"], case["charset"], case["warnings"])


@pytest.mark.parametrize(
    "name", ["utf-7", "punycode", "unicode_escape", "base64", "zlib", "rot13", "", "a\0b", "é", "no"]
)
def test_a_codec_that_is_no_charset_is_never_used(name):
    assert lookup(name) is None


def test_wide_charsets_become_utf8_and_all_others_stay():
    assert as_utf8("<a/>".encode("utf-16")) == (b"<a/>", "utf-8")
    assert as_utf8("<a/>".encode("utf-32-be"), "utf-32-be") == (b"<a/>", "utf-8")
    assert as_utf8("é".encode("cp1252"), "cp1252") == (b"\xe9", "cp1252")


def test_more_stray_bytes_than_a_few_are_no_accident():
    with pytest.raises(CharsetError):
        decode("é".encode() * 5_000 + b"\x92" * 1_001)
