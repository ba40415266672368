"""A message that names no charset is read in its agency's, or in the one whose letters stand where letters do."""

import json
from pathlib import Path

import pytest

from worker.formats import parse, unwrap
from worker.formats.charset import decode
from worker.formats.teletype_charset import charset_of
from worker.item import FileOrigin, Hints, Message

CASES = json.loads((Path(__file__).parents[2] / "data/cases/formats-teletype-charset.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_charset_is_guessed_where_one_fits_and_no_other_does(case, value_of):
    guess = charset_of(value_of(case), Hints())
    assert guess == case["guess"]
    if guess and "text" in case:
        assert decode(value_of(case), guess).text == case["text"]


@pytest.mark.parametrize("hints", [Hints(charset="cp1252"), Hints(language="de")])
def test_what_is_said_of_the_bytes_is_not_guessed_again(hints):
    assert charset_of("Die Brücke über den Fluß".encode("cp850"), hints) is None


def test_a_topic_s_agency_is_its_charset():
    assert charset_of("A győri híd".encode("iso8859-2"), Hints(agency="MTI")) == "iso8859-2"


def test_a_guess_is_told():
    value = "\x01bdt0012 4 pl 20 dpa\r\n\x02Brücke =\r\n\r\nDie Brücke über den Fluß ist gesperrt.\r\n\x03".encode(
        "cp850"
    )
    ((_, item),) = parse(unwrap(Message(value, FileOrigin("a"))))
    assert (item.headlines[0].value, item.warnings) == ("Brücke", ("charset_guessed",))
