"""Much of one thing, whatever it is, costs the rules of a story's structure no more than reading it."""

import time

import pytest

from worker.formats import plain_text
from worker.formats.dispatches import split_dispatches
from worker.formats.escapes import unescape
from worker.item import Hints, RawBlock, Role, WireItem
from worker.layout import is_table
from worker.normalize import normalize
from worker.normalize.caption import as_caption
from worker.normalize.closing import take_closing
from worker.normalize.head import read_head
from worker.normalize.interior import mark_interior
from worker.normalize.language import guess_language
from worker.normalize.notes import is_note, is_planning, spoken_word
from worker.normalize.notices import is_embargo, is_kill
from worker.normalize.pieces import Piece, to_pieces
from worker.normalize.quotes import mend_quotes
from worker.normalize.sentence import first_sentence
from worker.normalize.status import read_status
from worker.normalize.text import clean, fold_letters, has_words

LENGTH = 200_000
SECONDS_MAX = 3.0  # on a slow and busy machine; what is quadratic takes minutes
SEEDS = (
    *("a", " ", "A", "1", "(", ")", "/", "-", ".", ",", "«", "é", "ب", "京", "\u200f", "\x07", "+", "_", "*", "#", "|", ";"),
    *("\n", "a\n", "- ", "- a\n", "a;", "1. a\n", "+a", "``", "''", "<b>", "&amp;", "(a", "((", "a:", "a@b", "1 ", "___\n"),
    *("About A\n", "Contacts:\n", "kill ", "embargo ", "Lima (AFP) - ", "ab/cd\n", "Ã©", "e\u0301", "a  b", "A. "),
)  # fmt: skip


def piece(text: str) -> Piece:
    return Piece(Role.PARAGRAPH, text, text, plain=True)


RULES = {
    "as_caption": lambda text: as_caption(piece(text), before_dateline=True),
    "clean": clean,
    "first_sentence": first_sentence,
    "fold_letters": fold_letters,
    "guess_language": guess_language,
    "has_words": has_words,
    "is_embargo": is_embargo,
    "is_kill": is_kill,
    "is_note": is_note,
    "is_planning": is_planning,
    "is_table": lambda text: is_table(text.split("\n")),
    "mark_interior": lambda text: mark_interior((piece("A."), piece(text), piece("B."))),
    "mend_quotes": mend_quotes,
    "normalize": lambda text: normalize(WireItem("a", Hints(), (RawBlock("A."), RawBlock(text))), None),
    "paragraphs": lambda text: list(plain_text.paragraphs(text)),
    "read_head": lambda text: read_head((piece(text), piece("B.")), 1, headline_stated=False),
    "read_status": lambda text: read_status(text, text, None, own_time="2024-05-02T12:00:00+00:00", zone=None),
    "sniff": lambda text: plain_text.sniff(text, Hints()),
    "split_dispatches": split_dispatches,
    "spoken_word": spoken_word,
    "take_closing": lambda text: take_closing([piece("A."), piece(text)]),
    "to_pieces": lambda text: to_pieces((RawBlock(text),)),
    "unescape": unescape,
}


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_text_is_read_in_no_time(rule: str) -> None:
    guess_language("Le train est arrivé lundi à Lima.")  # loads its model
    slow = {}
    for seed in SEEDS:
        text = (seed * (LENGTH // len(seed) + 1))[:LENGTH]
        began = time.process_time()
        RULES[rule](text)
        seconds = time.process_time() - began
        if seconds > SECONDS_MAX:
            slow[seed] = seconds
    assert slow == {}
