"""Patterns whose sets of characters were worked out once are the patterns that Python makes by itself."""

import re
import re._compiler

from worker.entities.charsets import charsets_met_once

LETTERS = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſЀ-ӿ"
PATTERNS = [
    f"(?iu)[{LETTERS}]+-[^{LETTERS}]",
    f"[{LETTERS}]*'[{LETTERS}]",
    f"(?i)é[{LETTERS}\\d]",
    r"[\w-]|[^\s]|a|[b]",
]


def compiled() -> list[re.Pattern[str]]:
    re.purge()
    return [re.compile(pattern) for pattern in PATTERNS]


def test_patterns_come_out_the_same_in_their_very_code():
    ours = []
    with charsets_met_once():
        ours = compiled()
    assert ours == compiled()


def test_a_set_is_worked_out_once_and_python_is_as_before_after_it(monkeypatch):
    before, asked = re._compiler._optimize_charset, []

    def counted(charset, *how):
        asked.append((tuple(charset), *map(id, how)))
        return before(charset, *how)

    monkeypatch.setattr(re._compiler, "_optimize_charset", counted)
    compiled()
    assert len(asked) > len(set(asked))
    asked.clear()
    with charsets_met_once():
        compiled()
    assert len(asked) == len(set(asked)) > 0
    assert re._compiler._optimize_charset is counted
