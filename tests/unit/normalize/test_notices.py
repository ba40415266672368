import json
import time
from pathlib import Path

import pytest

from worker.normalize.notices import is_embargo, is_embargo_line, is_kill, kill_phrase, opening_embargo_end

CASES = json.loads((Path(__file__).parents[2] / "data/cases/notices.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_notice_is_told_from_a_story_that_talks_of_one(case):
    assert (is_kill(case["text"]), is_embargo(case["text"])) == (case["says"] == "kill", case["says"] == "embargo")


@pytest.mark.parametrize(
    "piece",
    [
        *("kill ", "please ", "embargo: ", "sperrfrist ", "attention - ", "dpa 1", "1 ", "bc-", "("),
        *("la notizia ", "eds: do not use ", "eds: photo ", "trekt ", "EMBARGO 1: A ", "(embargo 18h) ", ". EMBARGO "),
    ],
)
def test_a_megabyte_is_answered_at_once(piece):
    text = (piece * 1_000_000)[:1_000_000]
    begun = time.process_time()
    assert is_kill(text[:600]) in {True, False}
    is_kill(text)
    is_embargo(text)
    for short in (text[:600], text[:300]):
        kill_phrase(short, beside_story=True)
        is_embargo_line(short)
        opening_embargo_end(short)
    assert time.process_time() - begun < 1
