import json
from dataclasses import asdict
from pathlib import Path

import pytest

from worker.agencies import agency_of
from worker.normalize.signoff import field_signoff, glued_signoff, parse_signoff

CASES = json.loads((Path(__file__).parents[2] / "data/cases/signoff.json").read_text(encoding="utf-8"))
AFP = agency_of("AFP")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_sign_off_is_read_in_the_form_of_its_agency(case):
    sign_off = parse_signoff(case["input"], agency_of(case["agency"]))
    found = None if sign_off is None else json.loads(json.dumps(asdict(sign_off)))
    expected = case["expected"] and {"raw": case["input"], "people": [], **case["expected"]}
    assert found == expected


def test_real_sign_offs_are_read_and_no_other_real_line_is(real_lines):
    slashed = [
        line for kind, line in real_lines if kind == "signoff" and "/" in line and not line.startswith(("dpa", "("))
    ]
    others = [
        line
        for kind, line in real_lines
        if kind in {"slug", "byline", "byline-photo", "subhead", "dateline", "trailer"}
    ]
    assert len(slashed) > 20
    assert [line for line in slashed if parse_signoff(line, AFP) is None] == []
    assert [line for line in others if parse_signoff(line, AFP)] == []


def test_real_closing_lines_of_dpa_are_read(real_lines):
    lines = [line for kind, line in real_lines if kind == "signoff" and line.startswith("dpa")]
    assert len(lines) > 10
    assert [line for line in lines if parse_signoff(line, agency_of("dpa")) is None] == []


def test_a_sign_off_glued_to_the_last_sentence_is_found_and_a_unit_is_not():
    found = glued_signoff("Le train est parti. burs-vt/kpl", AFP)
    assert (found.sign_off.raw, found.start) == ("burs-vt/kpl", 20)
    assert glued_signoff("Le train roulait à 80 km/h", AFP) is None
    assert glued_signoff("Il roulait vite. km/h", AFP) is None
    assert glued_signoff("Le train est parti. burs-vt/kpl", agency_of("AP")) is None


def test_a_fields_value_is_nobody_where_a_desk_stands_in_it():
    assert field_signoff("ab/lby cd yyby n1 ef", None) is None
    assert field_signoff("dpa/lby ab yyby n1 cd", agency_of("dpa")).editors == ("cd",)


def test_one_persons_initials_count_behind_the_agencys_mark():
    assert parse_signoff("hof", agency_of("APA"), marked=True).writers == ("hof",)
    assert parse_signoff("hof", agency_of("APA")) is None
