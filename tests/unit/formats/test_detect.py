"""Each value goes to the right reader; what none can read has its reason, and never ends the worker."""

import json
from pathlib import Path

import pytest

from worker.errors import ItemError, MalformedError, NotNewsError
from worker.formats import FORMATS, detect, parse, unwrap
from worker.item import Failure, FileOrigin, Hints, Message, WireItem

CASES = json.loads((Path(__file__).parents[2] / "data/cases/formats-bad-input.json").read_text("utf-8"))
NEWSML = "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>Un été.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"


def _parse(value, *headers, hints=None):
    value = value if isinstance(value, bytes) else value.encode()
    return parse(unwrap(Message(value, FileOrigin("a"), headers=headers), hints))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_bad_input_has_its_reason(case, value_of):
    with pytest.raises(ItemError) as raised:
        _parse(value_of(case))
    assert raised.value.reason == case["reason"]
    message = str(raised.value)
    assert message.endswith(".")
    assert len(message) < 200


# The least by which each JSON dialect is known; all have an URI, and half of them what ninjs has too.
DIALECTS = {
    "dpa-json": '{"format": "digitalwires@0.9.1", "urn": "urn:a:1", "version_created": "", "headline": "One"}',
    "ap-json": '{"data": {"item": {"uri": "u", "altids": {"itemid": "1", "etag": "2"}, "versioncreated": "", "headline": "One"}}}',
    "afp-api": '{"response": {"docs": [{"uno": "newsml.afp.com.1", "lang": "fr", "news": ["One"]}]}}',
    "reuters-connect": '{"data": {"item": {"uri": "u", "usn": "L1", "headLine": "One"}}}',
    "fingerpost": '{"uri": "u", "source-feed": "PA", "versionCreated": "", "headline": "One"}',
    "ninjs": '{"uri": "urn:a:1", "headlines": [{"value": "One"}]}',
    "json": '{"id": 1, "text": "One."}',
}


@pytest.mark.parametrize(
    ("value", "format_name"),
    [
        *((value, name) for name, value in DIALECTS.items()),
        (NEWSML, "newsml-1.2"),
        ("\n\n" + NEWSML, "newsml-1.2"),
        ("\ufeff" + NEWSML, "newsml-1.2"),
        (NEWSML.encode("utf-16"), "newsml-1.2"),
        ('{"uri": "urn:a:1", "headlines": [{"value": "One"}]}', "ninjs"),
        (' [{"uri": "urn:a:1", "headlines": [{"value": "One"}]}]', "ninjs"),
        ('{"id": 1, "text": "One."}', "json"),
        ('{"id": 1, "text": "Été."}'.encode("utf-16"), "json"),
        ('{"id": 1, "text": "Été."}'.encode("utf-16-le"), "json"),
        ('[{"id": 1, "text": "Été."}]'.encode("utf-16-be"), "json"),
        ("Genève (AFP) - Un.", "afp-text"),
        ("Genève (Reuters) - Un.", "text"),
        ("[COMBO] Une image du vieux port de Genève en mai.", "text"),
        ("< 1 Million Franken kostet der Umbau des Hafens laut Stadt.", "text"),
        ("Un port - vieux - brûle depuis lundi.".encode("cp1252"), "text"),
    ],
)
def test_content_tells_the_format(value, format_name):
    ((index, item),) = _parse(value)
    assert (index, item.format) == (0, format_name)
    assert item.format in FORMATS


def test_every_reader_is_named_in_its_order():
    assert tuple(reader.NAME for reader in (*detect.XML, *detect.JSON, *detect.TEXT)) == FORMATS


@pytest.mark.parametrize("format_name", DIALECTS)
def test_a_dialect_is_known_in_every_envelope(format_name):
    value = DIALECTS[format_name]
    event = f'{{"specversion": "1.0", "id": "1", "source": "a", "type": "b", "data": {value}}}'
    for framed, *headers in (
        (b"\0\0\0\0\x07" + value.encode(),),
        (value, ("ce_specversion", b"1.0"), ("content-type", b"application/json")),
        (event, ("content-type", b"application/cloudevents+json")),
        (value.encode("utf-16"),),
        (f"[{value}]" if format_name != "afp-api" else value,),
    ):
        ((_, item),) = _parse(framed, *headers)
        assert item.format == format_name


@pytest.mark.parametrize(
    "value",
    [
        '{"entries": []}',
        '{"data": {"items": [], "total_items": 0}}',
        '{"response": {"docs": [], "numFound": 0}}',
        '{"data": {"search": {"items": []}}}',
    ],
)
def test_a_quiet_minute_of_a_poll_is_no_news(value):
    with pytest.raises(NotNewsError):
        _parse(value)


def test_a_header_decides_between_readers_of_the_same_syntax():
    value = '{"uri": "urn:a:1", "text": "One.", "body_text": "Two."}'
    assert _parse(value)[0][1].format == "ninjs"
    ((_, item),) = _parse(value, ("wire-format", b"json"))
    assert (item.format, item.blocks[0].text, item.warnings) == ("json", "One.", ())


def test_a_text_is_what_a_header_says():
    assert _parse("Genève (AFP) - Un.", ("wire-format", b"text"))[0][1].format == "text"
    ((_, item),) = _parse("3-2", ("wire-format", b"afp-text"))
    assert (item.format, item.agency) == ("afp-text", "AFP")


@pytest.mark.parametrize("wrong", [b"json", b"afp-text", b"nitf", b"\xf0\x9f\x99\x82"])
def test_a_header_that_the_value_contradicts_is_ignored(wrong):
    ((_, item),) = _parse(NEWSML, ("wire-format", wrong))
    assert (item.format, item.warnings) == ("newsml-1.2", ("bad_hint",))


def test_the_charset_of_a_header_or_a_topic_is_used():
    value = "أعلن الرئيس (أ ف ب)".encode("cp1256")
    ((_, item),) = _parse(value, ("content-type", b"text/plain; charset=windows-1256"))
    assert (item.blocks[0].text, item.warnings) == ("أعلن الرئيس (أ ف ب)", ())
    ((_, item),) = _parse(value, hints=Hints(charset="windows-1256"))
    assert (item.format, item.blocks[0].text) == ("afp-text", "أعلن الرئيس (أ ف ب)")


def test_what_was_mended_on_the_way_is_told_of_each_item():
    value = '[{"text": "a\tb"}, {"text": "One."}]'
    items = [item for _, item in _parse(value, ("wire-urgency", b"x"))]
    assert [item.warnings for item in items] == [("bad_hint", "json_repaired")] * 2


SEVERAL = '[{"text": "One."}, {"text": ""}, 5, {"text": "Four."}]'


def test_the_good_items_come_out_and_each_bad_one_has_its_index():
    found = _parse(SEVERAL)
    assert [index for index, _ in found] == [0, 1, 2, 3]
    assert [type(item) for _, item in found] == [WireItem, Failure, Failure, WireItem]
    assert [item.item for _, item in found if isinstance(item, Failure)] == [1, 2]


def test_a_replay_gives_its_item_alone():
    ((index, item),) = _parse(SEVERAL, ("dlq.item", b"3"))
    assert (index, item.blocks[0].text) == (3, "Four.")
    ((index, item),) = _parse(SEVERAL, ("dlq.item", b"1"))
    assert (index, item.reason) == (1, "no_text")


@pytest.mark.parametrize("value", ['{"text": "One."}', SEVERAL])
def test_a_replay_of_an_item_that_is_not_there_is_an_error(value):
    with pytest.raises(MalformedError, match="asks for item 4"):
        _parse(value, ("dlq.item", b"4"))


def test_no_news_is_left_out_beside_news_and_an_error_alone():
    event = '{"uri": "urn:a:1", "type": "event", "eventDetails": {}}'
    news = '{"uri": "urn:a:2", "headlines": [{"value": "One"}]}'
    assert [index for index, _ in _parse(f"[{event}, {news}, {event}]")] == [1]
    with pytest.raises(NotNewsError):
        _parse(f"[{event}, {event}]")


def test_the_same_message_gives_the_same_items():
    assert _parse(SEVERAL) == _parse(SEVERAL)
    assert _parse(NEWSML) == _parse(NEWSML)
