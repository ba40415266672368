"""Whatever bytes come, the readers give items or an ItemError, and soon."""

import json
from base64 import b64encode
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import ItemError
from worker.formats import Limits, parse, unwrap
from worker.formats.charset import decode
from worker.formats.escapes import unescape
from worker.formats.plain_text import paragraphs
from worker.formats.read_json import read_json
from worker.item import Failure, FileOrigin, Hints, Message, WireItem
from worker.samples import samples

LIMITS = Limits(bytes_max=200_000, items_max=50)
SAMPLES = [sample.value for sample in samples()]
BAD = json.loads((Path(__file__).parents[1] / "data/cases/formats-json.json").read_text("utf-8"))
SEEDS = SAMPLES + [case["source"].encode() for case in BAD]
HEADER_NAMES = st.sampled_from(
    ["content-type", "wire-format", "wire-agency", "wire-language", "wire-urgency", "dlq.item", "Content-Type", "x"]
)
MEDIA_TYPES = st.sampled_from(
    [b"text/plain; charset=cp1256", b"application/cloudevents+json", b"text/xml;charset=utf-16", b"ninjs", b"afp-text"]
)
HEADERS = st.lists(st.tuples(HEADER_NAMES, MEDIA_TYPES | st.binary(max_size=20)), max_size=4).map(tuple)
SOON = settings(deadline=2_000)


def _read(value, headers=(), limits=LIMITS):
    """Take the bytes through; give the items, or nothing where the one error came that is allowed to."""
    try:
        found = parse(unwrap(Message(value, FileOrigin("a"), headers=headers), Hints(), limits), limits)
    except ItemError as error:
        refusal = str(error)
    else:
        assert found
        assert all(isinstance(item, (WireItem, Failure)) for _, item in found)
        return found
    assert refusal.endswith(".")
    assert len(refusal) < 300
    return ()


@given(st.sampled_from(SEEDS), st.integers(0, 5_000), st.binary(max_size=12), HEADERS)
@SOON
def test_the_same_bytes_give_the_same_items(value, at, damage, headers):
    value = value[:at] + damage + value[at:]
    assert _read(value, headers) == _read(value, headers)


@given(st.binary(max_size=2_000), HEADERS)
@SOON
def test_any_bytes_are_read_or_refused(value, headers):
    _read(value, headers)


@given(st.sampled_from(SEEDS), st.data(), HEADERS)
@SOON
def test_a_damaged_message_is_read_or_refused(value, data, headers):
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(value)))
        end = min(len(value), start + data.draw(st.integers(0, 40)))
        value = value[:start] + data.draw(st.binary(max_size=20)) + value[end:]
    _read(value, headers)


@given(st.sampled_from(SEEDS), st.integers(0, 20_000))
@SOON
def test_a_message_cut_off_anywhere_is_read_or_refused(value, length):
    _read(value[:length])


@given(st.text(alphabet="<>/&;![]CDATA-?\"'= \npNewsMLItemComponentContentDataDOCTYPEENTITYxml", max_size=300))
@SOON
def test_anything_like_xml_is_read_or_refused(text):
    _read(f"<NewsML>{text}".encode())
    _read(f"<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>{text}".encode())


@given(st.text(alphabet="<>/&; \npdivbrtableultrdlihblockquote=\"'pre", max_size=300))
@SOON
def test_anything_like_html_keeps_its_words(html):
    marked = f"<p>first</p>{html}<p>last</p>"
    found = _read(json.dumps({"id": "a", "text": marked}).encode())
    assert found
    assert found[0][1].blocks[0].text.startswith("first")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=5), inside, max_size=4),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
@SOON
def test_json_keeps_its_values(value):
    """Whole numbers of more than 64 bits come as their digits; all else comes as the standard library reads it."""

    def digits(here):
        if isinstance(here, dict):
            return {name: digits(member) for name, member in here.items()}
        if isinstance(here, list):
            return [digits(one) for one in here]
        return str(here) if isinstance(here, int) and not isinstance(here, bool) else here

    assert digits(read_json(json.dumps(value).encode()).value) == digits(value)


@given(
    st.recursive(JSON, lambda inside: st.fixed_dictionaries({"uri": st.text(), "headlines": inside, "text": inside}))
)
@SOON
def test_members_of_any_type_do_no_harm(value):
    _read(json.dumps(value).encode())


def _places(value, path=()):
    """The path to every member and element of a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield (*path, step)
        yield from _places(inner, (*path, step))


DIALECTS = [json.loads(sample.value) for sample in samples() if sample.name.endswith(".json")]
PLACES = [(number, path) for number, value in enumerate(DIALECTS) for path in _places(value)]


@given(st.sampled_from(PLACES), JSON)
@SOON
def test_a_member_of_a_dialect_may_be_anything(place, other):
    number, (*path, last) = place
    value = here = json.loads(json.dumps(DIALECTS[number]))
    for step in path:
        here = here[step]
    here[last] = other
    _read(json.dumps(value).encode())


@given(st.text(max_size=400))
def test_utf8_is_never_taken_for_anything_else(text):
    for declared in (None, "utf-8", "iso-8859-1", "windows-1256"):
        assert decode(text.encode(errors="ignore"), declared).text == text.encode(
            errors="ignore"
        ).decode().removeprefix("\ufeff")


@given(st.text(max_size=400))
def test_paragraphs_lose_white_space_and_nothing_else(text):
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "value",
    [
        b"<" * 3_000_000,
        b"<!--" * 1_000_000 + b"-->",
        b"<NewsML>" + b"&amp;" * 1_000_000,
        b"<NewsML>" + b"&a" * 2_000_000,
        b"<!DOCTYPE " + b"a" * 3_000_000,
        b'{"text":"' + b'\\"' + b" " * 3_000_000 + b'"}',
        b'{"text":"' + b"<p" * 1_000_000 + b'"}',
        b'{"text":"' + b"<p " * 1_000_000 + b'"}',
        b'{"text":"' + b"<br>" * 500_000 + b'a"}',
        b"(" * 3_000_000,
        b"(AFP " * 600_000,
        b"a/" * 1_500_000,
        b"a;" * 1_500_000,
        b"a b c d - " * 10 + b" \n" * 1_000_000,
        b" " * 3_000_000 + b"x",
        "é".encode("cp1252") * 3_000_000,
        "é".encode() * 1_500_000 + b"\x92" * 900,
    ],
    ids=range(17),
)  # fmt: skip
@pytest.mark.timeout(20)
def test_three_megabytes_of_one_thing_are_read_or_refused_in_time(value):
    _read(value, limits=Limits())


# ── A story, in whatever it is sent ─────────────────────────────────────────────────────────────────────────────────

# No character that a format may not hold: line ends and controls are the formats' own matter, noncharacters are no text.
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn"])
WORDS = st.text(LETTERS, min_size=1, max_size=8) | st.sampled_from(
    [
        "Élysée",
        "e\u0301te\u0301",
        "(AFP)",
        "« non »",
        "القدس",
        "\u200fאבג\u200e",
        "\u00adtrain",
        "1er",
        "한국",
        "<p>",
        "&",
        "&amp;",
    ]
)
STORIES = (
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join).filter(lambda text: any(map(str.isalnum, unescape(text))))
)


def _newsml(text):
    return (
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><p>"
        f"{escape(text)}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


def _ninjs(text):
    return json.dumps({"uri": "urn:a:1", "headlines": [], "bodies": [{"value": f"<p>{escape(text)}</p>"}]})


def _ninjs_escaped(text):
    return json.dumps({"uri": "urn:a:1", "body_xhtml": f"<p>{escape(text)}</p>"}, ensure_ascii=False)


def _story(found):
    """What a reader sees, whatever the white space between."""
    (_, item), *others = found
    assert not others
    return " ".join(" ".join(block.text for block in item.blocks).split())


@given(STORIES, st.sampled_from([_newsml, _ninjs, _ninjs_escaped]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@SOON
def test_a_story_is_read_as_it_was_written(text, form, charset):
    assert _story(_read(form(text).encode(charset))) == unescape(" ".join(text.split()))


@given(STORIES, st.sampled_from([_newsml, _ninjs]))
@SOON
def test_what_a_message_comes_in_changes_nothing(text, form):
    """Confluent's frame; CloudEvents with the value as text, as JSON, in base64, and in another frame."""
    value = form(text).encode()
    bare = _read(value)
    event = (("content-type", b"application/cloudevents+json"),)
    inside = {"data": json.loads(value)} if form is _ninjs else {"data": value.decode()}
    framed = b"\0\0\0\0\7" + value
    assert _story(_read(framed)) == _story(bare)
    for data in (inside, {"data": value.decode()}, {"data_base64": b64encode(value).decode()}):
        enveloped = json.dumps({"specversion": "1.0", "datacontenttype": "application/octet-stream", **data}).encode()
        assert _story(_read(enveloped, event)) == _story(bare)
        assert _story(_read(b"\0\0\0\0\7" + enveloped, event)) == _story(bare)


CHARSET_LETTERS = {
    "cp1252": "aeiou éèêàçœ«»’“”–…€ABC.,",
    "iso-8859-1": "aeiou éèêàç«»ABC.,",
    "cp1256": "aeiou ابتثجحخد،؟ABC.",
    "cp1251": "абвгд ежзийк АБВ«».,–",
    "cp1250": "aeiou ěščřžýáíł ABC.,„”",
}


@given(st.sampled_from(sorted(CHARSET_LETTERS)), st.data())
@SOON
def test_a_declared_charset_is_read_as_it_was_written(charset, data):
    text = data.draw(st.text(CHARSET_LETTERS[charset], min_size=1, max_size=80).filter(lambda text: not text.isascii()))
    encoded = text.encode(charset)
    try:
        encoded.decode()
    except UnicodeDecodeError:
        assert decode(encoded, charset).text == text
    else:  # by chance it is well-formed UTF-8, which outweighs what is declared
        assert decode(encoded, charset).charset == "utf-8"


@given(st.text(max_size=300), st.sampled_from(["utf-16", "utf-32", "utf-8-sig"]))
def test_a_byte_order_mark_outweighs_what_is_declared(text, charset):
    text = text.lstrip("\0")  # after UTF-16's mark it would make UTF-32's
    encoded = text.encode(charset, errors="ignore")
    assert decode(encoded, "iso-8859-1").text == encoded.decode(charset).removeprefix("\ufeff")


@given(st.text(max_size=300))
def test_what_was_escaped_once_too_often_is_mended_and_all_else_stays(text):
    plain = text.replace("&", "")
    assert unescape(plain) == plain == unescape(escape(plain))
