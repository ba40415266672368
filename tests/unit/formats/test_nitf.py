"""NITF: every value comes from where the agencies put it, and nothing of the text is lost."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.unit.formats.present import present
from worker.errors import ItemError
from worker.formats import parse, unwrap
from worker.item import Failure, FileOrigin, Message

CASES = json.loads((Path(__file__).parents[2] / "data/cases/nitf.json").read_text("utf-8"))

DOCUMENT = """<nitf {root}><head>{head}</head><body {body_attributes}><body.head>{body_head}</body.head>
<body.content>{content}</body.content><body.end>{end}</body.end></body></nitf>"""


def document(case):
    parts = {"root": "", "head": "", "body_attributes": "", "body_head": "", "content": "<p>One.</p>", "end": ""}
    return DOCUMENT.format(**(parts | {name: case[name] for name in parts if name in case}))


def items(text):
    return [item for _, item in parse(unwrap(Message(text.encode(), FileOrigin("a"))))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_value_comes_from_its_place(case):
    (item,) = items(case["whole"] if "whole" in case else document(case))
    found = asdict(item)
    if "blocks" in case["expected"]:
        found["blocks"] = [[block.kind, block.text] for block in item.blocks]
    assert {name: present(found[name]) for name in case["expected"]} == case["expected"]


def test_a_bare_document_has_its_text_and_nothing_else():
    (item,) = items("<nitf><body><body.content><p>One.</p></body.content></body></nitf>")
    told = present(asdict(item))
    assert told == {"format": "nitf", "hints": {}, "blocks": [["One.", "paragraph"]], "type": "text"}


def test_documents_in_a_wrapper_are_items_and_a_bad_one_stops_no_other():
    one = document({"head": "<docdata><doc-id regsrc='EFE' id-string='1'/><urgency ed-urg='2'/></docdata>"})
    other = document({"head": "<docdata><doc-id regsrc='EFE' id-string='3'/></docdata>", "content": "<p>Three.</p>"})
    first, bad, last = items(f"<envio>{one}<nitf><head/><body/></nitf>{other}</envio>")
    assert (first.id, first.urgency, last.id, last.urgency) == ("1", 2, "3", None)
    assert isinstance(bad, Failure)
    assert (bad.reason, bad.item) == ("no_text", 1)


def test_a_wrapper_may_have_one_level_more():
    inner = document({"content": "<p>One.</p>"})
    assert len(items(f"<feed><item>{inner}</item><item>{inner}</item></feed>")) == 2


def test_nitf_deeper_in_another_format_is_that_format_s():
    with pytest.raises(ItemError):
        items(f"<a><b><c>{document({})}</c></b></a>")


def test_the_guardian_s_files_are_read(shared_data):
    release, preview = [
        items((shared_data / "wire/guardian-json-nitf" / f"fixture.{number}.nitf.xml").read_text("utf-8"))[0]
        for number in (1, 2)
    ]
    assert (release.agency, release.copyright_holder, release.dateline) == ("AP", "Business Wire", "MARLBOROUGH, Mass.")
    assert len(release.associations) == 2
    assert not any("img" in block.text for block in release.blocks)
    assert preview.notes == ("Eds: UPDATES: with Browns injuries.",)
    assert preview.byline == "By The Associated Press"
    assert [block.kind for block in preview.blocks][:2] == ["paragraph", "subhead"]
    assert preview.descriptions[0].role == "summary"


HOSTILE = {
    "bylines": ("<byline>" + "By <person>" * 30, "A B", "</person>" * 30 + "</byline>"),
    "titles": ("<byline>", "Ann Lee<byttl>of</byttl> and ", "</byline>"),
    "places": ("<dateline>", "<location><city>A</city></location>", "</dateline>"),
    "white space": ("<hedline><hl1>", " \n", "</hl1></hedline>"),
    "notes": ("", "<note>x</note>", ""),
}


def seconds(text):
    """Processor time that a document takes, whatever comes of it."""
    start = time.process_time()
    items(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_head_costs_no_more_than_its_length(name):
    before, text, after = HOSTILE[name]
    assert seconds(document({"body_head": before + text * (200_000 // len(text)) + after})) < 5


def test_marks_without_end_cost_no_more_than_their_number():
    marked = "<person>Ann Lee</person> " * 8_000
    listed = "<classifier type='t' value='v'/>" * 5_000
    head = f"<docdata><identified-content>{listed}</identified-content></docdata>"
    assert seconds(document({"content": f"<p>{marked}</p>", "head": head})) < 5
