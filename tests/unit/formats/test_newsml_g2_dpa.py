"""dpa's NewsML-G2: its own converter makes it of the JSON, so that the two records of one item say the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.formats.newsml_g2_documents import item, xhtml
from worker.enrich import Enricher, EnrichOptions, prepare
from worker.formats import parse, unwrap
from worker.item import FileOrigin, Message, Record, WireItem

TWINS = (
    *("audio", "dw-1", "eil", "embargoed", "empty_paragraph", "hoerfunk", "image", "lesestuecke", "no_content"),
    *("no_notepad", "nsb_n1", "rubix_multimedia_real", "rubix_multimedia_testartikel", "spe2", "spe_tab", "tvo_pol"),
    *("with_dateline", "with_infobox"),
)
# What both files state of an item. The converter leaves out the captions of pictures beside a story, some people,
# subjects and products, and where a picture was taken.
SAME = (
    *("uri", "type", "profile", "version", "versionCreated", "embargoedUntil", "pubStatus", "urgency", "language"),
    *("headlines", "descriptions", "bodies", "by", "slugline", "usageTerms"),
)
SAME_OF_THE_WIRE = (
    *("agency", "keywords", "slug", "version", "embargo", "byline", "dateline", "signOff", "stated", "derived"),
    "warnings",
)
DPA = '<provider qcode="dnlprov:dpa"><name>dpa</name></provider>'


@pytest.fixture(scope="module")
def enrich() -> Enricher:
    """The pipeline without models."""
    return prepare(EnrichOptions(models={}))


def record_of(file: Path, enrich: Enricher) -> dict[str, Any]:
    (output,) = enrich(Message(file.read_bytes(), FileOrigin("twin"))).outputs
    assert isinstance(output, Record)
    record: dict[str, Any] = json.loads(output.value)
    return record


def read(content: str, **parts: str) -> WireItem:
    document = item(provider=DPA, content=f"<headline>Brand im Hafen</headline>{content}", **parts)
    ((_, found),) = parse(unwrap(Message(document.encode(), FileOrigin("a.xml"))))
    assert isinstance(found, WireItem)
    return found


@pytest.mark.parametrize("name", TWINS)
def test_twins_say_the_same(name, enrich, shared_data):
    folder = shared_data / "wire/dpa-json-g2"
    of_json = record_of(folder / f"in_{name}.json", enrich)
    of_g2 = record_of(folder / f"out_{name}.xml", enrich)

    assert {member: of_g2.get(member) for member in SAME} == {member: of_json.get(member) for member in SAME}
    wires = [{member: record["wire"].get(member) for member in SAME_OF_THE_WIRE} for record in (of_g2, of_json)]
    assert wires[0] == wires[1]
    notes = [set(record.get("edNote", "").split()) for record in (of_g2, of_json)]
    assert notes[0] == notes[1]


def test_subjects_places_and_keywords_are_the_slug():
    subjects = """<subject qcode="dpaarea:6" type="cpnat:geoArea" rank="1"><name>Hamburg</name></subject>
        <subject qcode="dpasubject:2" type="dpatype:dpasubject" rank="2"><name>Brände</name></subject>
        <subject qcode="dpasubject:1" type="dpatype:dpasubject" rank="1"><name>Häfen</name></subject>
        <subject qcode="dpacat:vm" type="dpatype:category"><name>vm</name></subject><keyword>Elbe</keyword>"""

    assert read(subjects).slug == "Häfen/Brände/Hamburg/Elbe/"
    assert read(subjects).slug_parts == ("Häfen", "Brände", "Hamburg", "Elbe")
    assert read(f"<slugline>Brand</slugline>{subjects}").slug == "Brand"


def test_the_urgency_of_a_text_tells_its_take():
    genre = '<genre qcode="dpatextgenre:26"><name>Zusammenfassung</name></genre>'
    picture = '<itemClass qcode="ninat:picture"/>'

    assert read("<urgency>2</urgency>").take == "Eil"
    assert read(f"<urgency>2</urgency>{genre}").take == "Eil"
    assert read(f"<urgency>4</urgency>{genre}").take == "Zusammenfassung"
    assert read("<urgency>2</urgency>", item_class=picture).take is None


@pytest.mark.parametrize(("genre", "profile"), [("27", "advisory"), ("32", "advisory"), ("1", None)])
def test_what_is_written_for_desks_is_an_advisory(genre, profile):
    assert read(f'<genre qcode="dpatextgenre:{genre}"><name>X</name></genre>').profile == profile


def test_notes_say_first_what_has_changed_and_the_note_pad_only_where_it_is_alone():
    pad = '<edNote role="x:notepad"><section><header><h3>Notizblock</h3></header><ul><li>Foto folgt</li></ul></section></edNote>'
    notes = '<edNote role="x:picture">Foto aktuell</edNote><edNote role="x:correction">Jahr berichtigt</edNote>'
    genre = '<genre qcode="g:1"><name>Achtung</name></genre>'

    assert read("", meta=pad + notes).notes == ("Jahr berichtigt", "Foto aktuell")
    assert read("", meta=pad).notes == ("Foto folgt",)
    assert read(genre, meta='<edNote role="x:genrenote">Planung</edNote>').notes == ("Achtung - Planung",)


def test_the_teaser_stays_out_of_the_story_and_a_table_in_a_figure_stays_in():
    page = '<p class="teaser">Kurz.</p><p>Eins.</p><figure class="table"><table><tr><td>1</td><td>2</td></tr></table></figure>'
    found = read('<description role="drol:teaser">Kurz.</description>', content_set=xhtml(page))

    assert [block.text for block in found.blocks] == ["Eins.", "1\t2"]
    assert found.associations == ()
