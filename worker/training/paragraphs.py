"""What a model learns from: paragraphs as the service reads them, with their names by label.

The service reads paragraph by paragraph in plain typography (``entities.recognize``), and so does a lesson.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from worker.entities.tables.labels import OWN
from worker.evaluation.gold import GoldMention, GoldText
from worker.normalize.text import fold_typography

Span = tuple[int, int, str]  # start and end in code points, label
Piece = tuple[str, str | None]

# The label of what may be a name or not, or none of our types: neither taught nor forbidden.
OPEN = "?"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text without line breaks; its spans stand in order and do not overlap."""

    text: str
    spans: tuple[Span, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """The text cut at its names: each piece with its label, or ``None`` for what stands between.

        >>> list(Paragraph("À Lyon, Macron", ((2, 6, "LOC"), (8, 14, "PER"))).pieces())
        [('À ', None), ('Lyon', 'LOC'), (', ', None), ('Macron', 'PER')]
        """
        at = 0
        for start, end, label in self.spans:
            if start > at:
                yield self.text[at:start], None
            yield self.text[start:end], label
            at = end
        if at < len(self.text):
            yield self.text[at:], None


def joined(pieces: Iterable[Piece]) -> Paragraph:
    """The paragraph that the pieces make.

    >>> joined([("À ", None), ("Lyon", "LOC")])
    Paragraph(text='À Lyon', spans=((2, 6, 'LOC'),))
    """
    text: list[str] = []
    spans: list[Span] = []
    at = 0
    for piece, label in pieces:
        if label is not None:
            spans.append((at, at + len(piece), label))
        text.append(piece)
        at += len(piece)
    return Paragraph("".join(text), tuple(spans))


def paragraphs_of(text: GoldText) -> Iterator[Paragraph]:
    r"""Each line of an annotated text that has words; a name across two lines is none that the service could find.

    >>> from worker.evaluation.annotation import annotate
    >>> mentions, _ = annotate("Kiev\n\nL’Iran", [("", [0, 4, "LOC"]), ("", [8, 12, "LOC"])])
    >>> list(paragraphs_of(GoldText("1", "Kiev\n\nL’Iran", mentions, "")))
    [Paragraph(text='Kiev', spans=((0, 4, 'LOC'),)), Paragraph(text="L'Iran", spans=((2, 6, 'LOC'),))]
    """
    waiting = list(reversed(text.mentions))
    at = 0
    for line in text.text.split("\n"):
        end = at + len(line)
        spans: list[Span] = []
        while waiting and waiting[-1].start < end:
            mention = waiting.pop()
            if mention.end <= end:
                spans.append((mention.start - at, mention.end - at, _label(mention)))
        if line.strip():
            yield Paragraph(fold_typography(line), tuple(spans))
        at = end + 1


def _label(mention: GoldMention) -> str:
    return OPEN if mention.optional else OWN.get(mention.type, OPEN)
