import time

import pytest

from worker.entities.credits import prose_end

STORY = 'Sales fell. "It was a bad year," she said.'


@pytest.mark.parametrize(
    "credit",
    [
        "Author: Ann Lee Editor: Bo Berg",
        "Author: Ann Lee (dpa) Editor: Bo Berg",
        "Interview: Ann Lee",
        "Redaktion: Bo Berg",
        "al / bob (AFP, Reuters)",
        "al/bb (AP)",
        "al, bb / cd (dpa, AP) Have something to say? Add your comment below.",
        "(AFP, dpa, KNA)",
        "al / AFP / dpa",
    ],
)
def test_a_credit_behind_the_last_sentence_is_no_prose(credit):
    assert prose_end(f"{STORY} {credit}") == len(STORY)


@pytest.mark.parametrize(
    "text",
    [
        "The Associated Press (AP) was told.",
        "He works for dpa. (It is an agency.)",
        "She read it. (Berlin, Paris)",
        "The report: nobody was hurt.",
        "He asked the editor: Why me?",
        "It cost 3 / 4 of the sum. of / it",
        "",
    ],
)
def test_prose_is_prose_to_its_end(text):
    assert prose_end(text) == len(text)


def test_a_passage_that_is_a_credit_has_no_prose():
    assert prose_end("Author: Ann Lee") == 0


def test_a_label_far_from_the_end_is_a_sentence():
    text = "It rained. Author: Ann Lee, " + "and it rained " * 40
    assert prose_end(text) == len(text)


@pytest.mark.parametrize("piece", [". a / b ", "(AFP, ", ". ab/", "Author ", ". (", "ab-ab-"])
def test_a_hostile_text_takes_no_time(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    prose_end(text)
    assert time.process_time() - began < 0.1
