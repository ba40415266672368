"""The nouns of the pipeline, in the order in which data takes them.

Message → WireItem (what the wire states) → Story (what an editor would read in it) → Mention, Entity (what the text
is about) → Record, or Failure. All of them are frozen: a stage takes one and returns the next.

What an item has dozens of is a tuple with names: a frozen dataclass sets its members one by one, five times slower.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from worker.errors import Reason

Headers = tuple[tuple[str, bytes], ...]


# ── Message ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A place in Kafka. ``timestamp_ms`` is the record's own timestamp, milliseconds since 1970 UTC."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """A file given to ``enrich`` or ``demo``; ``name`` is its base name, which is all that a record tells of it."""

    name: str


Origin = Coordinates | FileOrigin


@dataclass(frozen=True, slots=True)
class Message:
    """One value as it came, with its key, its headers and where it came from. The worker never changes its bytes."""

    value: bytes
    origin: Origin
    key: bytes | None = None
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What the headers, or the topic's section in the settings, say of a message before it is opened.

    A header outweighs the topic's section; what the item itself states outweighs both, ``charset`` and ``format``
    excepted, which are needed to read it at all.
    """

    format: str | None = None
    agency: str | None = None
    language: str | None = None
    charset: str | None = None
    zone: str | None = None  # IANA name, for times without an offset
    urgency: int | None = None
    content_type: str | None = None
    item: int | None = None  # of a replayed dead letter: publish this item of the message alone


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of the wire item, out of whatever frame they came in, with the hints that apply to them."""

    data: bytes
    hints: Hints
    warnings: tuple[str, ...] = ()


# ── WireItem ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the item states it, or as it was linked. ``country`` is ISO 3166-1 alpha-2; degrees are WGS 84."""

    name: str
    country: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    within: str | None = None  # what the item puts it in, in its words: "Maine", "Drôme"


@dataclass(frozen=True, slots=True)
class Concept:
    """A named thing that the item's own markup states: a subject, a genre, a person, a source."""

    name: str | None = None
    uri: str | None = None
    rel: str | None = None
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """A person who signs the story, as the format states one apart from the others or as a byline was read."""

    name: str
    title: str | None = None
    affiliation: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Association:
    """A related item (a picture, a video, an earlier story) that the item names."""

    name: str
    type: str | None = None  # ninjs: text, picture, video, audio, graphic, …
    uri: str | None = None
    headline: str | None = None
    caption: str | None = None
    byline: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class AltId:
    """Another identifier of the item, with what it is."""

    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """A headline or a description, with the role that tells it from its neighbours."""

    value: str
    role: str | None = None


class ClosedList(StrEnum):
    """A closed list of words. They are hashed as the strings that they are: ``Enum`` does it in Python, at each look-up."""

    __hash__ = str.__hash__


class RawKind(ClosedList):
    """What the item's markup says of a piece of its body; PLAIN where there is no markup and the text must tell."""

    PLAIN = "plain"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CREDIT = "credit"  # a tagline: who reported, edited, from where
    BYLINE = "byline"  # the stated byline once more


class RawBlock(NamedTuple):
    """One piece of the body as the wire has it: decoded, its white space at the ends gone, nothing else changed."""

    text: str
    kind: RawKind = RawKind.PLAIN


@dataclass(frozen=True, slots=True)
class WireItem:
    """One news item as its own format states it. Nothing here is guessed; what is not stated is absent.

    Times are the wire's own strings (``20231124T192141+0000``); ``normalize`` reads them with the agency's zone.
    """

    format: str
    hints: Hints
    blocks: tuple[RawBlock, ...] = ()
    uri: str | None = None  # the URI that the item states, without its revision
    id: str | None = None  # the agency's own id where there is no URI
    version: str | None = None
    previous_version: str | None = None
    agency: str | None = None  # the provider as stated; normalize finds the agency's row
    type: str = "text"
    profile: str | None = None
    language: str | None = None
    first_created: str | None = None
    version_created: str | None = None
    embargoed: str | None = None  # a time or free text
    expires: str | None = None  # after which its provider does not want it used
    status: str | None = None
    urgency: int | None = None
    priority: int | None = None
    headlines: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    slug: str | None = None
    slug_parts: tuple[str, ...] = ()  # where the format gives the slug in parts
    byline: str | None = None
    authors: tuple[Author, ...] = ()  # where the format states them person by person
    dateline: str | None = None
    dateline_date: str | None = None  # where the format states the dateline's day beside its words
    located: tuple[Place, ...] = ()
    sign_off: str | None = None  # where the format has a field for it
    take: str | None = None  # a version word that has a place of its own: "1st Ld-Writethru", "1ST LEAD"
    kind: str | None = None  # the type of item in the format's own words: "Alert", "News", a signal
    notes: tuple[str, ...] = ()  # advisory lines, editor's notes
    keywords: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    copyright_holder: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    subjects: tuple[Concept, ...] = ()
    genres: tuple[Concept, ...] = ()
    sources: tuple[Concept, ...] = ()
    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    places: tuple[Concept, ...] = ()
    events: tuple[Concept, ...] = ()
    objects: tuple[Concept, ...] = ()
    associations: tuple[Association, ...] = ()
    alt_ids: tuple[AltId, ...] = ()
    warnings: tuple[str, ...] = ()


# ── Story ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Role(ClosedList):
    """What a block of a story is. The first five stand in the body, the others outside it."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    ADVISORY = "advisory"
    SIGNOFF = "signoff"
    ENDMARK = "endmark"


class VersionKind(ClosedList):
    """What a version word says of the item's place in a running story."""

    FLASH = "flash"
    ALERT = "alert"
    URGENT = "urgent"
    LEAD = "lead"
    UPDATE = "update"
    ADD = "add"
    CORRECTION = "correction"
    REPEAT = "repeat"
    ADVISORY = "advisory"
    KILL = "kill"


KILLED = frozenset({"annulled", "canceled", "cancelled", "kill", "killed", "withdrawn"})
"""What a markup's status says of an item that must not be used any more."""


class Warn(ClosedList):
    """The steps taken, or not taken, that a reader of the record should know of."""

    CHARSET_GUESSED = "charset_guessed"  # the declared charset was wrong or there was none; another one fits
    MOJIBAKE_REPAIRED = "mojibake_repaired"  # text that had been decoded with the wrong charset upstream
    CONTROL_CHARACTERS_REMOVED = "control_characters_removed"
    ESCAPES_DECODED = "escapes_decoded"  # "&rsquo;" or "&#233;" in what was no markup
    JSON_REPAIRED = "json_repaired"  # broken escapes or raw control characters inside a JSON string
    DUPLICATE_KEYS = "duplicate_keys"  # the last one of them was taken
    LONE_SURROGATES = "lone_surrogates"  # replaced by U+FFFD
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    BAD_HINT = "bad_hint"  # a header whose value cannot be used; it was ignored
    BAD_DATE = "bad_date"  # a time that could not be read; left out
    AMBIGUOUS_DATELINE = "ambiguous_dateline"  # read, but left in the text
    LANGUAGE_GUESSED = "language_guessed"
    LANGUAGE_UNKNOWN = "language_unknown"
    NO_MODEL = "no_model"  # no model for the language: entities is absent


@dataclass(frozen=True, slots=True)
class Slug:
    """The story's name on the wire. ``raw`` is the wire's, byte for byte; ``key`` is folded and safe to group by."""

    raw: str
    key: str
    parts: tuple[str, ...]
    kind: str  # topic, type (a type word such as "ALERTE"), instruction ("///…///")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signs the story, as the wire has it and person by person. ``authors`` is empty for "By dpa correspondents"."""

    raw: str
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when the story was filed, and by which agencies. ``date`` is ISO 8601, as precise as the wire's."""

    raw: str
    places: tuple[Place, ...] = ()
    date: str | None = None
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """A person behind initials, as the newsroom's directory of its staff has them."""

    id: str
    name: str
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """The initials that close a dispatch; segments as the slashes part them, ids as the hyphens do."""

    raw: str
    segments: tuple[tuple[str, ...], ...]
    compiled: bool  # "burs": several bureaux contributed
    writers: tuple[str, ...]
    editors: tuple[str, ...]
    roles: str  # "inferred", or "stated" where the agency's form tells who wrote and who edited
    people: tuple[Signer, ...] = ()  # those whom the staff directory knows


@dataclass(frozen=True, slots=True)
class Version:
    """A version word ("2nd Ld-Writethru", "2e LEAD", "KORR") or what the markup says in its place."""

    kind: VersionKind
    raw: str | None = None
    number: int | None = None
    previous: str | None = None


class Block(NamedTuple):
    """One block of a story.

    A block of the body has ``start`` and ``end``, code points into the body, and ``raw`` only where the wire's text
    differs from what stands there. A block outside the body has ``text`` (and ``raw`` where it differs) and no offsets.
    """

    role: Role
    text: str
    start: int | None = None
    end: int | None = None
    raw: str | None = None


BODY_POINTER = "/bodies/0/value"  # where the record has its story


class Passage(NamedTuple):
    """A stretch of prose that the recognizer may read: free of dateline, caption mark, sign-off and other furniture.

    ``pointer`` names the member of the record that holds it (JSON pointer), ``start`` where in it the text begins, in
    code points.
    """

    pointer: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A news item as an editor reads it: clean text, named parts, everything removed kept as a block.

    ``headlines`` and ``descriptions`` are in the order in which the record will have them, so that a passage's pointer
    holds. Times are RFC 3339 with an offset.
    """

    item: WireItem
    body: str
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    pub_status: str  # usable, withheld, canceled
    agency: str | None = None  # the code of a row in agencies
    language: str | None = None  # BCP 47
    profile: str | None = None
    headlines: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    first_created: str | None = None
    version_created: str | None = None
    embargoed_until: str | None = None
    expires: str | None = None
    embargo: str | None = None  # what the wire says of an embargo, in its words
    slug: Slug | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    located: tuple[Place, ...] = ()  # where the item's format says that it comes from
    sign_off: SignOff | None = None
    version: Version | None = None
    urgency: int | None = None
    ed_note: str | None = None
    derived: tuple[str, ...] = ()  # members of the record that are the body's own words
    warnings: tuple[str, ...] = ()


# ── Entity ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class EntityType(ClosedList):
    """What an entity is; PRODUCT are works, brands and platforms, OTHER what the model names without a type of ours."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    PRODUCT = "product"
    OTHER = "other"


class Mention(NamedTuple):
    """One place in the record where a thing is named; offsets are code points into the member at ``pointer``."""

    pointer: str
    start: int
    end: int
    text: str
    type: EntityType


class Entity(NamedTuple):
    """One thing that the item is about, with every mention of it. ``id`` is a URI."""

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # "président russe", as the text has it
    age: int | None = None  # of a person, in years
    geonames: int | None = None
    iso3166: str | None = None
    authority: str | None = None  # its URI in the authority files,
    same_as: tuple[str, ...] = ()  # and those that the files say are of the same thing


# ── Record or Failure ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Record:
    """An enriched record as it goes to the output topic: final bytes, which the parent process never opens.

    ``uri``, ``format`` and ``agency`` are what a log line or a metric of it may say; ``item`` is its index in the message.
    """

    uri: str
    key: bytes | None
    value: bytes
    headers: Headers
    format: str
    agency: str | None = None
    item: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message, or one item of it, gives no record. ``item`` is its index in the message, where it has one."""

    reason: Reason
    error: str  # the error's class
    message: str  # one sentence, free of the item's text
    stage: str
    item: int | None = None
    uri: str | None = None


Output = Record | Failure


CacheName = Literal["paragraphs", "words"]


class CacheUse(NamedTuple):
    """How a cache of a child's did for one message: look-ups by what they found, times it was cut back, its size then."""

    cache: CacheName
    hits: int
    misses: int
    resets: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one message gave, how long each stage took, in seconds, when the first began, and how the caches did.

    When is by the machine's monotonic clock, which all processes share.
    """

    outputs: tuple[Output, ...]
    timings: tuple[tuple[str, float], ...] = ()
    began_at: float | None = field(default=None, compare=False)
    caches: tuple[CacheUse, ...] = field(default=(), compare=False)


RecognizerKind = Literal["fast", "stock"]
KeyChoice = Literal["uri", "input", "slug"]  # what a record's key is


@dataclass(frozen=True, slots=True)
class RecognizerInfo:
    """Who runs a language's model in a child, ours or spaCy's own, and for which processor its products are made."""

    kind: RecognizerKind
    why: str  # it is not "fast"
    blas_core: str
