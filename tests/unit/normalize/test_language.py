import json
import subprocess
import sys
from pathlib import Path

import pytest

from worker.item import Hints, RawBlock, Warn, WireItem
from worker.normalize.language import guess_language, stated_language
from worker.normalize.story import normalize

CASES = json.loads((Path(__file__).parents[2] / "data/cases/language.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr_FR", "fr-FR"),
        ("en-us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("fre", "fr"),
        ("German", "de"),
        ("nb-NO", "nb-NO"),
        ("es-419", "es-419"),
    ],
)
def test_a_stated_language_becomes_bcp_47(stated, tag):
    assert stated_language(stated) == tag


@pytest.mark.parametrize("stated", [None, "", "und", "x-default", "all languages", "f"])
def test_a_field_that_says_nothing_is_answered_by_the_text(stated):
    text = "Le train est arrivé mardi à la gare centrale, a annoncé la compagnie dans un communiqué."
    story = normalize(WireItem("a", Hints(language=stated), (RawBlock(text),)), None)
    assert (story.language, story.warnings) == ("fr", (Warn.LANGUAGE_GUESSED,))


@pytest.mark.parametrize("text", ["", "12:0", "OK", "zq xv kj qz vx jk zq xv kj qz vx jk"])
def test_what_is_too_short_or_undecided_stays_unknown(text):
    assert guess_language(text) == (None, Warn.LANGUAGE_UNKNOWN)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le train est arrivé lundi à Lima.", "fr"),
        ("The train came on Monday.", "en"),
        ("Der Zug kam am Montag in Lima an.", "de"),
        ("LE TRAIN EST ARRIVE LUNDI A LIMA, A DIT LA COMPAGNIE.", "fr"),
    ],
)
def test_one_sentence_is_enough_for_a_guess(text, language):
    assert guess_language(text) == (language, Warn.LANGUAGE_GUESSED)


def test_what_prose_does_not_tell_the_small_words_of_a_table_do():
    towns = "Los Angeles 3 San Diego 1\nSanta Barbara 2 El Paso 0\nSan Antonio 4 Las Vegas 2"
    assert guess_language("", towns) == (None, Warn.LANGUAGE_UNKNOWN)
    assert guess_language("", f"{towns}\nSan Diego at the Angels") == ("en", Warn.LANGUAGE_GUESSED)
    assert guess_language("Le train est arrivé lundi à Lima.", "at the of") == ("fr", Warn.LANGUAGE_GUESSED)


def test_the_guesser_is_loaded_only_when_it_is_needed():
    code = "import sys, worker.normalize as n; assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_guess_needs_no_place_to_write_to():
    """A container whose root is read-only has none."""
    code = (
        "import tempfile; from worker.normalize.language import guess_language\n"
        "tempfile.tempdir = '/nowhere'; print(guess_language('Le ministre a quitté la réunion avant la fin.')[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "fr\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_headline_tells_its_language_or_nothing(case):
    assert guess_language(case["text"])[0] == case["language"]
