import json
from pathlib import Path

import pytest

from worker.item import Role
from worker.normalize.credit import join_credits, parse_credit
from worker.normalize.pieces import Piece

CASES = json.loads((Path(__file__).parents[2] / "data/cases/credit.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_credit_is_read_in_each_of_the_wires_languages(case):
    credit = parse_credit(case["input"])
    found = credit and {name: getattr(credit, name) for name in ("segments", "writers", "editors")}
    assert json.loads(json.dumps(found)) == case["expected"]


@pytest.mark.parametrize(
    ("text", "writers", "editors"),
    [
        ("(Reporting by Ann Lee in Puebla, Mexico; editing by Bo Berg)", ("Ann Lee",), ("Bo Berg",)),
        (
            "(Reporting by Ann Lee; additional reporting by Cy Dahl in Oslo Editing by Bo Berg)",
            ("Ann Lee", "Cy Dahl"),
            ("Bo Berg",),
        ),
        (
            "(Reporting by Ann Lee and Cy Dahl; Editing by Bo Berg) ((ann.lee@example.org;))",
            ("Ann Lee", "Cy Dahl"),
            ("Bo Berg",),
        ),
        (
            "(Reportage Luc Moreau, version française Inès Cruz, édité par Léo Blanc)",
            ("Luc Moreau", "Inès Cruz"),
            ("Léo Blanc",),
        ),
        ("(Reporting by Ann Lee)", ("Ann Lee",), ()),
    ],
)
def test_a_credit_states_who_wrote_and_who_edited(text, writers, editors):
    credit = parse_credit(text)
    assert (credit.writers, credit.editors, credit.roles, credit.raw) == (writers, editors, "stated", text)


@pytest.mark.parametrize(
    "text",
    ["(the reporting of the paper was wrong)", "($1 = 0.9 euros)", "(avec Ann Lee)", "()", "", "(editing by hand)"],
)
def test_other_brackets_are_no_credit(text):
    assert parse_credit(text) is None


def lines(*texts):
    return tuple(Piece(Role.PARAGRAPH, text, text, plain=True) for text in texts)


def test_a_credit_over_several_lines_is_one_and_keeps_their_raw_text():
    joined = join_credits(lines("A train came.", "(Reporting by Ann Lee", "Editing by Bo Berg)", "Keywords: X"), None)
    assert [piece.text for piece in joined] == [
        "A train came.",
        "(Reporting by Ann Lee Editing by Bo Berg)",
        "Keywords: X",
    ]
    assert joined[1].raw == "(Reporting by Ann Lee\nEditing by Bo Berg)"


@pytest.mark.parametrize(
    "texts",
    [
        ("A train came.", "(Reporting by Ann Lee", "was never closed."),
        ("A train came.", "Reporting by the paper was praised.", "Nobody knows why."),
        ("A train came.", "(Reporting by Ann Lee; Editing by Bo Berg)", "A bus came."),
    ],
)
def test_other_lines_stay_as_they_are(texts):
    assert join_credits(lines(*texts), None) == lines(*texts)
