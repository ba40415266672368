import time

import pytest

from worker.formats.dispatches import split_dispatches

FIRST = "Lima, 3 mai 2024 (AFP) - Le train est arrivé.\n\nIl est là.\n\n"
SECOND = "\nQuito, 3 mai 2024 (AFP) - Le bus est arrivé.\n\nab/cd\n"


@pytest.mark.parametrize(
    "end", ["vt/kpl\n", "burs-vt/kpl\nNNNN\n", "NNNN\n", "(Reporting by Ann Lee; Editing by Bo Berg)\n", "EFE\n"]
)
def test_a_marked_end_before_another_dateline_parts_two(end):
    parts = split_dispatches(FIRST + end + SECOND)
    assert [part.strip()[:4] for part in parts] == ["Lima", "Quit"]
    assert "".join(parts) == FIRST + end + SECOND


def test_headline_and_byline_of_the_next_one_go_with_it():
    parts = split_dispatches(FIRST + "vt/kpl\n\nLe bus arrive\n\nPar Ann LEE\n" + SECOND)
    assert parts[1].strip().startswith("Le bus arrive")


@pytest.mark.parametrize(
    "text",
    [
        FIRST + SECOND,  # a round-up
        FIRST + "vt/kpl\n\n(FILES) Un train à Lima.\n",
        FIRST + "vt/kpl\n" + "Une phrase de plus.\n" * 20 + SECOND,
        "Un train.\n\nvt/kpl\n" + SECOND,  # the first one has no dateline
        FIRST + "vt/kpl\n\nLe lac (Pérou) - Une phrase.\n",
    ],
)
def test_what_may_be_one_story_stays_one(text):
    assert split_dispatches(text) == (text,)


@pytest.mark.parametrize("piece", ["a/b\n\n", "Lima (AFP) - a\nab/cd\n", "(", "a (", "a\n", "dpa a ", "\n", "a/a/a/a-"])
def test_a_megabyte_is_answered_at_once(piece):
    begun = time.process_time()
    split_dispatches((piece * 1_000_000)[:1_000_000])
    assert time.process_time() - begun < 5
