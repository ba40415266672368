"""Our own dispatches, read by the real pipeline as far as an editor would: one row an item says what must come out."""

from dataclasses import dataclass

import pytest

from worker.errors import ItemError, Reason
from worker.formats import parse, unwrap
from worker.item import Failure, FileOrigin, Message, Story, VersionKind
from worker.normalize import normalize
from worker.samples import Sample, samples

SAMPLES = {sample.name: sample for sample in samples()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one item of a sample says: ``sign_off`` as the wire has it, ``subheads`` their number, ``place`` the first
    of the dateline."""

    format: str
    language: str
    agency: str | None = "AFP"
    status: str = "usable"
    kind: VersionKind | None = None
    number: int | None = None
    sign_off: str | None = None
    subheads: int = 0
    place: str | None = None


EXPECTED: dict[str, tuple[Reading | Reason, ...]] = {
    "01-story-combo.fr.txt": (
        Reading(format="afp-text", language="fr", sign_off="burs-cvl/tsp", subheads=2, place="Marseille"),
    ),
    "02-story-combo.en.txt": (
        Reading(format="afp-text", language="en", sign_off="burs-nkb/ojh/rlp", subheads=2, place="Almaty"),
    ),
    "03-alert.fr.xml": (Reading(format="newsml-1.2", language="fr", kind=VersionKind.ALERT, sign_off="fnl/mbo"),),
    "04-urgent.fr.xml": (
        Reading(format="newsml-1.2", language="fr", kind=VersionKind.URGENT, sign_off="fnl/mbo", place="Kourou"),
    ),
    "05-lead.fr.xml": (
        Reading(
            format="newsml-1.2",
            language="fr",
            kind=VersionKind.LEAD,
            number=2,
            sign_off="burs-fnl/mbo/sdv",
            subheads=2,
            place="Kourou",
        ),
    ),
    "06-correction.fr.xml": (
        Reading(
            format="newsml-1.2",
            language="fr",
            kind=VersionKind.CORRECTION,
            sign_off="burs-fnl/mbo/sdv",
            subheads=2,
            place="Kourou",
        ),
    ),
    "07-lead.en.txt": (
        Reading(
            format="afp-text",
            language="en",
            kind=VersionKind.LEAD,
            number=2,
            sign_off="gtb/ksw",
            subheads=1,
            place="Reykjavik",
        ),
    ),
    "08-kill.en.xml": (
        Reading(
            format="newsml-1.2",
            language="en",
            status="canceled",
            kind=VersionKind.KILL,
            sign_off="thl/evk",
            place="Helsinki",
        ),
    ),
    "09-brief.fr.txt": (Reading(format="afp-text", language="fr", sign_off="jgd/pal", place="Grenoble"),),
    "10-sports-result-table.fr.txt": (Reading(format="afp-text", language="fr", sign_off="lrm/dbq", place="Nantua"),),
    "11-sports-result-table.en.xml": (
        Reading(format="newsml-1.2", language="en", sign_off="jlk/dsn", place="Tampere"),
    ),
    "12-interview.fr.txt": (Reading(format="afp-text", language="fr", sign_off="eml/fvz", place="Bordeaux"),),
    "13-web-photo-no-signoff.fr.xml": (Reading(format="newsml-1.2", language="fr", place="Saint-Malo"),),
    "14-damaged-declared-latin1.fr.xml": (
        Reading(format="newsml-1.2", language="fr", sign_off="cgs/dpo", place="Nîmes"),
    ),
    "15-damaged-mojibake.fr.txt": (
        Reading(format="afp-text", language="fr", sign_off="hbr/ncl", subheads=1, place="Besançon"),
    ),
    "16-windows-1252.fr.txt": (Reading(format="afp-text", language="fr", sign_off="yat/mgu", place="Brest"),),
    "17-ninjs-2.en.json": (Reading(format="ninjs", language="en", sign_off="lmk/rhd", place="Cape Town"),),
    "18-ninjs-3.fr.json": (Reading(format="ninjs", language="fr", sign_off="burs-asr/hvl", subheads=2, place="Dakar"),),
    "19-plain.en.json": (Reading(format="json", language="en", sign_off="burs-amw/tjo", place="Nairobi"),),
    "20-two-items.fr-en.xml": (
        Reading(format="newsml-1.2", language="fr", sign_off="rdo/lfm", place="Martigny"),
        Reading(format="newsml-1.2", language="en", sign_off="rdo/lfm", place="Martigny"),
    ),
    "21-embargoed-ninjs-3.fr.json": (
        Reading(format="ninjs", language="fr", status="withheld", sign_off="efm/gbr", place="Zurich"),
    ),
    "22-story-truncated.xml": (Reason.MALFORMED,),
    "23-no-model.es.txt": (
        Reading(format="afp-text", language="es", sign_off="mvr/ags", subheads=1, place="Valparaíso"),
    ),
    "24-no-model.ar.xml": (Reading(format="newsml-1.2", language="ar", sign_off="بور-سمف/نجت", place="تونس"),),
    "30-nitf.en.xml": (
        Reading(
            format="nitf",
            language="en",
            agency="AP",
            kind=VersionKind.LEAD,
            number=1,
            subheads=1,
            place="New Bedford",
        ),
    ),
    "31-newsml-g2.de.xml": (
        Reading(
            format="newsml-g2",
            language="de",
            agency="dpa",
            kind=VersionKind.CORRECTION,
            sign_off="dpa hkm yyno n1 tla",
            subheads=1,
            place="Husum",
        ),
    ),
    "33-dpa-digitalwires.de.json": (
        Reading(
            format="dpa-json",
            language="de",
            agency="dpa",
            kind=VersionKind.CORRECTION,
            sign_off="dpa tie/bra yyno n1 köl mhr",
            subheads=2,
            place="Husum",
        ),
    ),
    "34-ap-media-api.en.json": (
        Reading(
            format="ap-json",
            language="en",
            agency="AP",
            kind=VersionKind.LEAD,
            number=1,
            subheads=1,
            place="Duluth",
        ),
    ),
    "35-afp-content-api.fr.json": (
        Reading(
            format="afp-api",
            language="fr",
            kind=VersionKind.UPDATE,
            sign_off="emr/dlm",
            subheads=1,
            place="Quimper",
        ),
        Reading(format="afp-api", language="fr", kind=VersionKind.ALERT, sign_off="emr/dlm"),
    ),
    "36-iptc-7901.de.txt": (
        Reading(
            format="iptc-7901",
            language="de",
            agency="dpa",
            kind=VersionKind.LEAD,
            sign_off="dpa möh/kar yyzz n1 gd",
            subheads=1,
            place="Tallinn",
        ),
    ),
    "37-anpa-1312.en.txt": (
        Reading(
            format="anpa-1312",
            language="en",
            agency="AP",
            kind=VersionKind.LEAD,
            number=2,
            subheads=1,
            place="Tallinn",
        ),
    ),
    "38-telex.fr.txt": (
        Reading(
            format="telex",
            language="fr",
            kind=VersionKind.LEAD,
            sign_off="burs-lta/mka",
            place="Tallinn",
        ),
    ),
}


def stories(sample: Sample, *, headers: bool = True) -> tuple[Story | Reason, ...]:
    """Take a sample through the stages that need no model; the reason stands for an item, or a message, that fails."""
    message = Message(sample.value, FileOrigin(sample.name), headers=sample.headers if headers else ())
    try:
        items = parse(unwrap(message))
    except ItemError as error:
        return (error.reason,)
    return tuple(item.reason if isinstance(item, Failure) else normalize(item, None) for _, item in items)


def reading(story: Story | Reason) -> Reading | Reason:
    if isinstance(story, Reason):
        return story
    return Reading(
        format=story.item.format,
        language=story.language or "",
        agency=story.agency,
        status=story.pub_status,
        kind=story.version and story.version.kind,
        number=story.version and story.version.number,
        sign_off=story.sign_off and story.sign_off.raw,
        subheads=sum(block.role == "subhead" for block in story.blocks),
        place=story.dateline.places[0].name if story.dateline and story.dateline.places else None,
    )


def story_of(name: str) -> Story:
    (story,) = stories(SAMPLES[name])
    assert isinstance(story, Story)
    return story


READABLE = [name for name, rows in EXPECTED.items() if Reason.MALFORMED not in rows]


def test_the_table_has_every_sample_in_the_order_of_the_folder():
    assert list(SAMPLES) == list(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_reads_as_an_editor_reads_it(name):
    assert tuple(map(reading, stories(SAMPLES[name]))) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_reads_the_same_from_a_folder_without_headers(name):
    assert tuple(map(reading, stories(SAMPLES[name], headers=False))) == EXPECTED[name]


@pytest.mark.parametrize("name", READABLE)
def test_no_furniture_is_left_in_the_body(name):
    for story in stories(SAMPLES[name]):
        assert isinstance(story, Story)
        paragraphs = story.body.split("\n\n")
        assert story.sign_off is None or story.sign_off.raw not in paragraphs
        assert not any(paragraph.startswith(("(COMBO)", "- ", "Par ")) or paragraph == "" for paragraph in paragraphs)
        assert "(AFP)" not in story.body
        assert "///" not in story.body


@pytest.mark.parametrize("name", READABLE)
def test_nothing_of_a_damaged_text_stays_damaged(name):
    for story in stories(SAMPLES[name]):
        assert isinstance(story, Story)
        text = "\n".join([story.body, *(line.value for line in (*story.headlines, *story.descriptions))])
        assert not {"Ã", "â€", "Â", "\ufffd"} & {text[at : at + length] for at in range(len(text)) for length in (1, 2)}
        assert not any(0x7F < ord(letter) < 0xA0 for letter in text)


def test_an_alert_has_its_own_words_as_headline():
    story = story_of("03-alert.fr.xml")

    assert [headline.value for headline in story.headlines] == [story.body]
    assert story.derived == ("headlines",)
    assert (story.item.priority, story.urgency) == (2, 2)


def test_lead_and_correction_are_versions_of_one_item():
    lead, correction = story_of("05-lead.fr.xml"), story_of("06-correction.fr.xml")

    assert lead.item.uri == correction.item.uri is not None
    assert (lead.item.version, correction.item.version) == ("1", "2")
    assert "981 kilomètres" in lead.body
    assert "891 kilomètres" in correction.body
    assert correction.ed_note is not None
    assert correction.ed_note.startswith("CORRIGE au 4e paragraphe")


def test_a_caption_before_the_story_is_a_description():
    for name in ("01-story-combo.fr.txt", "02-story-combo.en.txt"):
        (caption,) = story_of(name).descriptions
        assert caption.role == "caption"
        assert caption.value.startswith("(COMBO) ")


def test_a_web_item_keeps_its_pictures_captions_and_credits():
    first, second = story_of("13-web-photo-no-signoff.fr.xml").item.associations

    assert (first.byline, first.credit) == ("Gaëtan Rouzic", "AFP")
    assert (second.byline, second.credit) == ("Louise Havard", "AFP/Archives")
    assert first.caption is not None
    assert "Kwame Asantewa" in first.caption


@pytest.mark.parametrize("name", ["10-sports-result-table.fr.txt", "11-sports-result-table.en.xml"])
def test_a_table_is_a_block_that_the_recognizer_does_not_read(name):
    story = story_of(name)
    tables = [block.text for block in story.blocks if block.role == "table"]

    assert tables
    assert not any(table in passage.text for table in tables for passage in story.passages)


def test_an_interview_names_its_author_and_the_day():
    story = story_of("12-interview.fr.txt")

    assert story.byline is not None
    assert [author.name for author in story.byline.authors] == ["Étienne Malbec"]
    assert story.dateline is not None
    assert story.dateline.date == "2026-09-21"
    assert story.body.startswith("Les noms de lieux «")


def test_newsml_g2_keeps_who_signs_what_is_noted_and_what_stands_beside():
    story = story_of("31-newsml-g2.de.xml")

    assert story.byline is not None
    assert [(author.name, author.affiliation) for author in story.byline.authors] == [("Hauke Momsen", "dpa")]
    assert story.ed_note is not None
    assert story.ed_note.startswith("Im dritten Absatz wurde")
    assert [one.headline for one in story.item.associations] == [
        "Drehbrücke in Husum",
        "Das Museum über die Drehbrücke",
    ]
    assert "Jahr\tDrehungen" in story.body


def test_an_embargo_has_its_end():
    assert story_of("21-embargoed-ninjs-3.fr.json").embargoed_until == "2026-07-02T16:00:00+00:00"


def test_the_damaged_samples_are_damaged():
    latin1 = SAMPLES["14-damaged-declared-latin1.fr.xml"].value
    assert latin1.startswith(b'<?xml version="1.0" encoding="iso-8859-1"?>')
    assert "À Nîmes".encode() in latin1
    assert "BesanÃ§on (AFP)" in SAMPLES["15-damaged-mojibake.fr.txt"].value.decode()
    with pytest.raises(UnicodeDecodeError):
        SAMPLES["16-windows-1252.fr.txt"].value.decode()
    assert SAMPLES["22-story-truncated.xml"].value.endswith(b"en ouvrant av")
