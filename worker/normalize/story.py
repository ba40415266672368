"""From a WireItem to a Story: the readings of the other modules put together, in the order in which they need each other.

Times come first (a dateline's date takes its year from them), then the body (its dateline names the agency, which
decides what a sign-off is), then the lines around it, then what all of them say together: version, status, language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, repeat

from worker.agencies import Agency, agency_of, agency_of_uri
from worker.errors import NoTextError
from worker.item import (
    BODY_POINTER,
    Block,
    Byline,
    Dateline,
    Passage,
    Role,
    SignOff,
    Story,
    Text,
    Version,
    Warn,
    WireItem,
)
from worker.normalize.byline import parse_byline, with_authors
from worker.normalize.caption import prose_end, prose_start
from worker.normalize.dateline import parse_dateline
from worker.normalize.dates import day_of, read_time
from worker.normalize.language import guess_language, stated_language
from worker.normalize.located import settle
from worker.normalize.notes import is_web_line
from worker.normalize.notices import is_kill_line
from worker.normalize.pieces import Piece
from worker.normalize.profile import profile_of
from worker.normalize.quotes import mend_quotes
from worker.normalize.sentence import first_sentence
from worker.normalize.signals import embargo_of, kills, notes_of, says_more, spoken
from worker.normalize.signoff import field_signoff, parse_signoff
from worker.normalize.slug import parse_slug
from worker.normalize.status import read_status
from worker.normalize.structure import BODY_ROLES, Structure, find_structure
from worker.normalize.takes import take_behind
from worker.normalize.text import clean, fold_name, has_words
from worker.normalize.version import HURRIED, VersionWord, headline_word, read_version, take_word
from worker.slug_form import PLAIN
from worker.staff import NOBODY, Staff
from worker.times import rfc3339

BLANK_LINE = "\n\n"


def normalize(item: WireItem, received_ms: int | None, staff: Staff = NOBODY) -> Story:
    """Read an item as an editor would.

    ``received_ms`` is the Kafka timestamp, milliseconds since 1970, for an item that states no time of its own;
    ``staff`` tells whose some initials are.

    Raises:
        NoTextError: the item has no headline, no description and no body; a kill needs none.
    """
    agency = agency_of(item.agency) or agency_of_uri(item.uri) or agency_of(item.copyright_holder)
    hinted = agency_of(item.hints.agency)
    house = agency or hinted
    zone = item.hints.zone or (house.zone if house else None)
    warnings = list[str](item.warnings)
    received = None if received_ms is None else rfc3339(received_ms)
    version_created = _time(item.version_created, zone, warnings, received)
    first_created = _time(item.first_created, zone, warnings, version_created or received)
    own_time = version_created or first_created or received

    headlines = _texts(item.headlines, warnings)
    structure = find_structure(
        item.blocks,
        agency,
        hinted=hinted,
        near=own_time,
        headline_stated=bool(headlines),
        dateline_stated=item.dateline is not None,
    )
    warnings += structure.warnings
    agency = structure.agency
    zone = zone or (agency.zone if agency else None)
    if structure.headline:
        headlines = (Text(mend_quotes(structure.headline.text)),)
    byline, sign_off = _signatures(item, structure, agency)
    descriptions = _with_captions(_texts(item.descriptions, warnings), structure.pieces)
    signed = _signed(structure.pieces, item.byline, byline)
    pieces = signed if headlines or descriptions else _told(signed)
    blocks, body, passages = _assemble(pieces)
    slug_line = item.slug or "-".join(item.slug_parts) or structure.slug
    form = agency.slug if agency else PLAIN
    slug = parse_slug(slug_line, item.slug_parts, form, item.keywords) if slug_line else None
    if sign_off and (people := staff.signers(tuple(chain.from_iterable(sign_off.segments)), agency)):
        sign_off = replace(sign_off, people=people)
    stated_notes, found_notes = notes_of(item, structure)
    notes = dict.fromkeys((*stated_notes, *filter(says_more, found_notes)))
    headline_words = [headline_word(text.value, kickers=True) or take_behind(text.value, agency) for text in headlines]
    words = (
        slug[1] if slug else None,
        take_word(item.take) if item.take else None,
        *headline_words,
        *kills(headlines, passages),
        *spoken((*stated_notes, *found_notes), told=_told_count(blocks) > 1),
    )
    version = read_version(words, item.kind, item.previous_version)
    derived = not headlines and bool(passages) and _is_its_own_headline(version, blocks)
    if derived:
        headlines = (Text(first_sentence(passages[0].text)),)
    dateline, located = settle(_dateline(item, structure, own_time), item.located)
    if dateline and not dateline.date and any(map(str.isdigit, dateline.raw)):
        warnings.append(Warn.BAD_DATE)
    embargo = item.embargoed or structure.embargo or embargo_of(stated_notes, headlines, slug_line)
    day = f"{dateline.date}T00:00:00+00:00" if dateline and dateline.date else None
    status = read_status(item.status, embargo, version, own_time=own_time, zone=zone, near=own_time or day)
    if status.pub_status != "canceled" and not any(map(has_words, (body, *_values(headlines, descriptions)))):
        raise NoTextError("The item has no headline, no description and no body.")
    if item.embargoed and not (status.embargoed_until or status.embargo):
        warnings.append(Warn.BAD_DATE)
    language = stated_language(item.language or item.hints.language)
    if language is None:
        prose = (*(passage.text for passage in passages), *_values(descriptions, headlines)) or notes
        language, guess = guess_language(" ".join(prose), body)
        warnings.append(guess)

    return Story(
        item=item,
        body=body,
        blocks=blocks,
        passages=(
            *(() if derived else _passages("headlines", headlines, headline_words)),
            *_passages("descriptions", descriptions, slug=slug_line),
            *passages,
        ),
        pub_status=status.pub_status,
        agency=agency.code if agency else None,
        language=language,
        profile=profile_of(
            item,
            version,
            is_notice=pieces is not signed,
            titles=(slug_line or "", *_values(headlines)),
            blocks=blocks,
            agency=agency,
            dateline=dateline,
        ),
        headlines=headlines,
        descriptions=descriptions,
        first_created=first_created,
        version_created=version_created,
        embargoed_until=status.embargoed_until,
        expires=_time(item.expires, zone, warnings),
        embargo=status.embargo,
        slug=slug[0] if slug else None,
        byline=byline,
        dateline=dateline,
        located=located,
        sign_off=sign_off,
        version=version,
        urgency=item.urgency if item.urgency is not None else item.hints.urgency,
        ed_note="\n".join(notes) or None,
        derived=("headlines",) if derived else (),
        warnings=tuple(dict.fromkeys(map(str, warnings))),
    )


def _is_its_own_headline(version: Version | None, blocks: tuple[Block, ...]) -> bool:
    """Whether an item without a headline opens with what would be one: an alert, or all that is said in one paragraph."""
    hurried = version is not None and version.kind in HURRIED
    return hurried or _told_count(blocks) == 1


def _told_count(blocks: tuple[Block, ...]) -> int:
    """How many blocks the body has."""
    return len([block for block in blocks if block.start is not None])


def _time(stated: str | None, zone: str | None, warnings: list[str], near: str | None = None) -> str | None:
    if not stated or not stated.strip():
        return None
    time = read_time(stated, zone, near)
    if time is None:
        warnings.append(Warn.BAD_DATE)
    return time


def _texts(stated: tuple[Text, ...], warnings: list[str]) -> tuple[Text, ...]:
    """Headlines or descriptions, cleaned; those without words are gone."""
    found = []
    for text in stated:
        cleaned = clean(text.value)
        value = mend_quotes(" ".join(cleaned.text.split("\n")))
        if has_words(value):
            warnings += cleaned.warnings
            found.append(Text(value, text.role))
    return tuple(found)


def _assemble(pieces: tuple[Piece, ...]) -> tuple[tuple[Block, ...], str, tuple[Passage, ...]]:
    """The body, its paragraphs joined by blank lines; every piece as a block; the body's prose as passages."""
    blocks: list[Block] = []
    passages: list[Passage | None] = []
    parts: list[str] = []
    start = 0
    for role, text, raw, _, begins, ends in pieces:
        differing = raw if raw != text else None
        if role not in BODY_ROLES:
            blocks.append(Block(role, text, raw=differing))
            continue
        end = start + len(text)
        parts.append(text)
        blocks.append(Block(role, text, start, end, differing))
        if role is not Role.TABLE:
            passages.append(_passage(BODY_POINTER, text, start, begins, ends))
        start = end + len(BLANK_LINE)
    return tuple(blocks), BLANK_LINE.join(parts), tuple(filter(None, passages))


def _passage(pointer: str, text: str, offset: int, start: int, end: int | None) -> Passage | None:
    """The prose between two offsets of a text that begins at ``offset`` of its member, without white space around."""
    prose = text[start:end]
    if not has_words(prose):
        return None
    opened = prose.lstrip()
    return Passage(pointer, offset + start + len(prose) - len(opened), opened.rstrip())


def _passages(
    member: str,
    texts: tuple[Text, ...],
    words: Iterable[VersionWord | None] = repeat(None),
    slug: str | None = None,
) -> Iterator[Passage]:
    """Headlines without their version words, captions without mark and credit, summaries without dateline or slug."""
    for place, (text, word) in enumerate(zip(texts, words, strict=False)):
        start, end = prose_start(text.value), prose_end(text.value)
        if word:
            start, end = (word.end, end) if word.start == 0 else (start, word.start)
        if slug and text.value.startswith(f"{slug}:"):  # Reuters: "PORT-FIRE/ (PIX, TV):Port on fire"
            start = len(slug) + 1
        if passage := _passage(f"/{member}/{place}/value", text.value, 0, start, end):
            yield passage


def _told(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces, notes among them as paragraphs where there is nothing else to tell; a line that withdraws stays one."""
    notes = [piece for piece in pieces if _may_tell(piece) and len(piece.text.split()) > 1]
    if any(piece.role in BODY_ROLES for piece in pieces) or any(is_kill_line(note.text) for note in notes):
        return pieces
    return tuple(piece._replace(role=Role.PARAGRAPH) if piece in notes else piece for piece in pieces)


def _may_tell(piece: Piece) -> bool:
    return piece.role is Role.ADVISORY or (piece.role is Role.CREDIT and is_web_line(piece.text))


def _with_captions(stated: tuple[Text, ...], pieces: tuple[Piece, ...]) -> tuple[Text, ...]:
    captions = [Text(piece.text, "caption") for piece in pieces if piece.role is Role.CAPTION]
    known = {text.value for text in stated}
    return (*stated, *(caption for caption in captions if caption.value not in known))


def _signatures(item: WireItem, structure: Structure, agency: Agency | None) -> tuple[Byline | None, SignOff | None]:
    """Byline and sign-off; EFE puts the one where the other belongs ("gr/bp")."""
    sign_off = structure.sign_off or (field_signoff(item.sign_off, agency) if item.sign_off else None)
    line = item.byline if item.byline and has_words(item.byline) else None
    initials = parse_signoff(line, agency) if line and "/" in line else None
    stated, found = parse_byline(line) if line and not initials else None, structure.byline
    byline = found if found and found.authors and not (stated and stated.authors) else stated or found
    return with_authors(byline, item.authors), sign_off or initials


def _signed(pieces: tuple[Piece, ...], line: str | None, byline: Byline | None) -> tuple[Piece, ...]:
    """The pieces, the last of which is no paragraph where it is the byline that the item states, once more."""
    if not (line and pieces and pieces[-1].role is Role.PARAGRAPH):
        return pieces
    names = {fold_name(name) for name in (line, *(author.name for author in (byline.authors if byline else ())))}
    last = pieces[-1]
    return (*pieces[:-1], last._replace(role=Role.BYLINE)) if fold_name(last.text[:200]) in names else pieces


def _dateline(item: WireItem, structure: Structure, own_time: str | None) -> Dateline | None:
    """The one that the format states, or the text's where that alone names places, with what only the other knows."""
    stated = parse_dateline(item.dateline, own_time) if item.dateline and has_words(item.dateline) else None
    found = structure.dateline
    if stated and found and found.places and not stated.places:  # Lusa states nothing but the day
        stated, found = found, stated
    dateline = stated or found
    if stated and found:
        dateline = replace(stated, date=stated.date or found.date, agencies=stated.agencies or found.agencies)
    if dateline and not dateline.date and item.dateline_date:
        dateline = replace(dateline, date=day_of(item.dateline_date))
    return dateline


def _values(*texts: tuple[Text, ...]) -> Iterator[str]:
    yield from (text.value for group in texts for text in group)
