"""NewsML-G2: one item, or a message with several, of Reuters, AP, dpa, STT, ANSA, APA and whoever else keeps to the standard.

What goes where:

- ``guid`` without its version, ``version``, links to what came before: identity and history
- ``itemMeta``: class, provider, times, embargo, status, services (products), notes, signals
- ``contentMeta``: urgency, place, authors, language, genres, subjects by their nature (people, organisations, places,
  events, things; all others are subjects), slug, headlines, descriptions, dateline, byline, keywords
- ``contentSet``: the story, or where a picture lies; ``rightsInfo``; ``assert``: what is said of a thing once for all
- the message's ``header``: priority, sender, channels (products)

Catalogs, concepts and plans are no news. The history of hops and the groups of a package are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from worker.errors import NotNewsError
from worker.formats import dpa_words, newsml_g2_dpa
from worker.formats.completed import completed
from worker.formats.members import number_of, urgency_of
from worker.formats.newsml_g2_codes import Codes, Concepts, local, stated
from worker.formats.newsml_g2_content import read_content
from worker.formats.newsml_g2_links import TYPES, associations, previous_version
from worker.formats.newsml_g2_parties import agency, parties, printed_byline
from worker.formats.newsml_g2_state import embargo, identity, kind, status
from worker.formats.newsml_g2_subjects import Subjects, located
from worker.formats.newsml_g2_texts import Notes, descriptions, headlines, in_language, line_of, text_of
from worker.formats.read_xml import LANG, Element, words
from worker.formats.related import named_apart
from worker.item import AltId, Hints, RawBlock, Text, WireItem
from worker.language_tag import primary_language

NAME = "newsml-g2"

_NO_NEWS = {
    "catalogItem": "a catalog of code schemes",
    "conceptItem": "a concept",
    "knowledgeItem": "a set of concepts",
    "planningItem": "a plan of coverage",
}
_ITEMS = frozenset({"newsItem", "packageItem", *_NO_NEWS})

_CHANNELS_MAX = 100  # of one message, which all of its items are for
_NO_TERMS = frozenset({"none", "null", "n/a"})


def sniff(root: Element, _: Hints) -> bool:
    """Tell NewsML-G2 by its root, a message or any of the standard's items; or by what a wrapper of any name holds."""
    return root.tag == "newsMessage" or bool(split(root))


def split(root: Element) -> Sequence[Element]:
    """Give the items of the message; its header stays above them in the tree.

    Interfaces put messages and items into wrappers of their own, up to two levels above them.
    """
    if root.tag in _ITEMS:
        return (root,)
    messages = [root] if root.tag == "newsMessage" else [*root.iterfind("newsMessage"), *root.iterfind("*/newsMessage")]
    if messages:
        return [item for message in messages for item in message.iterfind("itemSet/*") if item.tag in _ITEMS]
    return [item for path in ("newsItem", "packageItem", "*/newsItem", "*/packageItem") for item in root.iterfind(path)]


def parse(item: Element, hints: Hints) -> WireItem:
    """Read one item.

    Raises:
        NotNewsError: a catalog, a concept, a plan; a package without words of its own.

    """
    if item.tag in _NO_NEWS and item.find("contentSet") is None:
        raise NotNewsError(f"The item is NewsML-G2, but {_NO_NEWS[item.tag]}, not news.")
    meta = item.find("contentMeta")
    meta = item.makeelement("contentMeta") if meta is None else meta
    around = _first(one.get(LANG) for one in (item, *item.iterancestors()))
    language = _first(one.get("tag") for one in meta.iterchildren("language")) or around
    concepts = Concepts(item, Codes(item), language)
    is_dpa, shown = newsml_g2_dpa.is_converted(item), _type(item)
    slugs = [line for line in map(line_of, meta.iterchildren("slugline")) if line]
    titled = tuple(headlines(meta.iterchildren("headline"), language))
    lines = frozenset(text.value for text in titled)
    described = tuple(
        text
        for text in descriptions(item.iterfind("*/description"), language, shown)
        if text.value not in lines  # Europa Press: the teaser repeats the headline
    )
    content = read_content(item, hints, language, lines | {text.value for text in described})
    titled = (*(titled or content.headlines), *_title(item, (*titled, *content.headlines, *described), slugs))
    if item.tag == "packageItem" and not (titled or described):
        raise NotNewsError("The item is a NewsML-G2 package without words of its own.")
    genres = concepts.listed((*meta.iterchildren("genre"), *_roles(item)))
    genre = _first(one.name for one in genres)
    notes = Notes(item.iterfind("itemMeta/edNote"), genre)
    house = (dpa_words.credited(line_of(meta.find("creditline"))) if is_dpa else None) or agency(
        item, _header(item, "sender")
    )
    byline, headline = printed_byline(_line(meta, "by", language), house)
    who = parties(meta, concepts, byline or content.byline, house)
    about = Subjects(meta, concepts)
    held = embargo(item, notes)
    uri, own_id = identity(item)
    urgency = urgency_of(words(meta, "urgency"))
    slug_parts = newsml_g2_dpa.slug_parts(meta, concepts) if is_dpa else _slug_parts(meta.find("slugline"), slugs)
    read = WireItem(
        format=NAME,
        hints=hints,
        blocks=_story(content, described, shown),
        uri=uri,
        id=own_id,
        version=item.get("version"),
        previous_version=previous_version(item),
        agency=house,
        type=shown,
        profile="advisory" if dpa_words.is_advisory(genres) else None,
        language=language or content.language,
        first_created=words(item, "itemMeta/firstCreated"),
        version_created=words(item, "itemMeta/versionCreated"),
        embargoed=held.stated,
        expires=words(item, "itemMeta/expires"),
        status=status(item, held),
        urgency=urgency,
        priority=number_of(words(item, "itemMeta/priority") or _header(item, "priority")),
        headlines=(*titled, Text(headline, "subheadline")) if headline else titled,
        descriptions=described,
        slug=slugs[0] if slugs else "".join(f"{part}/" for part in slug_parts) or None,
        slug_parts=slug_parts,
        byline=who.byline,
        authors=who.authors or (() if byline else content.authors),  # the content's own byline has its own authors
        dateline=_line(meta, "dateline", language),
        located=tuple(located(meta, concepts, language)),
        sign_off=notes.of("closingline") or who.sign_off,
        take=dpa_words.take(genre, urgency, shown) if is_dpa else None,
        kind=kind(item),
        notes=notes.all(),
        keywords=_distinct(map(line_of, meta.iterchildren("keyword"))),
        products=_products(item, meta, concepts),
        copyright_holder=_first(_holder(one, concepts) for one in item.iterfind("rightsInfo/copyrightHolder")),
        copyright_notice="\n".join(_distinct(map(text_of, item.iterfind("rightsInfo/copyrightNotice")))) or None,
        usage_terms=_usage_terms(item, language),
        subjects=about.of("subjects"),
        genres=genres,
        sources=who.sources,
        people=(*who.people, *about.of("people")),
        organisations=about.of("organisations"),
        places=about.of("places"),
        events=(*about.of("events"), *content.events),
        objects=about.of("objects"),
        associations=tuple(named_apart((*associations(item), *content.associations))),
        alt_ids=tuple(_alt_ids(item, slugs)),
    )
    return _as_text(completed(read, replace(content, byline=read.byline, authors=read.authors)))


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _line(meta: Element, name: str, language: str | None) -> str | None:
    """A line that may be stated in several languages, in the item's."""
    return _first(map(line_of, in_language(meta.iterchildren(name), language)))


def _header(item: Element, name: str) -> str | None:
    message = next(item.iterancestors("newsMessage"), None)
    return None if message is None else words(message, f"header/{name}")


def _type(item: Element) -> str:
    stated_class = local(stated(item.find("itemMeta/itemClass"))).casefold()
    return TYPES.get(stated_class) or ("composite" if item.tag == "packageItem" else stated_class or "text")


def _title(item: Element, said: Iterable[Text], slugs: list[str]) -> Iterator[Text]:
    """The item's title, where it says more than headline and slug do."""
    title = line_of(item.find("itemMeta/title"))
    if title and not any(title.casefold() in line.casefold() for line in (*slugs, *(text.value for text in said))):
        yield Text(title, "title")


def _story(content: WireItem, described: tuple[Text, ...], shown: str) -> tuple[RawBlock, ...]:
    """The blocks of the content, but for a caption that is carried as content (AP), which is no story."""
    captions = {" ".join(text.value.split()) for text in described if shown != "text"}
    is_caption = all(" ".join(block.text.split()) in captions for block in content.blocks)
    return () if is_caption else content.blocks


def _as_text(item: WireItem) -> WireItem:
    """A kill often has no word but its note or its slug, which is its text then: it must not get lost for want of one."""
    if item.status != "canceled" or item.blocks or item.headlines or item.descriptions:
        return item
    return replace(item, blocks=tuple(map(RawBlock, item.notes or filter(None, [item.slug]))))


def _roles(item: Element) -> Iterator[Element]:
    """The parts that an item plays, where they have names: AP's editorial role, the series that it is an instance of."""
    return (
        one for path in ("itemMeta/role", "itemMeta/instanceOf") for one in item.iterfind(path) if words(one, "name")
    )


def _products(item: Element, meta: Element, concepts: Concepts) -> tuple[str, ...]:
    """The services that an item is for, the audiences that are products (Reuters), the message's channels."""
    audiences = [one for one in meta.iterchildren("audience") if concepts.name(one) is None]
    coded = (*item.iterfind("itemMeta/service"), *audiences)
    message = next(item.iterancestors("newsMessage"), None)
    channels = () if message is None else map(words, islice(message.iterfind("header/channel"), _CHANNELS_MAX))
    return _distinct((*(concepts.name(one) or local(stated(one)) for one in coded), *channels))


def _holder(party: Element, concepts: Concepts) -> str | None:
    return (
        concepts.name(party) or line_of(party) or party.get("literal") or local(party.get("qcode")) or party.get("uri")
    )


def _usage_terms(item: Element, language: str | None) -> str | None:
    """The terms: of those in several languages, which say the same, the item's or none's where there are such."""
    wanted = {None, primary_language(language)}
    stated = item.findall("rightsInfo/usageTerms")
    spoken = [one for one in stated if primary_language(one.get(LANG)) in wanted]
    terms = _distinct(map(text_of, spoken or stated))
    return "\n".join(term for term in terms if term.casefold() not in _NO_TERMS) or None


def _slug_parts(slugline: Element | None, slugs: list[str]) -> tuple[str, ...]:
    separator = None if slugline is None else slugline.get("separator")
    return tuple(filter(None, map(str.strip, slugs[0].split(separator)))) if slugs and separator else ()


def _alt_ids(item: Element, slugs: list[str]) -> Iterator[AltId]:
    for path, role in (("contentMeta/altId", "altId"), ("itemMeta/fileName", "fileName")):
        for element in item.iterfind(path):
            if value := line_of(element) or element.get("id"):
                yield AltId(element.get("type") or element.get("environment") or role, value)
    for other in slugs[1:]:
        yield AltId("slugline", other)
