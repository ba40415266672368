"""A paragraph that was met before is not read again, and says the same."""

import sys
from dataclasses import replace

import pytest

from worker.entities.paragraphs import ParagraphCache
from worker.entities.recognize import Recognizer
from worker.item import EntityType

NAMES = ((0, 5, EntityType.PERSON),)


def test_a_text_is_known_once_it_was_kept():
    cache = ParagraphCache(10_000)
    assert cache.recall("Paris.") is None
    cache.keep("Paris.", NAMES)
    assert cache.recall("Paris.") == NAMES
    assert cache.used()[:4] == ("paragraphs", 1, 1, 0)
    assert cache.used() is None


def test_a_text_without_names_is_known_too():
    cache = ParagraphCache(10_000)
    cache.keep("Rien.", ())
    assert cache.recall("Rien.") == ()


def test_it_stays_within_its_bytes_and_forgets_what_nobody_asked_for():
    cache = ParagraphCache(20_000)
    cache.keep("always", NAMES)
    for number in range(500):
        cache.keep(f"text {number}", NAMES)
        assert cache.recall("always") == NAMES
        assert cache.recall(f"text {number}") == NAMES
    assert cache.recall("text 0") is None
    use = cache.used()
    assert use.resets > 3
    assert use.size_bytes <= 20_000
    assert sum(sys.getsizeof(text) for half in (cache._young, cache._old) for text in half) < use.size_bytes


@pytest.mark.parametrize("bytes_max", [0, 100])
def test_what_has_no_room_is_not_kept(bytes_max):
    cache = ParagraphCache(bytes_max)
    cache.keep("Paris." * 100, NAMES)
    assert cache.recall("Paris." * 100) is None
    assert cache.used().size_bytes == 0


def test_stories_are_read_alike_with_and_without_it(recognizer, story_of):
    """Takes of a story: each repeats the one before, in another order, with something new; names lean on neighbours."""
    without = Recognizer(
        {language: replace(model, paragraphs=ParagraphCache(0)) for language, model in recognizer._models.items()}
    )
    takes = [
        "Le ministre Paul Vannier a rencontré Anne Lacombe à Genève.",
        "\"L'accord est prêt\", a dit Vannier. L'OMS attend.",
        "GENEVE, 3 mai (AFP) - Lacombe (au centre) et Paul Vannier, mardi.",
        "L’Organisation mondiale de la santé (OMS) se tait.",
    ]
    stories = [story_of(*takes[start:], *takes[:end], caption=takes[end]) for start in range(4) for end in range(4)]
    recognizer.used()
    assert [recognizer.recognize([story]) for story in stories] == [without.recognize([story]) for story in stories]
    uses = {use.cache: use for use in recognizer.used()}
    assert uses["paragraphs"].hits > 5 * uses["paragraphs"].misses
    assert uses["paragraphs"].misses == len(takes)
