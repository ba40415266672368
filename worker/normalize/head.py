"""What stands before a story: captions, notes, slug line, headline, byline."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from worker.agencies import agency_of
from worker.item import Byline, Role, VersionKind
from worker.normalize.byline import opens_byline, parse_byline
from worker.normalize.caption import as_caption, prose_end
from worker.normalize.houses import is_title
from worker.normalize.notes import is_correction_line, is_note, is_stamp, is_web_line
from worker.normalize.notices import is_embargo, is_kill
from worker.normalize.pieces import Piece
from worker.normalize.slug_version import is_slug_mark
from worker.normalize.version import HURRIED, headline_word, note_word

BYLINE_MAX = 300
"""Characters of a byline's line."""

TITLE_MAX = 60
"""The same of a house, or of a title there, on a line of its own."""

SLUG_MAX = 120
"""The same of a slug line."""

HEADLINE_MAX = 200
"""Characters of a line that can be a headline before a dateline; before prose alone, half of that."""

TIME_MAX = 60
"""Characters of a line that is a time and nothing else."""

HEAD_MAX = 4
"""Pieces of a text without a dateline that can be its head."""

BYLINE_LINES_MAX = 6
"""Pieces of such a text among which a byline is looked for: embargo, service, slug and headline may stand above it."""

PROSE_MIN = 60
"""Characters of a paragraph that is prose for certain, where it ends as a sentence does."""

BETWEEN_MAX = 6
"""Pieces between a headline and its story: notes, a byline of several lines."""


@dataclass(slots=True)
class Head:
    """What was read so far of a head; ``pieces`` are its blocks with their roles, the headline not among them."""

    pieces: list[Piece] = field(default_factory=list)
    headline: Piece | None = None
    byline: Byline | None = None
    slug: str | None = None


def read_head(
    pieces: tuple[Piece, ...], dateline_at: int | None, *, headline_stated: bool, asked: Piece | None = None
) -> tuple[Head, int]:
    """Read the pieces before the dateline, or where there is none those at the front that are surely no prose.

    ``asked`` is the piece that is known to be no note, and no caption behind a story: an alert's only paragraph is its
    last one too. Gives the head and how many pieces it took.
    """
    head = Head()
    begins = _byline_at(pieces) if dateline_at is None else dateline_at
    border = min(max(HEAD_MAX, (begins or 0) + 1), len(pieces)) if dateline_at is None else dateline_at
    for place, piece in enumerate(pieces[:border]):
        taken = (
            _take_note(head, piece, dateline_at, may_be_note=piece is not asked)
            or _take_byline(head, piece, above_dateline=dateline_at == place + 1)
            or _take_slug(head, piece, pieces[place + 1 : place + 2])
            or (not (piece is asked and dateline_at is None) and _take_caption(head, piece, dateline_at))
        )
        before = begins is not None and place < begins
        if not taken and not headline_stated and _is_headline(head, pieces, place, before=before):
            _take_headline(head, pieces, place, before=before and place + 1 < (begins or 0))
        elif not taken and dateline_at is None:
            return head, place
        elif not taken:
            _take_rest(head, piece)
    return head, border


def _byline_at(pieces: tuple[Piece, ...]) -> int | None:
    """Where a byline tells that the story begins, in a text without a dateline; further down only below lines, no prose."""
    lines = takewhile(lambda piece: not _is_prose(piece.text), pieces)
    reach = max(HEAD_MAX, min(BYLINE_LINES_MAX, sum(1 for _ in lines)))
    places = range(1, min(reach, len(pieces)))
    return next((at for at in places if pieces[at].plain and opens_byline(pieces[at].text)), None)


def _take_headline(head: Head, pieces: tuple[Piece, ...], place: int, *, before: bool) -> None:
    """A headline; or what stands above it and is its slug or its rubric ("CHRONOLOGIE", "RAIL Train")."""
    piece = pieces[place]
    words = [word for word in piece.text.split() if any(map(str.isalnum, word))]  # "Chile - TRANSPORTES": two
    shouted = piece.text == piece.text.upper() != piece.text.lower()
    rubric = len(words) <= 2 or shouted or _PAGE.match(piece.text) is not None
    if before and rubric and head.slug is None and _is_headline(head, pieces, place + 1, before=True):
        head.slug = piece.raw
        head.pieces.append(piece._replace(role=Role.ADVISORY))
    else:
        # dpa's mark of a headline's end; Adnkronos has one on each side.
        head.headline = piece._replace(text=piece.text.removeprefix("= ").removesuffix(" ="))


def _take_note(head: Head, piece: Piece, dateline_at: int | None, *, may_be_note: bool) -> bool:
    """A note to editors; a kill in whole sentences is one in front of a story, and otherwise all that there is."""
    if piece.role is not Role.PARAGRAPH:
        return False
    corrects = is_correction_line(piece.text) and _ENDED.search(piece.text)
    before = head.pieces[-1] if head.pieces else None
    if before and before.role is Role.ADVISORY and _is_end_of(before.text, piece.text):
        head.pieces[-1] = before._replace(text=f"{before.text} {piece.text}", raw=f"{before.raw}\n{piece.raw}")
        return True
    in_words = dateline_at is not None and (is_kill(piece.text) or (head.headline and _tells_change(piece.text)))
    under = head.headline is not None or head.pieces
    signed = before is not None and before.role is Role.BYLINE  # what stands under it may be its house
    if under and (is_web_line(piece.text) or (is_stamp(piece.text) and not signed)):
        head.pieces.append(piece._replace(role=Role.CREDIT))
        return True
    if not (corrects or in_words or (may_be_note and is_note(piece.text))):
        return False
    head.pieces.append(piece._replace(role=Role.ADVISORY))
    return True


def _tells_change(line: str) -> bool:
    """Whether a line between headline and dateline says what is new: "PRECISE la date", "AJOUTE des réactions"."""
    word = note_word(line[:TITLE_MAX])
    return (
        word is not None
        and word.kind in _CHANGES
        and word.raw.isupper()
        and _GOES_ON_SMALL.match(line, word.end) is not None
    )


def _is_end_of(embargo: str, line: str) -> bool:
    """Whether a line is the day and the hour that the embargo in the line above it ends at."""
    timeless = is_embargo(embargo) and not any(map(str.isdigit, embargo))
    return timeless and len(line) <= TIME_MAX and any(map(str.isdigit, line)) and is_embargo(f"embargo {line}")


def _take_byline(head: Head, piece: Piece, *, above_dateline: bool) -> bool:
    """A byline by its own words, or by its house straight above the dateline; and the house or the title under it."""
    if piece.role is not Role.PARAGRAPH or len(piece.text) > BYLINE_MAX:
        return False
    if head.byline is None:
        opens = opens_byline(piece.text) or (above_dateline and _names_house(piece.text))
        byline = parse_byline(piece.text) if opens else None
    else:
        goes_on = head.pieces[-1].role is Role.BYLINE and _goes_on(head.byline, piece.text)
        byline = parse_byline(f"{head.byline.raw}\n{piece.text}") if goes_on else None
    if byline is None:
        return False
    head.byline = byline
    head.pieces.append(piece._replace(role=Role.BYLINE))
    return True


def _names_house(line: str) -> bool:
    """Whether a line is a name and its house: "Ann Lee, The Canadian Press"."""
    name, _, house = line.rpartition(", ")
    byline = parse_byline(line) if name and agency_of(house) else None
    return byline is not None and len(byline.authors) > 0


def _goes_on(byline: Byline, line: str) -> bool:
    """Whether a line under a byline is its house, or its author's title there: "AP Sports Writer"."""
    if len(line) > TITLE_MAX:
        return False
    if agency_of(line):
        return True
    bare = line.removeprefix("For the ").removeprefix("For The ")
    if bare != line and agency_of(bare):
        return len(byline.authors) > 0
    words = line.split()
    titled = any(agency_of(" ".join(words[:count])) and is_title(" ".join(words[count:])) for count in (1, 2, 3))
    return titled and len(byline.authors) > 0


def _take_slug(head: Head, piece: Piece, following: tuple[Piece, ...]) -> bool:
    """A slug line: words joined by hyphens or slashes, with a version word behind a comma or the word of a hurry below."""
    if piece.role is not Role.PARAGRAPH or not piece.plain or head.slug is not None or len(piece.text) > SLUG_MAX:
        return False
    topic, comma, mark = piece.text.partition(",")
    hurried = any((word := headline_word(other.text)) and word.kind in HURRIED for other in following)
    marked = hurried if not comma else is_slug_mark(mark)
    if not (_LONG_SLUG.fullmatch(piece.text) or (marked and _SHORT_SLUG.fullmatch(topic))):
        return False
    head.slug = piece.raw
    head.pieces.append(piece._replace(role=Role.ADVISORY))
    return True


def _take_caption(head: Head, piece: Piece, dateline_at: int | None) -> bool:
    caption = as_caption(piece, before_dateline=dateline_at is not None) if piece.role is Role.PARAGRAPH else None
    if caption:
        head.pieces.append(caption)
    return caption is not None


def _take_rest(head: Head, piece: Piece) -> None:
    """What is nothing else before a dateline: a point of Reuters' list, a subtitle; behind a caption one more or its next line."""
    before = head.pieces[-1] if head.pieces else None
    if piece.role is Role.PARAGRAPH and _DASH.match(piece.text):
        head.pieces.append(piece._replace(role=Role.LIST))
    elif piece.role is Role.PARAGRAPH and piece.text.startswith(_SUBTITLE):
        head.pieces.append(piece._replace(role=Role.SUBHEAD, text=piece.text.removesuffix(" =")))
    elif piece.role is Role.PARAGRAPH and _IN_BRACKETS.fullmatch(piece.text):
        head.pieces.append(piece._replace(role=Role.ADVISORY))
    elif before is None or before.role is not Role.CAPTION or piece.role is not Role.PARAGRAPH:
        head.pieces.append(piece)
    elif piece.text[0].islower() or before.text[-1].isalnum():
        text = f"{before.text} {piece.text}"
        head.pieces[-1] = before._replace(text=text, raw=f"{before.raw}\n{piece.raw}", prose_end=prose_end(text))
    else:
        head.pieces.append(piece._replace(role=Role.CAPTION, prose_end=prose_end(piece.text)))


def _is_headline(head: Head, pieces: tuple[Piece, ...], place: int, *, before: bool) -> bool:
    """A short line that is no sentence, before dateline or byline, or a paragraph that is a sentence, or a table."""
    piece = pieces[place]
    following = next((other for other in pieces[place + 1 : place + 1 + BETWEEN_MAX] if not _is_between(other)), None)
    if head.headline or head.byline or following is None or not piece.plain or piece.role is not Role.PARAGRAPH:
        return False
    if _DASH.match(piece.text) or _ENDED.search(piece.text) or not any(map(str.isalpha, piece.text)):
        return False
    if _IN_BRACKETS.fullmatch(piece.text):
        return False
    if before:
        return len(piece.text) <= HEADLINE_MAX and not (_is_between(piece) or _names_house(piece.text))
    if piece.text.endswith(("?", "!")):
        return False
    if following.role is Role.TABLE:
        return len(piece.text.split()) > 1 and len(piece.text) <= HEADLINE_MAX // 2
    prose = following.role is Role.PARAGRAPH and _is_prose(following.text)
    return len(piece.text) <= HEADLINE_MAX // 2 and len(piece.text.split()) > 2 and prose


def _is_prose(text: str) -> bool:
    return len(text) >= PROSE_MIN and _ENDED.search(text) is not None


def _is_between(piece: Piece) -> bool:
    """Whether it may stand between a headline and the story: a note to editors, a byline."""
    if piece.role is not Role.PARAGRAPH:
        return False
    if is_note(piece.text) or is_web_line(piece.text) or is_stamp(piece.text):
        return True
    if is_correction_line(piece.text) and _ENDED.search(piece.text):  # without its full stop it is a headline
        return True
    return piece.plain and (opens_byline(piece.text) or as_caption(piece, before_dateline=False) is not None)


_SHORT_SLUG = re.compile(r"[^\W_]{2,30}(?:[-/][^\W_]{1,30}){1,8}/?")
# Words joined by hyphens or slashes, or AP's slug in a text ("BC-US--School Funding, 3rd Ld-Writethru,812"): with two
# hyphens, or without a small word ("BC-Ferries strike enters day three").
_LONG_SLUG = re.compile(
    r"[^\W_]{2,30}(?:[-/][^\W_]{1,30}){2,8}/?"
    r"|(?:AP-[A-Z]{2,4}|BC|AM|PM)--(?=[A-Z0-9])[^.!?]{1,90}"
    r"|(?:BC|AM|PM)-[A-Z0-9][\w'-]{1,40}(?:\s[A-Z][\w'-]{0,30}){0,4}(?:,[^.!?]{0,60}\d[^.!?]{0,20})?"
)
_PAGE = re.compile(r"\d{1,2} [A-Z]{3,20} [A-Z]")  # PA's slug: "1 POLITICS Ferries"
_CHANGES = frozenset({VersionKind.UPDATE, VersionKind.CORRECTION})
_GOES_ON_SMALL = re.compile(r"\s[a-zà-ÿ\d]")
_IN_BRACKETS = re.compile(r"\([^()]{3,400}\)")
_ENDED = re.compile(r"[.:;,…。]\s?[»”\"')]{0,2}$|[.!?]\s?[»”\"']$")
_DASH = re.compile(r"[-–—•*]\s")
_SUBTITLE = "Utl.: "  # APA's Untertitel
