import json
from pathlib import Path

import pytest

from worker.agencies import agency_of
from worker.item import Role
from worker.normalize.furniture import PIECES_MAX, take_tail
from worker.normalize.pieces import Piece

AFP = agency_of("AFP")
CASES = json.loads((Path(__file__).parents[2] / "data/cases/tail.json").read_text(encoding="utf-8"))


def pieces(*texts):
    return tuple(Piece(Role.PARAGRAPH, text, text, plain=True) for text in texts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_closes_a_text_is_taken_off_in_its_agencys_form(case):
    tail = take_tail(pieces(*case["lines"]), agency_of(case["agency"]))
    signed = tail.sign_off
    assert [piece.text for piece in tail.story] == case["story"]
    assert [[piece.role, piece.text] for piece in tail.furniture] == case["furniture"]
    assert (signed and list(signed.writers), signed and list(signed.editors)) == (case["writers"], case["editors"])


def test_furniture_stays_in_the_order_of_the_wire():
    tail = take_tail(pieces("Le train est parti.", "vt/kpl", "© 2024 AFP", "NNNN"), AFP)
    assert [piece.text for piece in tail.story] == ["Le train est parti."]
    assert [(piece.role, piece.text) for piece in tail.furniture] == [
        (Role.SIGNOFF, "vt/kpl"),
        (Role.CREDIT, "© 2024 AFP"),
        (Role.ENDMARK, "NNNN"),
    ]


def test_a_second_line_of_initials_is_part_of_the_story():
    tail = take_tail(pieces("Le train est parti.", "ab/cd", "vt/kpl"), AFP)
    assert [piece.text for piece in tail.story] == ["Le train est parti.", "ab/cd"]


def test_a_rule_between_two_stories_starts_no_credits():
    tail = take_tail(pieces("A train left.", "It was late.", "___", "A bus came. It was red."), None)
    assert tail.furniture == ()
    tail = take_tail(pieces("A train left.", "___", "Follow the trains at https://x.example/", "A bus came."), None)
    assert tail.furniture == ()


def test_furniture_has_a_bound():
    tail = take_tail(pieces("Le train est parti.", *["NNNN"] * (PIECES_MAX + 5)), AFP)
    assert len(tail.furniture) == PIECES_MAX


@pytest.mark.parametrize("text", ["Il roule à 80 km/h. AFP", "Il est parti. (AFP)", "« Enfin ». © AFP"])
def test_a_mark_glued_to_the_last_sentence_is_cut_off(text):
    tail = take_tail(pieces(text), AFP)
    assert tail.story[0].text.endswith((".", "h."))
    assert [piece.role for piece in tail.furniture] == [Role.ENDMARK]


def test_a_last_sentence_that_ends_with_a_name_in_capitals_stays_whole():
    text = "Il a parlé à la fin. Puis à l'ONU"
    assert take_tail(pieces(text), AFP).story[0].text == text
