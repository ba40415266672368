"""NITF, IPTC's text format: AP's, PA's, EFE's, AAP's, NTB's and many others', alone or several in one file.

``nitf_head`` reads what is stated about the story, ``nitf_times`` when it may be used, ``nitf_signed`` who signs it, ``nitf_names`` what it names,
``nitf_media`` what stands beside it, ``nitf_text`` the story itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from worker.agencies import agency_of
from worker.formats import ap_atom, nitf_head, nitf_times
from worker.formats.completed import completed
from worker.formats.kills import with_label
from worker.formats.members import urgency_of
from worker.formats.nitf_head import Head, Meta
from worker.formats.nitf_media import associations_of
from worker.formats.nitf_names import NAMED, names_of, subjects_of
from worker.formats.nitf_signed import byline_of, dateline_of
from worker.formats.nitf_text import as_table, line_of, story_blocks
from worker.formats.read_xml import LANG, Element, child
from worker.formats.related import named_apart
from worker.formats.repeats import told_apart
from worker.item import Association, Concept, Hints, RawBlock, RawKind, Text, WireItem

NAME = "nitf"

_RIGHTS_NOTICE = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_ADDRESSES = re.compile(r"[\w.+-]{1,60}@[\w.-]{1,60}(?:\s?[/,;]\s?[\w.+-]{1,60}@[\w.-]{1,60}){0,9}")
_MEDIA_TYPES = frozenset({"picture", "graphic", "video", "audio"})


def sniff(root: Element, _: Hints) -> bool:
    """Tell NITF by its root, or by the documents that a wrapper of any name holds."""
    return bool(split(root))


def split(root: Element) -> Sequence[Element]:
    """Give the documents: the root itself, or those up to two levels below; formats that embed NITF do so deeper.

    Of an Atom feed its entries, which say more of the story than the NITF in them.
    """
    if root.tag == "nitf":
        return (root,)
    return ap_atom.entries(root) or root.findall("nitf") or root.findall("*/nitf")


def parse(part: Element, hints: Hints, blocks: tuple[RawBlock, ...] | None = None) -> WireItem:
    """Read one NITF document, and the Atom entry around it; ``blocks`` are its story's where they are read already."""
    inside = part if part.tag == "nitf" else part.find("content/nitf")
    if inside is None or inside is part:
        return told_apart(with_label(_document(part, hints, blocks)))
    entry = ap_atom.described(part, hints, NAME)
    item = completed(_document(inside, hints), entry)
    return told_apart(with_label(item if item.uri or item.id else replace(item, uri=entry.uri)))


def says_more(root: Element) -> bool:
    """Whether a document inside another format says anything beside the story that the format has read from it.

    AFP's says nothing, in any of its items: it is a frame around paragraphs.
    """
    body = child(root, "body")
    stated = root.attrib or (body is not None and body.attrib)
    return bool(stated) or next(root.iter("head", "body.head", "body.end", "media", *NAMED), None) is not None


def _document(root: Element, hints: Hints, blocks: tuple[RawBlock, ...] | None = None) -> WireItem:
    """What the document itself states."""
    head, names = Head(root), names_of(root)
    body_head = root.find("body/body.head")
    title = nitf_head.title_of(head)
    byline, authors = byline_of(body_head) if body_head is not None else (None, ())
    dateline, dateline_date, located = dateline_of(body_head) if body_head is not None else (None, None, ())
    blocks, media = story_blocks(root) if blocks is None else blocks, tuple(associations_of(root))
    if nitf_head.is_tabular(head):
        blocks = as_table(blocks)
    notes = tuple(dict.fromkeys((*nitf_head.notes_of(head), *_body_notes(root))))
    blocks = tuple(block for block in blocks if block.kind is not RawKind.CREDIT or block.text not in notes)
    shown = _shown(media) if not blocks else None
    identity = nitf_head.identity_of(head, root)
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        uri=identity.uri,
        id=identity.id,
        version=identity.version,
        agency=_agency(head, body_head),
        type=shown.type or "picture" if shown else "text",
        language=_language(root, head),
        first_created=next(iter(head.values("revision-history", "norm")), None),
        version_created=nitf_times.issued(head) or dateline_date,
        embargoed=nitf_times.embargo_of(head),
        expires=nitf_times.expiry_of(head),
        status=head.value("docdata", "management-status"),
        urgency=urgency_of(head.value("docdata/urgency", "ed-urg")),
        priority=nitf_head.priority_of(head),
        headlines=tuple(_headlines(body_head)) or ((Text(title, "title"),) if title else ()),
        descriptions=tuple(_descriptions(body_head, shown)),
        slug=nitf_head.slug_of(head),
        byline=byline or (shown.byline if shown else None),
        authors=authors,
        dateline=dateline,
        dateline_date=dateline_date,
        located=located,
        sign_off=head.meta(Meta.SIGN_OFF) or _mailed_by(root),
        take=head.meta(Meta.TAKE),
        kind=nitf_head.kind_of(head),
        notes=notes,
        keywords=nitf_head.keywords_of(head),
        products=nitf_head.products_of(head),
        copyright_holder=_holder(head),
        copyright_notice=next(iter(_notices(head, body_head)), None),
        usage_terms="; ".join(_usage_terms(head, body_head)) or None,
        subjects=tuple(dict.fromkeys((*subjects_of(root), *nitf_head.categories_of(head)))),
        genres=tuple(nitf_head.genres_of(head)),
        sources=tuple(_sources(head, body_head)),
        people=names.people,
        organisations=names.organisations,
        places=(*names.places, *(Concept(name=place) for place in head.metas(Meta.PLACE))),
        events=names.events,
        objects=names.objects,
        associations=tuple(named_apart((*(one for one in media if one is not shown), *nitf_head.related_of(head)))),
        alt_ids=tuple(nitf_head.alt_ids_of(head)),
    )


def _headlines(head: Element | None) -> Iterator[Text]:
    """The headline, then what stands under it; AP repeats its own under an id of its own."""
    said: set[str] = set()
    lines = () if head is None else (*head.iterfind("hedline/hl1"), *head.iterfind("hedline/hl2"))
    if head is not None and not lines:
        lines = tuple(head.iterchildren("hedline"))  # without the parts that it should have
    for line in lines:
        text = line_of(line)
        if text and text not in said:
            original = "original" in line.get("id", "").casefold()
            yield Text(text, None if not said else "original" if original else "subheadline")
            said.add(text)


def _descriptions(head: Element | None, shown: Association | None) -> Iterator[Text]:
    for abstract in () if head is None else head.iterfind("abstract"):
        if text := line_of(abstract):
            yield Text(text, "summary")
    if shown and shown.caption:
        yield Text(shown.caption, "caption")


def _shown(media: Sequence[Association]) -> Association | None:
    """What a document without a story shows: the first picture, video or sound that has words."""
    return next((one for one in media if one.caption and one.type in {*_MEDIA_TYPES, None}), None)


def _agency(head: Head, body_head: Element | None) -> str | None:
    """The provider: the first name that is an agency's, else the first that is stated at all."""
    stated = (
        head.value("docdata/doc-id", "regsrc"),
        _line_at(body_head, "distributor"),
        head.meta(Meta.SOURCE),
        _holder(head),
        head.value("pubdata", "name"),
    )
    named = [name for name in stated if name]
    return next((name for name in named if agency_of(name)), None) or next(iter(named), None)


def _language(root: Element, head: Head) -> str | None:
    body = root.find("body")
    stated = (root.get(LANG), root.get("baselang"), head.meta(Meta.LANGUAGE), *_own_languages(root, body))
    return next((language.strip() for language in stated if language and language.strip()), None)


def _own_languages(root: Element, body: Element | None) -> Iterator[str | None]:
    for element in (root, *(() if body is None else (body,))):
        yield from (element.get("lang"), element.get(LANG))


def _body_notes(root: Element) -> Iterator[str]:
    for note in root.iterfind("body//note"):
        if text := line_of(note):
            yield text


def _mailed_by(root: Element) -> str | None:
    """The people whose addresses are all that a tagline says: NTB signs so."""
    for tagline in root.iterfind("body/body.end/tagline"):
        line = line_of(tagline)
        if line and _ADDRESSES.fullmatch(line):
            return line
    return None


def _holder(head: Head) -> str | None:
    return head.value("docdata/doc.copyright", "holder") or head.value("docdata/doc.rights", "owner")


def _notices(head: Head, body_head: Element | None) -> Iterator[str]:
    """The copyright in words, else the one that year and holder make."""
    for line in _rights_lines(body_head):
        if _RIGHTS_NOTICE.search(line):
            yield line
    year, holder = (head.value("docdata/doc.copyright", name) for name in ("year", "holder"))
    if year and holder:
        yield f"© {year} {holder}"


def _usage_terms(head: Head, body_head: Element | None) -> Iterator[str]:
    yield from (line for line in _rights_lines(body_head) if not _RIGHTS_NOTICE.search(line))
    for name in ("type", "limitations", "geography", "agent", "startdate", "enddate"):
        if stated := head.value("docdata/doc.rights", name):
            yield f"{name}: {stated}"


def _rights_lines(body_head: Element | None) -> Iterator[str]:
    for rights in () if body_head is None else body_head.iterfind("rights"):
        own = (rights.text, *(inner.tail for inner in rights))
        lines = map(line_of, (rights,) if any(text and text.strip() for text in own) else rights)
        if text := "; ".join(filter(None, lines)):  # owner, agent, geography: an element each, nothing between them
            yield text


def _sources(head: Head, body_head: Element | None) -> Iterator[Concept]:
    if distributor := _line_at(body_head, "distributor"):
        yield Concept(name=distributor, rel="distributor")
    for name in head.metas(Meta.SOURCE):
        yield Concept(name=name, rel="source")
    for name in head.values("pubdata", "name"):
        yield Concept(name=name, rel="publication")


def _line_at(element: Element | None, path: str) -> str | None:
    return None if element is None else line_of(element.find(path))
