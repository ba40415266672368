import time

import pytest

from worker.layout import is_row, is_table


@pytest.mark.parametrize(
    "line",
    [
        "| Leeds | 3 |",
        "Leeds\t3\t1",
        "ACME     12.50  +0.20",
        "Ulm; bedeckt; 12; 3",
        "Leeds 3 York 1",
        "A Lee (Lab) 12,345 (45.2%)",
        "Chapter one ........ 7",
        "1. FC Ulm 1 1 0 0 2:1 3",
    ],
)
def test_a_row_has_cells_or_is_mostly_figures(line):
    assert is_row(line)


@pytest.mark.parametrize(
    "line",
    ["The train came at 3 p.m. on May 2, 2024, in Lima.", "It rained; trains stopped.", "1. Un train", "", "2024"],
)
def test_a_sentence_is_no_row(line):
    assert not is_row(line)


def test_a_row_alone_is_no_table():
    assert not is_table(["Leeds 3 York 1"])


@pytest.mark.parametrize("piece", ["a;", "1 ", "....", "a   ", "|", "(", "1."])
def test_a_megabyte_is_answered_at_once(piece):
    begun = time.process_time()
    is_table([(piece * 1_000_000)[:1_000_000]] * 2)
    assert time.process_time() - begun < 3
