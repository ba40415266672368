"""What the head of a NITF document states: identity, status, slug, and the metas that each agency has of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from worker.agencies import agency_of
from worker.formats.members import number_of
from worker.formats.newsml_urn import part_revision
from worker.formats.nitf_text import line_of
from worker.formats.read_xml import Element
from worker.item import KILLED, AltId, Association, Concept


class Meta(StrEnum):
    """What agencies' own ``meta`` elements mean."""

    SLUG = "slug"
    TAKE = "take"
    SIGN_OFF = "sign-off"
    PRIORITY = "priority"
    VERSION = "version"
    NOTE = "note"
    LANGUAGE = "language"
    KEYWORDS = "keywords"
    CATEGORY = "category"
    GENRE = "genre"
    PRODUCT = "product"
    PLACE = "place"
    SOURCE = "source"
    ID = "id"
    FORMAT = "format"
    SUBJECT = "subject"


# meta/@name in small letters: AP's and those of its members ("anpa-"), AAP's, NTB's, and plain names.
_METAS = {
    **dict.fromkeys(("anpa-keyword", "aap-keyword", "aap-slug", "ntbstikkord", "slug", "slugline"), Meta.SLUG),
    **dict.fromkeys(("anpa-takekey", "anpa-take-key", "aap-takekey", "takekey", "take-key"), Meta.TAKE),
    **dict.fromkeys(("aap-signoff", "aap-sign-off", "ntbmeldingssign", "signoff", "sign-off"), Meta.SIGN_OFF),
    **dict.fromkeys(("aap-priority", "anpa-priority", "ntbprioritet", "wire-priority", "priority"), Meta.PRIORITY),
    **dict.fromkeys(("aap-version", "anpa-version", "version"), Meta.VERSION),
    **dict.fromkeys(("aap-ednote", "anpa-ednote", "ntbbeskjedtilred", "ednote", "editors-note"), Meta.NOTE),
    **dict.fromkeys(("aap-language", "language", "dc.language"), Meta.LANGUAGE),
    **dict.fromkeys(("keywords", "news_keywords", "aap-keywords"), Meta.KEYWORDS),
    **dict.fromkeys(("anpa-category", "aap-category", "ap-category", "category", "categoria"), Meta.CATEGORY),
    **dict.fromkeys(("aap-genre", "anpa-genre", "genre"), Meta.GENRE),
    **dict.fromkeys(("ntbtjeneste", "aap-desk", "anpa-service", "aap-service", "service"), Meta.PRODUCT),
    **dict.fromkeys(("aap-place", "anpa-place"), Meta.PLACE),
    **dict.fromkeys(("aap-source", "anpa-source", "source"), Meta.SOURCE),
    **dict.fromkeys(("ntbid", "aap-guid", "guid"), Meta.ID),
    "anpa-format": Meta.FORMAT,
    "subject": Meta.SUBJECT,
}

# iim/ds/@num, IPTC's older numbers of the same fields (IIM 4, record 2), which NITF takes along.
_IIM = {
    "5": Meta.SLUG,
    "15": Meta.CATEGORY,
    "25": Meta.KEYWORDS,
    "40": Meta.NOTE,
    "115": Meta.SOURCE,
    "135": Meta.LANGUAGE,
}

# What says what an item is, rather than what kind of text: read as its kind, not as a genre.
_KINDS = frozenset({"alert", "flash", "urgent", "update", "correction", "kill", "advisory", "repeat"})
_AS_KIND = dict.fromkeys(KILLED, "kill") | {"corrected": "correction"}
# The priority of an ANPA header where a meta carries it on: flash, bulletin, urgent.
_ANPA_PRIORITIES = {"f": "flash", "b": "alert", "u": "urgent"}
_GENERIC_TYPES = frozenset({"news", "data", "text", "story"})  # tobject.type that says no more than that it is news
_PLAIN_URI = re.compile(r"(?:https?://|urn:|tag:|info:)\S{1,600}")
# Where agencies have the slug, beside the places that are tried for all: whatever stands there is one.
_TITLE_IS_SLUG = frozenset({"PA"})
_KEY_IS_SLUG = frozenset({"NTB"})
_KEYWORD_IS_SLUG = frozenset({"EFE"})
_TAKE_OF_TITLE = re.compile(r"[0-9][0-9.]{0,3}\W{1,3}(?=[A-Z]{3})")  # PA: "1 SPORT Trivia (Oct 14)"
# "Portugal-fire-port", "Gesundheit/Frauen/", AP's "BC-US--Julia Child Exhibit, 1st Ld-Writethru"; no sentence is written so.
_SLUG_FORM = re.compile(r"(?:BC|AP|AM|PM)-{1,2}\S.{1,200}|[^\W_][^\s/-]{0,60}(?:[-/]{1,2}[^\s/-]{1,60}){1,10}/?")
_SERIAL = re.compile(r"[0-9a-f]{6,}|\d{5,}", re.IGNORECASE)
_NTB_UPDATE = re.compile(r"ny[0-9]{1,2}-\S")  # meta subject "ny2-slug": the second update
_SEPARATED = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Identity:
    """How an item is named: by a URI, or by an id of the agency's own form; and its revision."""

    uri: str | None = None
    id: str | None = None
    version: str | None = None


class Head:
    """The head of one document, asked for what it states."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._is_there = root.find("head") is not None
        self._metas: dict[Meta, list[str]] = {}
        for meta in root.iterfind("head/meta"):
            self._add(_METAS.get(meta.get("name", "").strip().casefold()), meta, "content")
        for data in root.iterfind("head/iim/ds"):
            self._add(_IIM.get(data.get("num", "").rpartition(":")[2].lstrip("0")), data, "value")

    def _add(self, meaning: Meta | None, element: Element, attribute: str) -> None:
        content = element.get(attribute, "").strip() or line_of(element)
        if meaning and content:
            self._metas.setdefault(meaning, []).append(content)

    def meta(self, wanted: Meta) -> str | None:
        """Give the first meta of a meaning."""
        return next(iter(self._metas.get(wanted, ())), None)

    def metas(self, wanted: Meta) -> tuple[str, ...]:
        """All metas of a meaning, each value once."""
        return tuple(dict.fromkeys(self._metas.get(wanted, ())))

    def values(self, path: str, attribute: str) -> tuple[str, ...]:
        """An attribute of all elements at a path below ``head``."""
        if not self._is_there:  # of a document inside another format
            return ()
        stated = (one.get(attribute, "").strip() for one in self._root.iterfind(f"head/{path}"))
        return tuple(dict.fromkeys(filter(None, stated)))

    def value(self, path: str, attribute: str) -> str | None:
        """Give the first of them."""
        return next(iter(self.values(path, attribute)), None)

    def title(self) -> str | None:
        """Give the document's title, which is a headline or a slug."""
        return line_of(self._root.find("head/title"))


def identity_of(head: Head, root: Element) -> Identity:
    """Read the document's id, else the agency's own, else NITF's unique name of the document."""
    stated = head.value("docdata/doc-id", "id-string") or head.meta(Meta.ID) or root.get("uno", "").strip()
    family = head.meta(Meta.ID)
    if family and stated.startswith(f"{family}_"):  # NTB: its doc-id has the update's number behind it
        stated = family
    version = head.value("docdata/du-key", "version") or head.meta(Meta.VERSION)
    if not stated:
        return Identity(version=version)
    name, revision = part_revision(stated)
    if _PLAIN_URI.fullmatch(name):
        return Identity(uri=name, version=version or revision)
    return Identity(id=stated, version=version)


def slug_of(head: Head) -> str | None:
    """Read the slug, from where the agency has it: a meta, the title (PA's has the take before it), a key of the story."""
    if stated := head.meta(Meta.SLUG):
        return stated
    title = head.title() or ""
    if _is_slug(title, head):
        return _TAKE_OF_TITLE.sub("", title, count=1)
    keys, keywords = head.values("docdata/du-key", "key"), head.values("docdata/key-list/keyword", "key")
    for named, agencies in ((keys, _KEY_IS_SLUG), (keywords, _KEYWORD_IS_SLUG)):
        if named and _sent_by(head, agencies):
            return named[0]
    return next((key for key in (*keys, *keywords[:1]) if _SLUG_FORM.fullmatch(key) and not _SERIAL.search(key)), None)


def title_of(head: Head) -> str | None:
    """Give the title as the headline that it is, unless it is a slug; PA's is both where it has no other."""
    title = head.title()
    if title and _sent_by(head, _TITLE_IS_SLUG):
        return _TAKE_OF_TITLE.sub("", title, count=1)
    return title if title and not _is_slug(title, head) else None


def _is_slug(title: str, head: Head) -> bool:
    in_form = _TAKE_OF_TITLE.match(title) or _SLUG_FORM.fullmatch(title)
    return bool(title) and (_sent_by(head, _TITLE_IS_SLUG) or in_form is not None)


def _sent_by(head: Head, agencies: frozenset[str]) -> bool:
    agency = agency_of(head.value("docdata/doc-id", "regsrc") or head.value("docdata/doc.copyright", "holder"))
    return agency is not None and agency.code in agencies


def is_tabular(head: Head) -> bool:
    """Whether its lines are rows, as ANPA's format "t" says."""
    return (head.meta(Meta.FORMAT) or "").casefold() == "t"


def kind_of(head: Head) -> str | None:
    """What the item is in a running story, in whichever of its places NITF has it."""
    stated = (
        *head.values("tobject/tobject.property", "tobject.property.type"),
        *head.values("docdata/ed-msg", "msg-type"),
        *head.values("docdata", "management-status"),
        *head.values("docdata", "management-idref-status"),
        *head.values("tobject", "tobject.type"),
    )
    priority = (head.meta(Meta.PRIORITY) or "").casefold()
    if kind := next(filter(None, map(_stage, stated)), None):
        return kind
    if head.values("docdata/correction", "info"):
        return "correction"
    return "update" if _NTB_UPDATE.match(head.meta(Meta.SUBJECT) or "") else _ANPA_PRIORITIES.get(priority)


def _stage(word: str) -> str | None:
    """The stage of a story that a word of the markup says, if it says one."""
    kind = _AS_KIND.get(word.casefold(), word.casefold())
    return kind if kind in _KINDS else None


def priority_of(head: Head) -> int | None:
    """Read the priority on the wire, which is not the urgency of the news."""
    return number_of(head.meta(Meta.PRIORITY))


def notes_of(head: Head) -> Iterator[str]:
    """Read what the head says to editors."""
    yield from head.values("docdata/ed-msg", "info")
    yield from head.values("docdata/correction", "info")
    yield from head.metas(Meta.NOTE)


def keywords_of(head: Head) -> tuple[str, ...]:
    """Read the list of keywords, and those that a meta has on one line."""
    keys = (*head.values("docdata/key-list/keyword", "key"), *head.values("key-list/keyword", "key"))
    listed = (keyword for line in head.metas(Meta.KEYWORDS) for keyword in _SEPARATED.split(line))
    return tuple(filter(None, dict.fromkeys((*keys, *listed))))


def products_of(head: Head) -> tuple[str, ...]:
    """Read for whom the item is, and the service that it is part of."""
    return tuple(dict.fromkeys((*head.values("docdata/doc-scope", "scope"), *head.metas(Meta.PRODUCT))))


def genres_of(head: Head) -> Iterator[Concept]:
    """The properties of the text that are no stage of a story, and the column that it is an instance of."""
    properties = head.values("tobject/tobject.property", "tobject.property.type")
    genres = (one for one in properties if _stage(one) is None)
    for name in dict.fromkeys((*genres, *head.metas(Meta.GENRE), *head.values("docdata/fixture", "fix-id"))):
        yield Concept(name=name)


def categories_of(head: Head) -> Iterator[Concept]:
    """The agency's own category, and its name for the kind of news (NTB: "Utenriks")."""
    for code in head.metas(Meta.CATEGORY):
        yield Concept(rel="category", literal=code)
    for name in head.values("tobject", "tobject.type"):
        if name.casefold() not in _GENERIC_TYPES and _stage(name) is None:
            yield Concept(name=name, rel="category")


def alt_ids_of(head: Head) -> Iterator[AltId]:
    """Other names of the item: its key in a running story, its place in a series, in print."""
    for key in head.values("docdata/du-key", "key"):
        yield AltId("du-key", key)
    for name in head.values("docdata/series", "series.name"):
        part = head.value("docdata/series", "series.part")
        total = head.value("docdata/series", "series.totalpart")
        yield AltId("series", f"{name} {part}/{total}" if part and total else f"{name} {part}" if part else name)
    for reference in head.values("pubdata", "ex-ref"):
        yield AltId("ex-ref", reference)


def related_of(head: Head) -> Iterator[Association]:
    """Documents that this one speaks of: the one that it manages (kills, frees), the one that it corrects."""
    for name, path, attribute in (
        ("managed", "docdata", "management-doc-idref"),
        ("corrected", "docdata/correction", "id-string"),
    ):
        for reference in head.values(path, attribute):
            yield Association(name=name, uri=part_revision(reference)[0])
