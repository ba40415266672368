"""What is fuzzed: each decoder under a letter, from bytes to what it gives back, and what must hold of that.

The first byte of an input chooses the decoder, so that one corpus and one count are over all of them.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import orjson

from worker.enrich import Enricher
from worker.errors import ItemError, Reason
from worker.formats import detect, unwrap
from worker.formats.bodies import Body, best_blocks, plain_text_of
from worker.formats.charset import as_utf8, decode
from worker.formats.escapes import unescape
from worker.formats.markup import html_blocks
from worker.formats.plain_text import paragraphs
from worker.formats.read_json import read_json
from worker.formats.read_xml import read_xml
from worker.item import (
    BODY_POINTER,
    CacheUse,
    Coordinates,
    EntityType,
    Failure,
    Headers,
    Hints,
    Mention,
    Message,
    RawBlock,
    Record,
    Story,
    Text,
    WireItem,
)
from worker.normalize import normalize
from worker.options import EnrichOptions
from worker.schemas import validate

Decoder = Callable[[bytes], object]

SECONDS_MAX = 1.0
SECONDS_A_BYTE_MAX = 0.000_1
ORIGIN = Coordinates("wire.in", 0, 7, 1_700_000_000_000)

CHARSETS = (None, "utf-8", "iso-8859-1", "windows-1252", "windows-1256", "utf-16", "utf-32", "shift_jis", "ascii", "x")
LANGUAGES = (None, "fr", "en", "ar", "ru", "de")
HEADERS: tuple[Headers, ...] = (
    (),
    (("content-type", b"text/plain"),),
    (("content-type", b"application/cloudevents+json"),),
    (("content-type", b"text/xml; charset=windows-1256"),),
    (("content-type", b"application/json; charset=iso-8859-1"),),
    (("wire-agency", b"AFP"), ("wire-language", b"fr"), ("wire-urgency", b"1")),
    (("wire-agency", b"dpa"), ("wire-language", b"de-DE")),
    (("wire-agency", b"Reuters"), ("wire-format", b"text")),
    (("wire-agency", b"EFE"), ("dlq.item", b"1")),
    (("wire-format", b"afp-text"), ("wire-language", b"ar")),
)


def check(decoders: Mapping[bytes, Decoder], data: bytes) -> bytes:
    """Take an input through its decoder twice; give the decoder's letter.

    Raises for whatever is no refusal of ours, for two results that differ, and for one that took too long: processor
    time, which a machine with other work on it does not lengthen.
    """
    letters = list(decoders)
    letter = data[:1] if data[:1] in decoders else letters[sum(data[:1]) % len(letters)]
    began = time.thread_time()
    first = read(decoders[letter], data[1:])
    seconds, allowed = time.thread_time() - began, SECONDS_MAX + SECONDS_A_BYTE_MAX * len(data)
    assert seconds < allowed, f"it took {seconds:.2f} s; {allowed:.2f} s are allowed for {len(data):,} bytes"
    assert read(decoders[letter], data[1:]) == first, "the same bytes gave another result"
    return letter


def read(decoder: Decoder, data: bytes) -> object:
    """What a decoder gives back: its value, or the refusal."""
    try:
        return decoder(data)
    except ItemError as error:
        refused = type(error), error.reason, str(error)
    _, reason, sentence = refused
    assert reason is not Reason.INTERNAL
    assert sentence.endswith("."), sentence
    assert len(sentence) < 300, sentence
    return refused


# ── From bytes to documents ─────────────────────────────────────────────────────────────────────────────────────────


def _envelope(data: bytes) -> object:
    """Header lines, a blank one, the value."""
    head, _, value = data.partition(b"\n\n")
    pairs = (line.partition(b": ") for line in head.split(b"\n"))
    headers = tuple((name.decode("latin-1"), content) for name, _, content in pairs)
    return unwrap(Message(value, ORIGIN, headers=headers), Hints(agency="AFP"))


def _charset(data: bytes) -> object:
    declared, language, data = _row(CHARSETS, data[:1]), _row(LANGUAGES, data[1:2]), data[2:]
    decoded = decode(data, declared, language)
    decoded.text.encode()  # what no UTF-8 can hold would raise
    return decoded, as_utf8(data, declared)


def _xml(data: bytes) -> object:
    xml = read_xml(data)
    return xml.warnings, tuple(_items(detect.XML, xml.root))


def _json(data: bytes) -> object:
    json = read_json(data)
    return json, tuple(_items(detect.JSON, json.value))


def _text(data: bytes) -> object:
    text = data.decode(errors="replace")
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split()), "a paragraph lost its letters"
    return tuple(_items(detect.TEXT, text))


def _items(readers: tuple[detect.Reader, ...], document: object) -> Iterator[WireItem]:
    for reader in readers:
        if reader.sniff(document, Hints()):
            yield from (reader.parse(part, Hints()) for part in reader.split(document))


def _markup(data: bytes) -> object:
    text = data.decode(errors="replace")
    blocks = html_blocks(text)
    assert all(block.text.strip() for block in blocks), "a block without anything to read"
    return blocks, plain_text_of(text), unescape(text)


def _nitf(data: bytes) -> object:
    return best_blocks([Body(data.decode(errors="replace"), "nitf")])


# ── From bytes to records ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Capitals:
    """In the models' place, where only speed is wanted: a capitalised word is a name, its type that of its length."""

    models: Mapping[str, str]

    def recognize(self, stories: Sequence[Story]) -> list[tuple[Mention, ...] | None]:
        """Find them, where the passages hold what they say."""
        for story in stories:
            _check_story(story)
        return [tuple(_names(story)) if story.language in self.models else None for story in stories]

    def used(self) -> tuple[CacheUse, ...]:
        """It has no cache."""
        return ()


def _names(story: Story) -> Iterator[Mention]:
    types = list(EntityType)
    for passage in story.passages:
        at = 0
        for word in passage.text.split(" "):
            if word[:1].isupper() and word.isalpha():
                start = passage.start + at
                yield Mention(passage.pointer, start, start + len(word), word, types[len(word) % len(types)])
            at += len(word) + 1


MODELS = {"fr": "capitals 1.0", "en": "capitals 1.0"}
ENRICH = Enricher(EnrichOptions(models={}), _Capitals(MODELS))


def _message(data: bytes) -> object:
    """The whole pipeline."""
    message = Message(data[1:], ORIGIN, headers=_row(HEADERS, data[:1]))
    outcome = ENRICH(message)
    assert outcome.outputs, "neither record nor failure"
    for output in outcome.outputs:
        if isinstance(output, Failure):
            assert output.reason is not Reason.INTERNAL, f"{output.message}, in {output.stage}"
            assert output.message.endswith("."), output.message
        else:
            _check_record(output)
    return outcome.outputs


def _lines(data: bytes) -> object:
    """Each convention by itself: the first lines are members of an item, the others its blocks."""
    agency, slug, byline, dateline, created, embargo, sign_off, headline, note, *blocks = (
        data.decode(errors="replace") + "\n" * 9
    ).split("\n")
    item = WireItem(
        format="test",
        hints=Hints(language=_row(LANGUAGES, data[-1:])),
        blocks=tuple(RawBlock(block.replace("\t", "\n")) for block in blocks),
        agency=agency,
        slug=slug,
        byline=byline,
        dateline=dateline,
        version_created=created,
        embargoed=embargo,
        sign_off=sign_off,
        headlines=(Text(headline),),
        notes=(note,),
    )
    story = normalize(item, ORIGIN.timestamp_ms)
    _check_story(story)
    return replace(story, item=replace(item, blocks=()))


def _check_story(story: Story) -> None:
    members = {BODY_POINTER: story.body}
    members |= {f"/headlines/{place}/value": text.value for place, text in enumerate(story.headlines)}
    members |= {f"/descriptions/{place}/value": text.value for place, text in enumerate(story.descriptions)}
    for passage in story.passages:
        cut = members[passage.pointer][passage.start : passage.start + len(passage.text)]
        assert cut == passage.text != "", "a passage is not where it says"
    inside = [block for block in story.blocks if block.start is not None]
    assert all(story.body[block.start : block.end] == block.text for block in inside), "a block is not where it says"
    assert "\n\n".join(block.text for block in inside) == story.body, "the blocks are not the body"


def _check_record(record: Record) -> None:
    validate(record.value, strict=True)
    document = orjson.loads(record.value)
    body = document["bodies"][0]["value"] if "bodies" in document else ""
    inside = [body[block["start"] : block["end"]] for block in document["wire"].get("blocks", ()) if "start" in block]
    assert "\n\n".join(inside) == body, "the record's blocks are not its body"


def _row(rows: tuple, choice: bytes) -> object:
    return rows[sum(choice) % len(rows)]


DECODERS: Mapping[bytes, Decoder] = {
    b"m": _message,
    b"l": _lines,
    b"e": _envelope,
    b"c": _charset,
    b"x": _xml,
    b"j": _json,
    b"t": _text,
    b"h": _markup,
    b"n": _nitf,
}
