import json
from dataclasses import asdict
from pathlib import Path

import pytest

from worker.normalize.byline import opens_byline, parse_byline

CASES = json.loads((Path(__file__).parents[2] / "data/cases/byline.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_byline_is_read_person_by_person(case):
    byline = parse_byline(case["input"])
    assert (byline and [asdict(author) for author in byline.authors]) == case["expected"]


@pytest.mark.parametrize("line", ["Par Luc MOREAU", "By Ruth Adler and Alma Castro", "Von dpa", "Por Ana Ruiz Gómez"])
def test_a_line_can_open_a_byline(line):
    assert opens_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Par la fenêtre, il a vu le train",
        "Par ailleurs, le ministre s'est tu.",
        "By Monday, the trains were back",
        "Von Paris nach Lyon fährt kein Zug",
        "Luc Moreau",
        "De Gaulle est mort",
    ],
)
def test_prose_that_begins_so_is_no_byline(line):
    assert not opens_byline(line)


def test_real_bylines_give_people_or_a_house(real_lines):
    lines = [line for kind, line in real_lines if kind.startswith("byline")]
    unread = [line for line in lines if parse_byline(line) is None]
    assert unread == []
