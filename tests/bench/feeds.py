"""What the contenders of ``make bench`` read: items of mixed lengths of which no paragraph comes twice, and takes of stories.

Items are the simplest JSON that carries a story, so that nobody wins or loses by parsing. The same seed gives the same feed.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from worker.evaluation.gold import read_gold

CHECKOUT = Path(__file__).parents[2]
NEWS = CHECKOUT / "../shared/data/winer-fr/2016-2017.jsonl"
GOLD = CHECKOUT / "tests/data/gold"

ALERT_WORDS_MAX = 30
STORY_WORDS = 900
PARAGRAPH_WORDS_MIN = 4
# Of an item of the mixed feed: how often, and from how many words to how many.
LENGTHS = ((0.3, 8, ALERT_WORDS_MAX), (0.4, 60, 300), (0.3, 350, STORY_WORDS))
COINED_SHARE = (
    0.04  # of the words that are made up once the real paragraphs are used up: a stream never stops to bring new ones
)
TAKES, TAKE_WORDS, STORIES_AT_ONCE = 10, 450, 20

_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-ZÀ-Ý«])")


@dataclass(frozen=True, slots=True)
class Item:
    """One message: its key, and its paragraphs."""

    key: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    def value(self) -> bytes:
        """The item as it lies in the topic."""
        item = {"id": self.key, "language": "fr", "agency": "AFP", "text": "\n\n".join(self.paragraphs)}
        return json.dumps(item, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Feed:
    """Items in their order."""

    name: str
    items: tuple[Item, ...]

    @property
    def words(self) -> int:
        return sum(item.words for item in self.items)

    @property
    def repeated(self) -> float:
        """r: the share of words in paragraphs that came before."""
        seen: set[str] = set()
        again = 0
        for paragraph in (paragraph for item in self.items for paragraph in item.paragraphs):
            again += len(paragraph.split()) if paragraph in seen else 0
            seen.add(paragraph)
        return again / max(1, self.words)


def source() -> list[str]:
    """Paragraphs of real news, each once: the annotated articles beside the checkout, or else our own dispatches."""
    if NEWS.is_file():
        texts = [json.loads(line)["text"] for line in NEWS.read_text("utf-8").splitlines()]
    else:
        texts = [text.text for text in read_gold([GOLD], "fr")]
    lines = (" ".join(line.split()) for text in texts for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if len(line.split()) >= PARAGRAPH_WORDS_MIN))


def paragraphs(real: Sequence[str], seed: int) -> Iterator[str]:
    """The real paragraphs in an order by chance; then for ever new ones of their sentences, with words that nobody has met."""
    chance = random.Random(seed)
    first = chance.sample(real, len(real))
    yield from first
    seen = set(first)
    sentences = [sentence for paragraph in real for sentence in _SENTENCE_END.split(paragraph)]
    endings = [word for word in dict.fromkeys(" ".join(real).split()) if word.isalpha() and len(word) > 4]
    while True:
        words = " ".join(chance.sample(sentences, chance.randint(1, min(3, len(sentences))))).split()
        coined = " ".join(_coined(word, endings, chance) for word in words)
        if coined not in seen:
            seen.add(coined)
            yield coined


def _coined(word: str, endings: Sequence[str], chance: random.Random) -> str:
    """The word, or its first half with the second of another one."""
    if not (word.isalpha() and len(word) > 4) or chance.random() > 2 * COINED_SHARE:  # half of all words are as long
        return word
    other = chance.choice(endings)
    return word[: len(word) // 2] + other[len(other) // 2 :]


def _cut(pieces: Iterator[str], words: int) -> tuple[str, ...]:
    """The next paragraphs, as many words as are wanted and not one more; the last one is cut for it."""
    taken: list[str] = []
    while words > 0:
        piece = next(pieces).split()[:words]
        words -= len(piece)
        taken.append(" ".join(piece))
    return tuple(taken)


def mixed(pieces: Iterator[str], words: int, seed: int) -> Feed:
    """Alerts, short items and stories."""
    chance = random.Random(seed)
    items: list[Item] = []
    while words > 0:
        _, low, high = chance.choices(LENGTHS, [share for share, *_ in LENGTHS])[0]
        items.append(Item(f"mixed-{seed}-{len(items)}", _distinct(pieces, chance.randint(low, high))))
        words -= items[-1].words
    return Feed("mixed lengths", tuple(items))


def _distinct(pieces: Iterator[str], words: int) -> tuple[str, ...]:
    """Whole paragraphs, for a piece of one word would come twice; an alert is the beginning of one."""
    if words <= ALERT_WORDS_MAX:
        return (" ".join(next(pieces).split()[:words]),)
    taken: list[str] = []
    while words > 0:
        taken.append(next(pieces))
        words -= len(taken[-1].split())
    return tuple(taken)


def alerts(pieces: Iterator[str], count: int) -> Feed:
    """The beginnings of paragraphs, of at most thirty words."""
    return Feed("alerts", tuple(Item(f"alert-{number}", _distinct(pieces, ALERT_WORDS_MAX)) for number in range(count)))


def stories(pieces: Iterator[str], count: int) -> Feed:
    """Features of nine hundred words."""
    return Feed("stories", tuple(Item(f"story-{number}", _cut(pieces, STORY_WORDS)) for number in range(count)))


def takes(pieces: Iterator[str], words: int, repeated: float, seed: int) -> Feed:
    """Stories that come in ten takes, some at a time, each of which repeats paragraphs of the one before.

    The first take repeats nothing: the later ones repeat the more, so that ``repeated`` is reached over all.
    """
    chance = random.Random(seed)
    kept = min(1.0, repeated * TAKES / (TAKES - 1))
    running: list[tuple[str, list[tuple[str, ...]]]] = []
    items: list[Item] = []
    number = 0
    while words > 0:
        while len(running) < STORIES_AT_ONCE:
            running.append((f"take-{100 * repeated:.0f}-{number}", _takes_of_one(pieces, kept, chance)))
            number += 1
        key, left = chance.choice(running)
        items.append(Item(key, left.pop(0)))
        words -= items[-1].words
        if not left:
            running = [one for one in running if one[0] != key]
    return Feed(f"takes for r {100 * repeated:.0f} %", tuple(items))


def _takes_of_one(pieces: Iterator[str], kept: float, chance: random.Random) -> list[tuple[str, ...]]:
    """All takes of one story: new paragraphs on top, the old ones below until the words are used up."""
    every = [_cut(pieces, TAKE_WORDS)]
    while len(every) < TAKES:
        last = every[-1]
        spent, stay = 0, []
        for paragraph in last:
            size = len(paragraph.split())
            if chance.random() < (kept * TAKE_WORDS - spent) / size:  # the last one by chance, so that the share is met
                stay.append(paragraph)
                spent += size
        every.append((*_cut(pieces, TAKE_WORDS - spent), *stay))
    return every


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed, between two of them in proportion.

    >>> percentile([4, 1, 3, 2, 5], 0.5), percentile([1, 2], 0.99)
    (3.0, 1.99)
    """
    ranked = sorted(values)
    if len(ranked) == 1:
        return float(ranked[0])
    at = share * (len(ranked) - 1)
    below = min(int(at), len(ranked) - 2)
    return round(ranked[below] + (ranked[below + 1] - ranked[below]) * (at - below), 9)
