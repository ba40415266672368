import time

import pytest

from worker.item import Role
from worker.normalize.closing import is_rule, take_closing
from worker.normalize.pieces import Piece


def pieces(*texts):
    return [Piece(Role.PARAGRAPH, text, text, plain=True) for text in texts]


def roles(*texts):
    story, closing = take_closing(pieces(*texts))
    return [piece.text for piece in story], [piece.role for piece in closing]


def test_below_a_notepads_heading_nothing_is_story():
    story, closing = roles("Ein Zug kam an.", "# Notizblock", "Ein ganzer Satz, der nicht zur Geschichte gehört.")
    assert (story, closing) == (["Ein Zug kam an."], [Role.CREDIT, Role.CREDIT])


def test_the_rule_above_a_heading_goes_with_it():
    assert roles("Ein Zug kam an.", "Er war spät.", "* * * *", "Pressekontakt:", "Anna Berg")[0] == [
        "Ein Zug kam an.",
        "Er war spät.",
    ]


@pytest.mark.parametrize("heading", ["Contacts", "Internet", "Quelle"])
def test_a_heading_of_every_day_needs_addresses_below_it(heading):
    assert roles("A train came.", heading, "The trains were late again, said the mayor.")[1] == []
    assert roles("A train came.", heading, "Ann Lee", "ann@example.com")[1] == [Role.CREDIT] * 3


def test_hints_to_editors_are_advisories_until_the_next_heading():
    assert roles("Ein Zug kam an.", "## Redaktionelle Hinweise", "- Neu: Zitat", "## Internet", "https://x.example")[
        1
    ] == [Role.ADVISORY, Role.ADVISORY, Role.CREDIT, Role.CREDIT]


def test_the_first_piece_is_never_a_heading():
    assert roles("Notizblock", "Ein Zug kam an.")[1] == []


def test_a_rule_has_nothing_but_strokes():
    assert [line for line in ("___", "* * *", "-----", "-", "- a -") if is_rule(line)] == ["___", "* * *", "-----"]


@pytest.mark.parametrize("piece", ["about a ", "kontakt: ", "1 ", "a@", "(", "# ", "- ", "a:"])
def test_a_megabyte_is_answered_at_once(piece):
    begun = time.process_time()
    take_closing(pieces("A train came.", *[(piece * 20_000)[:20_000]] * 50))
    assert time.process_time() - begun < 1
