"""Headers, frames and CloudEvents are taken off; what they say is kept, and what they say wrongly does no harm."""

import base64

import orjson
import pytest

from worker.errors import EmptyValueError, MalformedError, TooLargeError, UnknownFormatError
from worker.formats import Limits, unwrap
from worker.item import FileOrigin, Hints, Message

FRAME = b"\x00\x00\x00\x00\x2a"
CLOUD_EVENT = ("content-type", b"application/cloudevents+json; charset=UTF-8")


def _message(value=b"a text", *headers):
    return Message(value, FileOrigin("a"), headers=headers)


def _event(**members):
    return orjson.dumps({"specversion": "1.0", "id": "1", "source": "urn:a", "type": "b"} | members)


def test_headers_become_hints():
    payload = unwrap(
        _message(
            b"a text",
            ("content-type", b'Text/Plain; charset="windows-1256"'),
            ("wire-format", b"AFP-text"),
            ("wire-agency", b"AFP"),
            ("wire-language", b"pt_BR"),
            ("wire-urgency", b"2"),
            ("dlq.item", b"3"),
            ("traceparent", b"00-0-0-00"),
        )
    )
    assert payload.hints == Hints(
        format="afp-text",
        agency="AFP",
        language="pt-BR",
        charset="windows-1256",
        urgency=2,
        content_type="text/plain",
        item=3,
    )
    assert payload.warnings == ()


def test_a_header_outweighs_the_topic_and_the_topic_fills_the_rest():
    topic = Hints(agency="AFP", language="fr", zone="Europe/Paris")
    hints = unwrap(_message(b"a text", ("wire-language", b"en")), topic).hints
    assert hints == Hints(agency="AFP", language="en", zone="Europe/Paris")


def test_of_a_header_given_twice_the_last_counts():
    assert unwrap(_message(b"a", ("wire-agency", b"AFP"), ("Wire-Agency", b"AP"))).hints.agency == "AP"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content-type", b"text"),
        ("content-type", b"\xff\xfe"),
        ("wire-format", b""),
        ("wire-agency", b"A\x00P"),
        ("wire-agency", None),
        ("wire-language", b"the language of Moliere"),
        ("wire-language", b"f"),
        ("wire-urgency", b"0"),
        ("wire-urgency", b"10"),
        ("wire-urgency", "²".encode()),
        ("wire-urgency", b"high"),
        ("wire-agency", b"A" * 257),
    ],
)
def test_a_header_that_cannot_be_used_is_ignored_with_a_warning(name, value):
    payload = unwrap(_message(b"a text", (name, value)), Hints(agency="dpa"))
    assert payload.hints == Hints(agency="dpa")
    assert payload.warnings == ("bad_hint",)


@pytest.mark.parametrize("value", [b"", b"-1", b"one", b"1.5", b"\xff", "٣".encode(), b"1" * 10])
def test_a_replay_without_an_item_number_publishes_nothing(value):
    with pytest.raises(MalformedError, match=r"dlq\.item"):
        unwrap(_message(b"a text", ("dlq.item", value)))


def test_a_confluent_frame_is_taken_off():
    assert unwrap(_message(FRAME + b'{"text": "a"}')).data == b'{"text": "a"}'


def test_utf16_is_no_frame():
    value = "<NewsML/>".encode("utf-16-be")
    assert unwrap(_message(value)).data == value


def test_a_structured_cloud_event_is_opened():
    event = _event(datacontenttype="application/ninjs+json; charset=utf-8", data={"uri": "urn:a", "n": [1, "é"]})
    payload = unwrap(_message(event, CLOUD_EVENT, ("wire-agency", b"AFP")))
    assert orjson.loads(payload.data) == {"uri": "urn:a", "n": [1, "é"]}
    assert payload.hints == Hints(agency="AFP", content_type="application/ninjs+json", charset="utf-8")


def test_its_data_may_be_text_or_base64():
    text = unwrap(_message(_event(datacontenttype="text/xml", data="<a>é</a>"), CLOUD_EVENT))
    assert (text.data, text.hints.content_type, text.hints.charset) == ("<a>é</a>".encode(), "text/xml", None)
    data = base64.b64encode("é".encode("cp1252")).decode()
    encoded = unwrap(_message(_event(datacontenttype="text/plain; charset=cp1252", data_base64=data), CLOUD_EVENT))
    assert (encoded.data, encoded.hints.charset) == (b"\xe9", "cp1252")


@pytest.mark.parametrize("headers", [(), (("content-type", b"application/json"),)])
def test_a_structured_cloud_event_is_told_without_its_header(headers):
    payload = unwrap(_message(_event(datacontenttype="text/plain", data="a text"), *headers))
    assert (payload.data, payload.hints.content_type) == (b"a text", "text/plain")


@pytest.mark.parametrize(
    "value",
    [
        _event(),
        _event(data={}).replace(b'"source"', b'"sources"'),
        orjson.dumps([{"specversion": "1.0", "data": {}}]),
        b'{"specversion": "1.0", "data": ',
        orjson.dumps({"uri": "urn:a", "text": 'says "specversion"'}),
    ],
)
def test_what_is_no_cloud_event_and_not_called_one_stays_as_it_is(value):
    assert unwrap(_message(value)).data == value


def test_what_was_mended_in_the_event_is_told():
    event = _event(data={"text": "ab"}).replace(b'"ab"', b'"a\tb"')
    assert unwrap(_message(event, CLOUD_EVENT)).warnings == ("json_repaired",)


def test_a_binary_cloud_event_is_its_value():
    payload = unwrap(_message(b"a text", ("ce_id", b"1"), ("ce_specversion", b"1.0"), ("content-type", b"text/plain")))
    assert (payload.data, payload.hints.content_type) == (b"a text", "text/plain")


@pytest.mark.parametrize("value", [b"{}", b"[]", b'{"data": {}}', _event(data_base64="*")])
def test_a_cloud_event_that_is_none_is_malformed(value):
    with pytest.raises(MalformedError):
        unwrap(_message(value, CLOUD_EVENT))


def test_a_cloud_event_without_data_is_empty():
    with pytest.raises(EmptyValueError):
        unwrap(_message(_event(), CLOUD_EVENT))


def test_a_batch_of_cloud_events_is_not_read():
    with pytest.raises(UnknownFormatError):
        unwrap(_message(b"[]", ("content-type", b"application/cloudevents-batch+json")))


def test_the_limit_of_bytes_is_exact():
    assert unwrap(_message(b"12345"), limits=Limits(bytes_max=5)).data == b"12345"
    with pytest.raises(TooLargeError, match="6 bytes; the limit is 5"):
        unwrap(_message(b"123456"), limits=Limits(bytes_max=5))
