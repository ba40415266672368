import json
import time
from pathlib import Path

import pytest

from worker.normalize.embargo import embargo_end

CASES = json.loads((Path(__file__).parents[2] / "data/cases/embargo.json").read_text(encoding="utf-8"))
THURSDAY_NOON = "2024-05-02T12:00:00+00:00"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_end_of_an_embargo_is_read_beside_the_items_own_time(case):
    assert embargo_end(case["text"], "Europe/Berlin", THURSDAY_NOON) == case["end"]


def test_an_hour_alone_without_an_own_time_is_no_end():
    assert embargo_end("EMBARGO: 18h00 GMT", "Europe/Berlin", None) is None


@pytest.mark.parametrize("piece", ["1", "1 ", "1.", "18h ", "mai 1 ", "(", "embargo "])
def test_long_lines_are_answered_at_once(piece):
    begun = time.process_time()
    embargo_end((piece * 1_000_000)[:1_000_000], "Europe/Berlin", THURSDAY_NOON)
    embargo_end((piece * 300)[:300], "Europe/Berlin", THURSDAY_NOON)
    assert time.process_time() - begun < 1
