"""A megabyte that nearly fits a rule costs no more than reading it: no pattern tries it again from every place."""

import time
from collections.abc import Callable

import pytest

from worker.agencies import AGENCIES, agency_of
from worker.item import Dateline, Place, Role
from worker.normalize.caption import as_caption
from worker.normalize.countries import country_code
from worker.normalize.credit import join_credits, opens_credit, parse_credit
from worker.normalize.dateline import find_dateline, parse_dateline
from worker.normalize.dateline_east import east_asian
from worker.normalize.dates import is_date, read_date, read_time
from worker.normalize.end_marks import is_end_mark
from worker.normalize.furniture import take_tail
from worker.normalize.last_lines import is_closing_line, is_credit_line, is_last_byline
from worker.normalize.located import settle
from worker.normalize.pieces import Piece
from worker.normalize.signoff import field_signoff, glued_signoff, parse_signoff
from worker.normalize.whereabouts import abbreviates, read_where, unread_where

MEGABYTE = 1_000_000
SECONDS_MAX = 3.0  # what is quadratic takes minutes
NEAR = "2024-01-10T00:00:00+00:00"
FORMS = tuple({agency.sign_off: agency for agency in AGENCIES}.values())

SEEDS = (
    *("a", " ", "A", "1", "(", ")", "/", "-", ".", ",", "«", "é", "ب", "京", "\u200f", "\x00"),
    *("a/", "a-", "a b ", "ب ق/", "AB ", "dpa ab ", "12:", "12 jan ", "Paris, ", "Paris/", "(AFP) ", "(AFP) - "),
    *("Paris (AFP", "/TASS/ ", "--(BUSINESS WIRE)--", "新华社北京5月", "【東京", "and ", "A. ", "© 2024 ", "((a@b;)) "),
    *("reporting by ", "Reporting by Ann Lee; ", "edited by\n", "Por Ana Ruiz ", "الموافق ", "12.05.", "+01:00", "[a/"),
)

RULES: dict[str, Callable[[str], object]] = {
    "find_dateline": lambda text: find_dateline(text, NEAR),
    "parse_dateline": lambda text: parse_dateline(text, NEAR),
    "east_asian": lambda text: east_asian(text[:240], NEAR),
    "read_where": lambda text: read_where(text, NEAR),
    "unread_where": lambda text: unread_where(text, "AFP"),
    "abbreviates": lambda text: abbreviates("AFP", text[:240]),
    "country_code": country_code,
    "read_time": lambda text: read_time(text, "Europe/Paris", NEAR),
    "read_date": lambda text: read_date(text, NEAR),
    "is_date": is_date,
    "parse_signoff": lambda text: [parse_signoff(text, agency) for agency in FORMS],
    "field_signoff": lambda text: field_signoff(text, None),
    "glued_signoff": lambda text: glued_signoff(text, agency_of("AFP")),
    "parse_credit": parse_credit,
    "join_credits": lambda text: join_credits((Piece(Role.PARAGRAPH, text, text),) * 3, agency_of("PTI")),
    "as_caption": lambda text: as_caption(Piece(Role.PARAGRAPH, text, text), before_dateline=False),
    "is_closing_line": lambda text: is_closing_line(text, agency_of("CP")),
    "is_credit_line": is_credit_line,
    "is_last_byline": lambda text: is_last_byline(text, agency_of("CP")),
    "opens_credit": opens_credit,
    "is_end_mark": lambda text: is_end_mark(text, agency_of("AFP")),
    "take_tail": lambda text: take_tail((Piece(Role.PARAGRAPH, text, text, plain=True),), agency_of("AFP")),
    "settle": lambda text: settle(Dateline(text[:240], (Place(text),)), (Place(text),)),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_megabyte_is_read_in_no_time(rule: str) -> None:
    slowest = {}
    for seed in SEEDS:
        text = (seed * (MEGABYTE // len(seed) + 1))[:MEGABYTE]
        began = time.process_time()
        RULES[rule](text + " x/y!")
        slowest[seed] = time.process_time() - began
    assert {seed: seconds for seed, seconds in slowest.items() if seconds > SECONDS_MAX} == {}


@pytest.mark.parametrize("rule", RULES)
def test_lines_near_a_rules_bounds_are_read_in_no_time(rule: str) -> None:
    """The longest text that a rule still reads, where a pattern that backtracks would show."""
    began = time.process_time()
    for seed in SEEDS:
        for length in (45, 60, 80, 110, 240, 560, 900):
            text = (seed * length)[:length]
            for hostile in (text, text[:-1] + "!", f"({text[:-2]})"):
                RULES[rule](hostile)
    assert time.process_time() - began < 10 * SECONDS_MAX
