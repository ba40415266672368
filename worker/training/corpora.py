"""Open corpora of English as annotated texts: WikiGold's columns, GUM's nested noun phrases made names.

Apart from ``evaluation.gold``, which reads what has our form already.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

Name = tuple[int, int, str]  # start and end in code points, type
Names = set[Name]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with the names that its annotator marked."""

    id: str
    text: str
    names: Names


_TYPES = {
    "PER": "person",
    "LOC": "place",
    "ORG": "organisation",
    "MISC": "other",
    "person": "person",
    "place": "place",
    "organization": "organisation",
}

# Of GUM's genres those whose texts are Wikinews'.
_GENRES = ("GUM_news_*", "GUM_interview_*")

# Tokens that stand close to the one before, or to the one behind.
_CLOSE_BEFORE = re.compile(r"[.,;:!?)\]%]+|['’](?:s|S|ll|re|ve|m|d)?|n't")
_CLOSE_BEHIND = re.compile(r"[(\[$£€]")

_ENTITY = re.compile(r"\((\d+)-(\w+)-[^()|]*(\)?)|(\d+)\)")
_ARTICLE = re.compile(r"(?:the|The|a|an) (?=[A-Z])")
_GENITIVE = re.compile(r"['’]s?\Z")


def wikigold(file: Path) -> Iterator[Text]:
    """WikiGold: a token and its tag a line, an empty line between sentences."""
    for number, block in enumerate(file.read_text(encoding="utf-8").split("\n\n"), 1):
        rows = [row.rsplit(" ", 1) for row in block.splitlines() if " " in row and not row.startswith("-DOCSTART-")]
        if rows:
            text, spans = spaced(token for token, _ in rows)
            yield Text(f"wikigold/{number}", text, set(_narrowed(text, _runs(spans, (tag for _, tag in rows)))))


def gum(folder: Path) -> Iterator[Text]:
    """GUM's Wikinews texts: of each person, place and organisation the proper nouns around the head."""
    for genre in _GENRES:
        for file in sorted(folder.glob(f"{genre}.conllu")):
            for number, block in enumerate(file.read_text(encoding="utf-8").strip().split("\n\n"), 1):
                yield _sentence(f"{file.stem}/{number}", block)


def spaced(tokens: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    r"""The text of which tokens were made, and where they stand in it.

    >>> spaced(["``", "Hi", "''", ",", "(", "Bo", "'s", ")"])[0]
    '"Hi", (Bo\'s)'
    """
    text, spans = "", []
    close = quoted = False
    for token in tokens:
        quote = token in {"``", "''", '"'}
        token = '"' if quote else token  # noqa: PLW2901
        if text and not close and not (quoted if quote else _CLOSE_BEFORE.fullmatch(token)):
            text += " "
        quoted ^= quote
        close = quoted if quote else _CLOSE_BEHIND.fullmatch(token) is not None
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def _runs(spans: Iterable[tuple[int, int]], tags: Iterable[str]) -> Iterator[Name]:
    """The names that tags without beginnings tell: as long as the tag is the same."""
    run: Name | None = None
    for (start, end), tag in zip(spans, tags, strict=True):
        label = tag.partition("-")[2]
        if run and run[2] == label:
            run = run[0], end, label
            continue
        if run:
            yield run
        run = (start, end, label) if label else None
    if run:
        yield run


def _narrowed(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The names as we mark them: without article and genitive."""
    for start, end, label in names:
        article = _ARTICLE.match(text, start, end)
        genitive = _GENITIVE.search(text, start, end)
        first, last = article.end() if article else start, genitive.start() if genitive else end
        if first < last:
            yield first, last, _TYPES[label]


def _sentence(name: str, block: str) -> Text:
    rows = [row.split("\t") for row in block.splitlines() if row[:1].isdigit()]
    words = [row for row in rows if row[0].isdigit()]
    text = next(row.removeprefix("# text = ") for row in block.splitlines() if row.startswith("# text = "))
    spans, at = [], 0
    for word in words:
        at = max(text.find(word[1], at), at)
        spans.append((at, at + len(word[1])))
        at += len(word[1])
    proper = [word[4] in {"NNP", "NNPS"} for word in words]
    names = set()
    for first, last, label in _entities(words):
        head = next((here for here in range(first, last + 1) if not first <= int(words[here][6]) - 1 <= last), first)
        if label in _TYPES and proper[head]:
            begin = end = head
            while begin > first and proper[begin - 1]:
                begin -= 1
            while end < last and proper[end + 1]:
                end += 1
            names.add((spans[begin][0], spans[end][1], label))
    return Text(name, text, set(_narrowed(text, names)))


def _entities(words: Iterable[list[str]]) -> Iterator[Name]:
    """GUM's brackets: "(3-person-…" opens an entity, "3)" closes it."""
    opened: list[tuple[str, str, int]] = []
    for place, word in enumerate(words):
        note = re.search(r"\bEntity=([^|]*)", word[9])
        for mark in _ENTITY.finditer(note[1]) if note else ():
            if mark[1]:
                opened.append((mark[1], mark[2], place))
            if mark[3] or mark[4]:
                number = mark[1] if mark[3] else mark[4]
                match = next((each for each in reversed(opened) if each[0] == number), None)
                if match:
                    opened.remove(match)
                    yield match[2], place, match[1]
