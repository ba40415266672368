"""Hostile text for slugs, bylines, names and version words: a million characters that lead each pattern on.

A rule that goes back and forth would take minutes here; the bound is a second of processor time for each text.
"""

import time

import pytest

from worker.agencies import AGENCIES
from worker.item import Author
from worker.normalize.byline import LENGTH_MAX, opens_byline, parse_byline, with_authors
from worker.normalize.byline_parts import read_part
from worker.normalize.byline_people import read_people
from worker.normalize.names import is_name, natural_case, natural_name
from worker.normalize.slug import parse_slug
from worker.normalize.version import headline_word, note_word, take_word, version_word

SIZE = 1_000_000
SECONDS_MAX = 3.0  # what is quadratic takes minutes

# Each leads one pattern on: joints, brackets, markers, numbers, names, hyphens, white space, marks behind a topic.
SEEDS = [
    "a", "A", " ", "-", "/", ",", ".", "'", "(", ")", "[", "+", "*", "1", "1 ", "2nd ", "é", "و", " و", "م ", "王", "\u0301",
    "A ", "A.", "Ab ", "A-", "A'", "al-", "de la ", "By ", "By: ", "Text: ", "Foto: ", "Ann Lee, ", "Ann Lee and ",
    "Ann Lee y ", "Ann Lee in Rome ", "Ann Lee/TT ", "(AFP) ", "((", "with the ", " with the bureaux", "for the ", "de l'",
    "a@", "@aa ", "a@a.", "http://", "www.", "\n", "\t", "x\n", "MC", "O'", "BC-", "BC-US--", "^BC-", "d f ", "--", "- ",
    " -", "-en-", "saint-", ", 1st Ld", "(LEAD 1)", " (UPDATE 1, PIX)", "///", "lead ", "1st ld-", "UPDATE 1-",
    "CORRECTED-", "URGENT: ", "+++ ", "Eds: ", "attention - ", "zusammenfassung ", "1...", "wrap ", "annule ", "///(",
    "G-20", "APTN-", ": ", ";", "|", " + ", "／", "、", "记者", "\u200f", "\u00ad", "\x07", "\ufffd",
]  # fmt: skip


def name_readings(text: str) -> None:
    natural_name(text)
    natural_case(text)
    is_name(text)


def part_readings(text: str) -> None:
    """What ``parse_byline`` hands on, which is never longer than it takes."""
    short = text[:LENGTH_MAX]
    for line in (short, f"By {short}", f"Ann Lee {short}"):
        parse_byline(line[:LENGTH_MAX])
        read_people(line[:LENGTH_MAX], "by")
        read_part(line[:LENGTH_MAX], "Ann Lee")


def version_readings(text: str) -> None:
    for line in (text, f"UPDATE 1-{text}", f"{text} (UPDATE 1)", f"Eds: {text}"):
        version_word(line)
        headline_word(line, kickers=True)
        note_word(line)
        take_word(line)


READERS = {
    "slug": lambda text: [parse_slug(line) for line in (text, f"BC-US--{text}", f"{text}, 2nd Ld-Writethru")],
    "byline": lambda text: (parse_byline(text), opens_byline(f"By {text}"), with_authors(None, (Author(text),))),
    "part": part_readings,
    "name": name_readings,
    "version": version_readings,
}


@pytest.mark.parametrize("reader", READERS)
def test_no_text_holds_a_rule_up(reader):
    for seed in SEEDS:
        text = seed * (SIZE // len(seed))
        start = time.process_time()
        READERS[reader](text)
        assert time.process_time() - start < SECONDS_MAX, repr(seed)


@pytest.mark.parametrize("form", sorted({agency.slug for agency in AGENCIES}, key=str), ids=str)
def test_a_slug_of_any_form_is_read_once(form):
    for seed in SEEDS:
        start = time.process_time()
        parse_slug(seed * SIZE, form=form)
        assert time.process_time() - start < SECONDS_MAX, repr(seed)
