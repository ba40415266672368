"""The pipeline as a whole, bytes to record: the bar of the first dispatch and of AFP's files, our samples, bad input."""

import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from worker.enrich import STAGES, Enricher, EnrichOptions, prepare
from worker.errors import Reason
from worker.item import Coordinates, Failure, FileOrigin, Hints, Message, Record
from worker.samples import samples
from worker.schemas import validate

DATA = Path(__file__).parents[1] / "data/cases"
BAD_INPUT = json.loads((DATA / "bad-input.json").read_text("utf-8"))
READERS_BAD_INPUT = json.loads((DATA / "formats-bad-input.json").read_text("utf-8"))
OPTIONS = EnrichOptions(
    models={"fr": "wire_fr", "en": "wire_en"},
    validate_records=True,
    topics={"afp.fr": Hints(agency="AFP", language="fr", urgency=3)},
)
CANARY = "Xylophonistin"
SURNAMES = {
    "Donald Trump": "Trump",
    "Vladimir Poutine": "Poutine",
    "Volodymyr Zelensky": "Zelensky",
    "Joe Biden": "Biden",
}


@pytest.fixture(scope="session")
def enrich() -> Enricher:
    return prepare(OPTIONS)


def from_file(value, name="a", **headers):
    value = value if isinstance(value, bytes) else value.encode()
    fields = tuple((header, content.encode()) for header, content in headers.items())
    return Message(value, FileOrigin(name), headers=fields)


def from_topic(value, topic, *headers):
    return Message(value.encode(), Coordinates(topic, 2, 17, 1_750_000_000_000), headers=headers)


def one_record(enrich, message):
    """The only record of a message, opened: valid by the closed schema, its offsets cutting what they say."""
    (record,) = enrich(message).outputs
    assert isinstance(record, Record), record
    return opened(record)


def opened(record):
    validate(record.value, strict=True)
    return json.loads(record.value)


def member(document, pointer):
    for step in pointer.strip("/").split("/"):
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


# ── The first dispatch ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Seed:
    message: Message
    record: dict

    @property
    def wire(self):
        return self.record["wire"]

    @property
    def body(self):
        return self.record["bodies"][0]["value"]

    def mentions(self):
        return [mention for entity in self.record["entities"] for mention in entity["mentions"]]


@pytest.fixture(scope="module")
def seed(shared_data, enrich) -> Seed:
    file = shared_data / "seed" / "afp-dispatch.fr.txt"
    message = from_file(file.read_bytes(), file.name)
    return Seed(message, one_record(enrich, message))


def test_the_first_dispatch_is_what_it_is(seed):
    assert (seed.record["language"], seed.record["pubStatus"], seed.record["located"]) == ("fr", "usable", "Washington")
    assert (seed.wire["format"], seed.wire["agency"]) == ("afp-text", "AFP")
    assert seed.record["provenance"]["source"] == "afp-dispatch.fr.txt"


def test_its_dateline_is_one_place_that_geonames_knows(seed):
    dateline = seed.wire["dateline"]
    assert dateline["raw"] == "Washington (AFP) -"
    assert [(place["name"], place["country"], place["geonames"]) for place in dateline["places"]] == [
        ("Washington", "US", 4140963)
    ]


def test_its_caption_is_a_description(seed):
    (caption,) = seed.record["descriptions"]
    assert caption["role"] == "caption"
    assert caption["value"].startswith("(COMBO)")


def test_its_subheads_lose_their_dashes_and_nothing_else(seed):
    subheads = [block for block in seed.wire["blocks"] if block["role"] == "subhead"]
    assert [seed.body[block["start"] : block["end"]] for block in subheads] == [
        "Discours de Poutine",
        "'Fin MAINTENANT'",
    ]
    assert [block["raw"] for block in subheads] == ["- Discours de Poutine -", "- 'Fin MAINTENANT' -"]


def test_its_sign_off_is_taken_apart(seed):
    assert seed.wire["signOff"] == {
        "raw": "burs-dk/sms",
        "segments": [["burs", "dk"], ["sms"]],
        "compiled": True,
        "writers": ["dk"],
        "editors": ["sms"],
        "roles": "inferred",
    }


def test_its_body_is_the_story_and_no_more(seed):
    assert seed.body.startswith("Le président américain Donald Trump")
    assert seed.body.endswith("par des bénévoles.")
    assert not any(furniture in seed.body for furniture in ("(AFP)", "(COMBO)", "burs-dk", "- Discours"))


def test_no_word_of_it_is_lost(seed):
    kept = [seed.body[block["start"] : block["end"]] for block in seed.wire["blocks"] if "start" in block]
    kept += [block["text"] for block in seed.wire["blocks"] if "text" in block]
    kept = " ".join(kept)
    assert all(word in kept for word in seed.message.value.decode().split() if word not in {"-", "–"})


@pytest.mark.parametrize("name", SURNAMES)
def test_each_of_its_four_is_one_person_with_every_mention_of_the_surname(seed, name):
    people = [entity for entity in seed.record["entities"] if SURNAMES[name] in entity["name"]]
    assert [(person["name"], person["type"]) for person in people] == [(name, "person")]
    named = sum(mention["text"].endswith(SURNAMES[name]) for mention in people[0]["mentions"])
    assert named == sum(text.count(SURNAMES[name]) for text in (seed.body, seed.record["descriptions"][0]["value"]))


def test_kiev_and_kyiv_are_one_place(seed):
    (kyiv,) = (entity for entity in seed.record["entities"] if {entity["name"], *entity.get("aliases", ())} & {"Kyiv"})
    assert {mention["text"] for mention in kyiv["mentions"]} == {"Kiev", "Kyiv"}
    assert kyiv["type"] == "place"


@pytest.mark.parametrize("word", ["COMBO", "MAINTENANT", "burs", "dk", "sms"])
def test_furniture_and_emphasis_are_no_entity(seed, word):
    assert not any(word in mention["text"].split("-") for mention in seed.mentions())


def test_every_mention_cuts_its_text_out_of_the_member_that_it_names(seed):
    assert {mention["in"] for mention in seed.mentions()} == {"/bodies/0/value", "/descriptions/0/value"}
    for mention in seed.mentions():
        assert member(seed.record, mention["in"])[mention["start"] : mention["end"]] == mention["text"]


def test_two_runs_give_the_same_bytes(seed, enrich):
    assert enrich(seed.message).outputs == enrich(seed.message).outputs


# ── AFP's Arabic files ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ArabicFile:
    record: dict
    stated: ET.Element

    def attribute(self, name):
        found = self.stated.find(f".//{name}")
        return None if found is None else found.get("FormalName")


@pytest.fixture(scope="module")
def arabic(shared_data, enrich) -> dict[str, ArabicFile]:
    files = sorted((shared_data / "wire/afp-newsml12-ar").glob("*.xml"))
    return {
        file.name: ArabicFile(one_record(enrich, from_file(file.read_bytes(), file.name)), ET.parse(file).getroot())
        for file in files
    }


def test_all_47_files_give_a_record(arabic):
    assert len(arabic) == 47
    for file in arabic.values():
        assert (file.record["language"], file.record["wire"]["agency"]) == ("ar", "AFP")
        assert file.record["wire"]["warnings"] == ["no_model"]
        assert "entities" not in file.record


def test_every_wire_item_has_its_sign_off_and_no_web_item_has_one(arabic):
    signed = {name for name, file in arabic.items() if "signOff" in file.record["wire"]}
    assert signed == {name for name in arabic if "TX-PAR" in name}
    assert len(signed) == 24
    for name in signed:
        sign_off = arabic[name].record["wire"]["signOff"]
        paragraphs = [text for one in arabic[name].stated.iter("p") if (text := "".join(one.itertext()).strip())]
        assert sign_off["raw"] == paragraphs[-1]
        assert sign_off["raw"] not in arabic[name].record["bodies"][0]["value"].split("\n\n")


def test_the_slug_is_the_name_label_where_there_is_no_slug_line(arabic):
    for file in arabic.values():
        label = file.stated.findtext(".//NameLabel")
        assert file.record["slugline"] == (file.stated.findtext(".//SlugLine") or label)
        assert file.record["wire"]["slug"]["parts"]
    assert sum(file.stated.find(".//SlugLine") is None for file in arabic.values()) > 0


def test_priority_and_urgency_are_the_attributes(arabic):
    assert all(file.record["wire"]["priority"] == int(file.attribute("Priority")) for file in arabic.values())
    urgent = {name: file.record["urgency"] for name, file in arabic.items() if "urgency" in file.record}
    assert len(urgent) == 24
    assert urgent == {name: int(urgency) for name, file in arabic.items() if (urgency := file.attribute("Urgency"))}


# ── Our samples ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sample", tuple(samples()), ids=lambda sample: sample.name)
def test_a_sample_gives_valid_records_and_the_same_bytes_again(sample, enrich):
    message = Message(sample.value, FileOrigin(sample.name), headers=sample.headers)
    outcome = enrich(message)
    assert outcome.outputs == enrich(message).outputs
    if sample.name.startswith("22-"):
        assert [output.reason for output in outcome.outputs] == [Reason.MALFORMED]
        return
    for index, record in enumerate(outcome.outputs):
        document = opened(record)
        assert document["provenance"] | {"source": sample.name, "item": index} == document["provenance"]
        assert ("entities" in document) == (document["language"] in OPTIONS.models)
        assert record.key == record.uri.encode() == document["uri"].encode()
    assert [name for name, _ in outcome.timings] == list(STAGES)


def test_what_an_item_says_to_editors_is_in_its_record(enrich):
    (kill,) = (sample for sample in samples() if sample.name.startswith("08-"))
    document = one_record(enrich, from_file(kill.value))
    assert (document["edNote"], document["pubStatus"]) == ("MANDATORY KILL", "canceled")


def test_initials_in_the_place_of_a_byline_are_the_sign_off_alone(enrich):
    document = one_record(
        enrich, from_file('{"agency": "EFE", "language": "es", "text": "Un tren.", "byline": "mr/pb"}')
    )
    assert document["wire"]["signOff"]["raw"] == "mr/pb"
    assert "by" not in document


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", BAD_INPUT, ids=lambda case: case["label"])
def test_bad_input_is_a_failure_with_its_reason_or_a_record_with_its_warning(case, enrich, value_of):
    value = value_of(case)
    value = value[: -case["cut"]] if "cut" in case else value
    outputs = enrich(from_file(value, **case.get("headers", {}))).outputs
    if "reason" in case:
        ((reason, stage),) = [(failure.reason, failure.stage) for failure in outputs]
        assert (reason, stage) == (case["reason"], case["stage"])
        return
    (record,) = outputs
    document = opened(record)
    assert sorted(document["wire"].get("warnings", [])) == sorted(case["warnings"])
    assert document["bodies"][0]["value"] == case.get("body", document["bodies"][0]["value"])
    assert document["uri"] == case.get("uri", document["uri"])


@pytest.mark.parametrize("case", READERS_BAD_INPUT, ids=lambda case: case["label"])
def test_what_a_reader_refuses_is_one_failure_that_an_editor_understands(case, enrich, value_of):
    (failure,) = enrich(from_file(value_of(case))).outputs
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.item) == (case["reason"], None)
    assert failure.stage in {"unwrap", "parse"}
    assert failure.error.endswith("Error")
    assert failure.message[0].isupper()
    assert failure.message.endswith(".")


@pytest.mark.parametrize(
    "value",
    [
        f'{{"id": "a", "text": "{CANARY}',
        f'{{"id": "a", "{CANARY}": 1}}',
        f'{{"id": "a", "text": "{CANARY}" {CANARY}}}',
        f'[{{"text": "…", "id": "{CANARY}"}}]',
        f"<NewsML><p>{CANARY}</NewsML>",
        f"<NewsML><p>{CANARY}",
        f"<NewsML>&{CANARY};</NewsML>",
        f'<!DOCTYPE NewsML [<!ENTITY a "{CANARY}">]><NewsML/>',
        f'<NewsML a="{CANARY}" a="{CANARY}"/>',
        f"\x00\x01\x02{CANARY}\x00\x03",
        f"{CANARY};1;2\n{CANARY};3;4",
        f"{CANARY} ÿþ".encode("cp1252").replace(b" ", b" \x81\x8d"),
        f"{CANARY} (AFP) -",
    ],
    ids=str,
)
def test_a_failure_never_carries_the_items_text(value, enrich):
    (failure,) = enrich(from_file(value)).outputs
    assert isinstance(failure, Failure)
    assert failure.message
    assert CANARY not in f"{failure.message} {failure.error} {failure.stage}"


# ── Several items ───────────────────────────────────────────────────────────────────────────────────────────────────

SIGNED_ALONE = """
<NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:afp.com:2:b:1</PublicIdentifier>
</NewsIdentifier></Identification><NewsComponent><ContentItem><DataContent><p>vt/kpl</p></DataContent></ContentItem>
</NewsComponent></NewsItem>"""
STORY = """
<NewsItem xml:lang="fr"><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:afp.com:1:a:1</PublicIdentifier>
</NewsIdentifier></Identification><NewsComponent><ContentItem><DataContent><p>Lima (AFP) - Un train.</p></DataContent>
</ContentItem></NewsComponent></NewsItem>"""
SEVERAL = f"<NewsML>{STORY}{SIGNED_ALONE}<NewsItem/>{STORY}</NewsML>"


def test_the_good_items_of_a_message_come_out_beside_the_bad_ones(enrich):
    first, signed_alone, empty, last = enrich(from_file(SEVERAL)).outputs
    assert [opened(record)["provenance"]["item"] for record in (first, last)] == [0, 3]
    assert (signed_alone.reason, signed_alone.stage, signed_alone.item) == (Reason.NO_TEXT, "normalize", 1)
    assert signed_alone.uri == "urn:newsml:afp.com:2:b"
    assert (empty.reason, empty.stage, empty.item) == (Reason.NO_TEXT, "parse", 2)


def test_a_replayed_dead_letter_publishes_its_item_alone(enrich):
    (record,) = enrich(from_file(SEVERAL, **{"dlq.item": "3"})).outputs
    assert (record.item, opened(record)["provenance"]["item"]) == (3, 3)
    (failure,) = enrich(from_file(SEVERAL, **{"dlq.item": "1"})).outputs
    assert (failure.reason, failure.item) == (Reason.NO_TEXT, 1)


def test_items_without_an_id_have_each_their_own_uri(enrich):
    records = enrich(from_file('[{"text": "Lima (AFP) - Un train."}, {"text": "Lima (AFP) - Un train."}]')).outputs
    assert len({record.uri for record in records}) == 2


# ── What topic and headers say ──────────────────────────────────────────────────────────────────────────────────────


def test_a_topic_says_what_its_items_do_not(enrich):
    document = one_record(enrich, from_topic("Un train est là.\n\nvt", "afp.fr"))
    assert (document["wire"]["format"], document["wire"]["agency"]) == ("afp-text", "AFP")
    assert (document["language"], document["urgency"]) == ("fr", 3)
    assert document["wire"]["signOff"]["writers"] == ["vt"]
    assert "warnings" not in document["wire"]
    origin = {"topic": "afp.fr", "partition": 2, "offset": 17, "timestamp": "2025-06-15T15:06:40.000Z"}
    assert document["provenance"] | origin == document["provenance"]


def test_a_header_outweighs_the_topic_and_the_item_both(enrich):
    document = one_record(
        enrich, from_topic("A train came.", "afp.fr", ("wire-language", b"en"), ("wire-urgency", b"1"))
    )
    assert (document["language"], document["urgency"]) == ("en", 1)
    item = '{"text": "Un tren.", "language": "es", "urgency": 5}'
    document = one_record(enrich, from_topic(item, "afp.fr", ("wire-language", b"en")))
    assert (document["language"], document["urgency"]) == ("es", 5)


def test_another_topic_says_nothing(enrich):
    document = one_record(enrich, from_topic('{"text": "Un train est là."}', "afp.en"))
    assert "agency" not in document["wire"]


# ── Defects of our own ──────────────────────────────────────────────────────────────────────────────────────────────


class BrokenRecognizer:
    """Fails at whatever it reads, with the item's text in the error's own message."""

    models = {"fr": "broken 1.0"}  # noqa: RUF012

    def __init__(self, error):
        self._error = error

    def used(self):
        return ()

    def recognize(self, stories):
        for story in stories:
            if "train" in story.body:
                raise self._error(story.body)
        return [()] * len(stories)


def test_a_defect_of_a_stage_is_a_failure_that_names_its_place_and_not_the_text():
    enrich = Enricher(OPTIONS, BrokenRecognizer(ZeroDivisionError))
    (failure,) = enrich(from_file('{"uri": "urn:a:1", "text": "Un train est là."}')).outputs
    assert (failure.reason, failure.stage, failure.uri) == (Reason.INTERNAL, "recognize", "urn:a:1")
    assert failure.error == "ZeroDivisionError"
    assert "test_enrich.py:" in failure.message
    assert "train" not in failure.message


def test_a_defect_costs_its_message_and_none_that_is_read_with_it():
    enrich = Enricher(OPTIONS, BrokenRecognizer(ZeroDivisionError))
    begun = [enrich.begin(from_file(f'{{"text": "Un {thing} est là."}}')) for thing in ("bus", "train", "tram")]
    enrich.recognize(begun)
    outputs = [output for one in begun for output in enrich.finish(one).outputs]
    assert [isinstance(output, Failure) for output in outputs] == [False, True, False]


def test_messages_that_are_read_together_have_the_records_that_each_has_by_itself(enrich):
    messages = [Message(sample.value, FileOrigin(sample.name), headers=sample.headers) for sample in samples()]
    begun = [enrich.begin(message) for message in messages]
    enrich.recognize(begun)
    together = [enrich.finish(one) for one in begun]
    assert [outcome.outputs for outcome in together] == [enrich(message).outputs for message in messages]
    assert all(
        [name for name, _ in outcome.timings] == list(STAGES)
        for outcome in together
        if isinstance(outcome.outputs[0], Record)
    )


def test_a_defect_costs_its_item_and_no_other():
    enrich = Enricher(OPTIONS, BrokenRecognizer(KeyError))
    outputs = enrich(from_file(SEVERAL)).outputs
    assert [output.reason for output in outputs] == [Reason.INTERNAL, Reason.NO_TEXT, Reason.NO_TEXT, Reason.INTERNAL]


def test_a_lack_of_memory_is_the_childs_matter():
    enrich = Enricher(OPTIONS, BrokenRecognizer(MemoryError))
    with pytest.raises(MemoryError):
        enrich(from_file('{"text": "Un train est là."}'))
