"""The bench's feeds are what the bench says of them: else its ratios are of something else."""

import pytest
from feeds import STORY_WORDS, TAKES, alerts, mixed, paragraphs, percentile, stories, takes

REAL = [f"La ville numéro {n} a voté hier. Le maire de Brest {n} dit non. Personne {n} ne répond." for n in range(60)]


def test_no_paragraph_of_a_feed_comes_twice_even_when_the_real_ones_are_used_up() -> None:
    pieces = paragraphs(REAL, 1)
    feeds = (mixed(pieces, 8_000, 2), alerts(pieces, 50), stories(pieces, 5))
    assert [feed.repeated for feed in feeds] == [0, 0, 0]
    assert feeds[0].words > 2 * sum(len(text.split()) for text in REAL)


def test_a_feed_of_mixed_lengths_has_alerts_and_stories() -> None:
    words = [item.words for item in mixed(paragraphs(REAL, 1), 20_000, 2).items]
    assert min(words) <= 30
    assert max(words) >= 600


@pytest.mark.parametrize("repeated", [0.6, 0.8])
def test_takes_repeat_as_much_as_was_asked_for(repeated: float) -> None:
    feed = takes(paragraphs(REAL, 1), 200_000, repeated, 3)
    assert feed.repeated == pytest.approx(repeated, abs=0.03)
    keys = [item.key for item in feed.items]
    assert max(keys.count(key) for key in set(keys)) == TAKES


def test_the_same_seed_gives_the_same_feed() -> None:
    assert mixed(paragraphs(REAL, 7), 3_000, 8) == mixed(paragraphs(REAL, 7), 3_000, 8)
    assert mixed(paragraphs(REAL, 7), 3_000, 8) != mixed(paragraphs(REAL, 9), 3_000, 8)


def test_a_story_has_its_length_to_the_word() -> None:
    assert {item.words for item in stories(paragraphs(REAL, 1), 5).items} == {STORY_WORDS}


def test_a_percentile_lies_between_two_values() -> None:
    assert percentile(range(101), 0.99) == 99
    assert percentile([7.0], 0.5) == 7
    assert percentile([1.0, 2.0, 4.0], 0.75) == 3
    assert percentile([3.0, 1.0, 2.0], 1.0) == 3
