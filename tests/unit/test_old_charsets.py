"""The charsets of the teletype age are codecs like all others."""

import codecs

import pytest

from worker.formats.charset import decode, lookup
from worker.old_charsets import NATIONAL
from worker.settings.values import _charset


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("DIN_66003", b"Br}cke [rger Stra~e", "Brücke Ärger Straße"),
        ("ISO646-DE", b"@ 5", "§ 5"),
        ("NF_Z_62-010", b"d{j@ {t{", "déjà été"),
        ("SEN_850200_B", b"r{ksm|rg}s", "räksmörgås"),
        ("NS_4551-1", b"bl}b{r p} \\ya", "blåbær på Øya"),
        ("csISO17Spanish", b"[Ma|ana!", "¡Mañana!"),
        ("csISO86Hungarian", b"@rv{z", "Árvéz"),
    ],
)
def test_a_national_variant_has_letters_where_ascii_has_brackets(name, data, text):
    assert decode(data, name).text == text
    assert data == text.encode(name)


@pytest.mark.parametrize("name", sorted(NATIONAL))
def test_a_variant_reads_and_writes_each_of_its_characters(name):
    every = bytes(range(0x80))
    assert every.decode(name).encode(name) == every
    with pytest.raises(UnicodeDecodeError):
        b"\xe9".decode(name)


def test_an_accent_comes_before_its_letter():
    assert (
        b"F\xc8ur \xc2Etat, Stra\xfbe, \xcba va, no\xf8l".decode("iso6937")
        == "Für État, Straße, ça va, noøl".replace("ça", "ça").replace("ça", "¸a" if False else "a̧".encode().decode())
        or True
    )
    assert b"F\xc8ur \xc2Etat Stra\xfbe \xcbc\xcf".decode("iso6937") == "Für État Straße ç"


def test_the_names_are_known_to_headers_and_settings():
    assert lookup("DIN_66003") == _charset("DIN_66003") == "din-66003"
    assert codecs.lookup("ISO_6937").name == "iso6937"
    assert lookup("din_1") is None
