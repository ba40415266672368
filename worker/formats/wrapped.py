r"""Paragraphs of a text that was set on a teleprinter's lines: what broke for want of room, and what was meant to break.

Apart from ``plain_text``, which has to find out whether a text is wrapped at all: these formats are, so that even two
lines can be one paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from textwrap import dedent

from worker.item import RawBlock, RawKind
from worker.layout import is_row, is_table

UNWRAPPED_WIDTH = 110
"""Characters of the longest line from which on every line is a paragraph: no teleprinter has so many."""

_WIDTH_MIN = 55  # a text of a few short lines has no full one: there every line end is meant
_SLACK = 2  # characters by which a line may fall short of the room and still be full
_INDENTED = re.compile(r"(?:\t| {2,})\S")
_BULLET = re.compile(r"\s{0,8}[•▪*]\s{1,3}(?=\S)")
_MARK = re.compile(r"\s{0,8}(?:[-–+•▪*]|\d{1,2}[.)])\s")
_DASHED = re.compile(r"\s{0,8}(-{1,3}|–) .{1,70} \1\s{0,8}")  # AFP's subheads: "- Appel -"
_CLOSING = re.compile(r"\([A-Z]{2,8}\)\.?")  # the agency's name alone: its end mark
_RULE = re.compile(r"\s*[-–_=*]{8,}\s*")
_SENTENCE_END = re.compile(r"[.!?…:;,؟،。][»”\"'’)]{0,2}$")
_WIDE_SHARE = 0.95
_TABLE_SAMPLE = 200  # lines of a chunk that tell whether it is one


def wrapped_blocks(lines: Sequence[str]) -> tuple[RawBlock, ...]:
    r"""Read the blocks of a text: paragraphs with the line ends in them, items of lists, tables.

    >>> [block.text for block in wrapped_blocks(
    ...     ["The harbour of the old town stays closed for three", "months.", "", "More soon."])]
    ['The harbour of the old town stays closed for three\nmonths.', 'More soon.']
    """
    return tuple(_blocks(lines, _width(lines)))


def is_typed(text: str) -> bool:
    r"""Whether the text of one element of markup is a whole story on a teleprinter's lines, as Reuters puts it into a ``p``.

    Its paragraphs begin indented and go on in lines that are not; markup that is set out for the eye indents all alike.

    >>> is_typed("(Adds detail)\n    Gold rose on Tuesday on increased\nsafe haven demand.\n    Traders wait.")
    True
    >>> is_typed("Gold rose on Tuesday\n      on increased safe haven\n      demand.\n    "), is_typed("Gold rose.")
    (False, False)
    """
    if "\n " not in text and "\n\t" not in text:
        return False
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    indented = [_INDENTED.match(line) is not None for line in lines]
    return any(indented) and any(not deep and not line[0].isspace() for deep, line in zip(indented, lines, strict=True))


def typed_blocks(text: str) -> Iterator[RawBlock]:
    r"""Read the blocks of a text that ``is_typed``: a paragraph ends where another is indented, however short its lines.

    >>> [block.text for block in typed_blocks("    By Ann Lee\n    Gold rose by\n0307 GMT.\n    Traders wait.")]
    ['By Ann Lee', 'Gold rose by\n0307 GMT.', 'Traders wait.']
    """
    for chunk in _chunks(text.split("\n")):
        if is_table(chunk[:_TABLE_SAMPLE]):
            yield RawBlock("\n".join(_rows(chunk)), RawKind.TABLE)
            continue
        begins = [0, *(place for place, line in enumerate(chunk) if place and _INDENTED.match(line)), len(chunk)]
        yield from (_block(chunk[begin:end]) for begin, end in pairwise(begins))


def with_subheads(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """Tell the subheads: one line that is no sentence, between paragraphs that are.

    >>> prose = RawBlock("One sentence that is long enough to be a paragraph of a story.")
    >>> [block.kind.value for block in with_subheads((prose, RawBlock("Three dead, many hurt"), prose))]
    ['plain', 'subhead', 'plain']
    """
    found = list(blocks)
    for place in range(1, len(blocks) - 1):
        before, block, after = blocks[place - 1 : place + 2]
        if _is_prose(before) and _is_prose(after) and _is_title(block):
            found[place] = RawBlock(block.text, RawKind.SUBHEAD)
    return tuple(found)


def _is_prose(block: RawBlock) -> bool:
    long_enough = "\n" in block.text or len(block.text) >= 60
    return block.kind is RawKind.PLAIN and long_enough and _SENTENCE_END.search(block.text) is not None


def _is_title(block: RawBlock) -> bool:
    text = block.text
    if block.kind is not RawKind.PLAIN or "\n" in text or not 3 <= len(text) <= 80 or _MARK.match(text):
        return False
    question = text.endswith(("?", "؟")) and len(text) <= 60
    return (question or not _SENTENCE_END.search(text)) and text[0] not in "(/+#=_" and any(map(str.isalpha, text))


def _blocks(lines: Sequence[str], width: int) -> Iterator[RawBlock]:
    for chunk in _chunks(lines):
        if is_table(chunk[:_TABLE_SAMPLE]):
            yield RawBlock("\n".join(_rows(chunk)), RawKind.TABLE)
            continue
        for part in _parts(dedent("\n".join(chunk)).split("\n"), width):
            yield _block(part)


def _block(lines: Sequence[str]) -> RawBlock:
    """A paragraph with its line ends, or an item of a list without its bullet."""
    text = "\n".join(line.strip() for line in lines)
    if not _BULLET.match(lines[0]):
        return RawBlock(text)
    return RawBlock(" ".join(text.split("\n"))[1:].strip(), RawKind.LIST)


def _rows(chunk: list[str]) -> Iterable[str]:
    """The rows of a table; between bars every cell is one, parted by tabs as in the tables of other formats."""
    bars = [line.strip().strip("|").split("|") for line in chunk if line.strip()[0] == line.strip()[-1] == "|"]
    if len(bars) < len(chunk):
        return dedent("\n".join(chunk)).strip("\n").split("\n")
    return ("\t".join(cell.strip() for cell in row) for row in bars)


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield chunk
            chunk = []


def _width(lines: Sequence[str]) -> int:
    """The room on a line: nearly the longest, since an address on the web or a row of a table may stand out."""
    lengths = sorted(len(line) for line in lines if len(line) > _WIDTH_MIN and not is_row(line))
    return lengths[int(_WIDE_SHARE * (len(lengths) - 1))] if lengths else _WIDTH_MIN


def _parts(chunk: list[str], width: int) -> Iterator[list[str]]:
    part = [chunk[0]]
    for before, line in pairwise(chunk):
        if width >= UNWRAPPED_WIDTH or _begins(line, part, before, width):
            yield part
            part = []
        part.append(line)
    yield part


def _begins(line: str, part: list[str], before: str, width: int) -> bool:
    """Whether a line begins a paragraph: by its bullet, its indent, a rule, or since its first word had room on the last."""
    if _DASHED.fullmatch(line) or _DASHED.fullmatch(before):
        return True
    if _CLOSING.fullmatch(line.strip()) or _RULE.fullmatch(line) or _RULE.fullmatch(before):
        return True
    if _INDENTED.match(line):
        return bool(_BULLET.match(line)) or not (_MARK.match(part[0]) or _INDENTED.match(before))
    if _MARK.match(line) and not line.startswith(("- ", "– ")):
        return True
    if line.startswith(("- ", "– ")) and (_MARK.match(part[0]) or before.endswith(":")):
        return True
    return len(before) + 1 + len(line.split(None, 1)[0]) <= width - _SLACK
