"""Whatever tree is built of the words of NITF and NewsML, it is read or refused, and its paragraphs are all there."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import ItemError
from worker.formats import parse, unwrap
from worker.item import Failure, FileOrigin, Message
from worker.normalize import normalize

NITF = [
    "nitf",
    "head",
    "title",
    "meta",
    "tobject",
    "tobject.subject",
    "docdata",
    "doc-id",
    "urgency",
    "date.issue",
    "evloc",
    "ed-msg",
    "du-key",
    "series",
    "key-list",
    "keyword",
    "identified-content",
    "classifier",
    "person",
    "org",
    "location",
    "city",
    "country",
    "name.given",
    "function",
    "byttl",
    "body",
    "body.head",
    "hedline",
    "hl1",
    "hl2",
    "note",
    "byline",
    "dateline",
    "story.date",
    "abstract",
    "rights",
    "body.content",
    "block",
    "p",
    "bq",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "pre",
    "media",
    "media-reference",
    "media-caption",
    "frac",
    "frac-num",
    "num",
    "body.end",
    "tagline",
]
NEWSML = [
    "NewsML",
    "NewsItem",
    "NewsComponent",
    "NewsLines",
    "HeadLine",
    "ByLine",
    "SlugLine",
    "NewsLine",
    "Role",
    "DescriptiveMetadata",
    "Language",
    "Location",
    "Property",
    "SubjectCode",
    "Subject",
    "Metadata",
    "ContentItem",
    "MediaType",
    "Encoding",
    "DataContent",
    "NewsManagement",
    "Status",
    "Instruction",
    "StatusWillChange",
    "DateAndTime",
    "RevisionId",
    "NewsIdentifier",
    "PublicIdentifier",
    "Identification",
    "TopicSet",
    "Topic",
    "TopicOccurrence",
    "NewsItemRef",
    "Update",
    "Party",
    "Creator",
    "AdministrativeMetadata",
    "nitf",
    "body",
    "body.content",
    "p",
]
ATTRIBUTES = [
    "FormalName",
    "Value",
    "Duid",
    "NewsItem",
    "Topic",
    "Notation",
    "Href",
    "PreviousRevision",
    "EquivalentsList",
    "id",
    "norm",
    "key",
    "content",
    "name",
    "value",
    "idsrc",
    "id-string",
    "regsrc",
    "management-status",
    "ed-urg",
    "info",
    "iso-cc",
    "media-type",
    "source",
    "tobject.subject.refnum",
]
VALUES = st.sampled_from(
    ["", "a", "1", "Text", "base64", "yes", "embargoed", "urn:a:b:1", "20240502T101500Z", "fr", "#a"]
)
TEXTS = st.text(alphabet="aé1 &<\n,By", max_size=12)


def trees(names):
    """Trees of these elements, as text."""
    attributes = st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=3)
    leaves = st.builds(_element, st.sampled_from(names), attributes, TEXTS, st.just([]), TEXTS)
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            _element, st.sampled_from(names), attributes, TEXTS, st.lists(inner, max_size=4), TEXTS
        ),
        max_leaves=25,
    )


def _element(name, attributes, text, inner, tail):
    stated = "".join(f" {one}={quoteattr(value)}" for one, value in attributes.items())
    return f"<{name}{stated}>{escape(text)}{''.join(inner)}</{name}>{escape(tail)}"


def read(document):
    try:
        found = parse(unwrap(Message(document.encode(), FileOrigin("a"))))
    except ItemError:
        return ()
    items = [item for _, item in found if not isinstance(item, Failure)]
    for item in items:
        try:
            normalize(item, None)
        except ItemError:
            continue
    return items


@given(st.lists(trees(NITF), max_size=4))
@settings(deadline=2_000)
def test_any_tree_of_nitf_is_read_or_refused(inner):
    read(f"<nitf>{''.join(inner)}</nitf>")


@given(st.lists(trees(NEWSML), max_size=4))
@settings(deadline=2_000)
def test_any_tree_of_newsml_is_read_or_refused(inner):
    read(f"<NewsML><NewsItem>{''.join(inner)}</NewsItem></NewsML>")


@given(st.lists(trees(["person", "org", "location", "city", "em", "num", "chron", "q"]), max_size=4))
@settings(deadline=2_000)
def test_marks_in_a_paragraph_leave_every_letter_of_it(inner):
    text = "".join(inner)
    items = read(f"<nitf><body><body.content><p>A{text}</p></body.content></body></nitf>")
    letters = "".join(filter(str.isalnum, "A" + _without_tags(text)))
    (item,) = items
    assert "".join(filter(str.isalnum, "".join(block.text for block in item.blocks))) == letters


def _without_tags(text):
    pieces = [piece.rpartition(">")[2] for piece in text.split("<")]
    return "".join(pieces).replace("&amp;", "&").replace("&lt;", "<")
