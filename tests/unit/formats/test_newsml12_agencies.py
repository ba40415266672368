"""NewsML 1.2 as other agencies than AFP write it: each form is a case, with what must come out of it."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.unit.formats.present import present
from worker.errors import ItemError
from worker.formats import parse, unwrap
from worker.item import Failure, FileOrigin, Message

CASES = json.loads((Path(__file__).parents[2] / "data/cases/newsml12.json").read_text("utf-8"))

ITEM = """<NewsItem><Identification><NewsIdentifier><ProviderId>a.example</ProviderId><DateId>20240502</DateId>
<NewsItemId>77</NewsItemId>{revision}</NewsIdentifier></Identification><NewsManagement>{management}</NewsManagement>
{component}</NewsItem>"""
COMPONENT = """<NewsComponent>{top}<NewsLines>{lines}</NewsLines><AdministrativeMetadata>{parties}</AdministrativeMetadata>
{rights}<DescriptiveMetadata>{about}</DescriptiveMetadata><ContentItem>{content}</ContentItem></NewsComponent>"""
PLACES = {
    **dict.fromkeys(("revision", "management", "top", "lines", "parties", "rights", "about"), ""),
    "content": "<DataContent>One.</DataContent>",
}


def document(**parts):
    given = PLACES | parts
    return f"<NewsML>{ITEM.format(**{'component': COMPONENT.format(**given)} | given)}</NewsML>"


def items(text):
    return [item for _, item in parse(unwrap(Message(text.encode(), FileOrigin("a"))))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_form_is_read(case):
    parts = {name: text for name, text in case.items() if name not in {"label", "expected", "whole", "record"}}
    item = items(case.get("whole") or document(**parts))[case.get("record", 0)]
    assert not isinstance(item, Failure), item
    found = asdict(item)
    found["blocks"] = [[block.kind, block.text] for block in item.blocks]
    assert {name: present(found[name]) for name in case["expected"]} == case["expected"]


def test_what_is_said_to_be_base64_and_is_none_is_a_failure_of_its_own():
    good = ITEM.format(component=COMPONENT.format(**PLACES), **PLACES)
    broken = PLACES | {"content": "<Encoding Notation='Base64'><DataContent>%%%</DataContent></Encoding>"}
    bad = ITEM.format(component=COMPONENT.format(**broken), **broken)
    first, second = items(f"<NewsML>{bad}{good}</NewsML>")
    assert (first.reason, first.item, first.error) == ("malformed", 0, "MalformedError")
    assert [block.text for block in second.blocks] == ["One."]


@pytest.mark.parametrize(
    "item",
    [
        "<NewsItem><TopicSet><Topic Duid='t'/></TopicSet></NewsItem>",
        "<NewsItem><NewsComponent><NewsItemRef NewsItem='urn:newsml:a.example:20240502:1'/></NewsComponent></NewsItem>",
    ],
)
def test_a_set_of_topics_or_of_references_is_no_news(item):
    with pytest.raises(ItemError) as raised:
        items(f"<NewsML>{item}</NewsML>")
    assert raised.value.reason == "not_news"


def test_business_wire_s_twins_agree(shared_data):
    """Four releases that IPTC has as NewsML and, by another hand, as ninjs."""
    folder = shared_data / "wire" / "ninjs"
    for path in folder.glob("businesswire*.xml"):
        (item,) = items(path.read_text("utf-8"))
        twin = json.loads((folder / f"1.4_{path.stem}.json").read_text("utf-8"))
        assert [subject.name for subject in item.subjects if subject.rel == "about"] == [
            subject["name"] for subject in twin["subject"]
        ]
        assert (item.headlines[0].value, item.language, item.version) == (
            twin["headline"],
            twin["language"],
            twin["version"],
        )
        related = {one.name: (one.type, one.uri) for one in item.associations}
        for name, one in twin.get("associations", {}).items():
            assert related[name][0] == one["type"]
        opening = [word for word in twin["body_xhtml"].split() if "<" not in word and ">" not in word][-4:]
        assert all(word in item.blocks[0].text for word in opening if "â" not in word)


HOSTILE = {
    "components": "<NewsComponent>" * 60 + "</NewsComponent>" * 60,
    "topics": "<TopicSet><Topic Duid='a'><Description>b</Description></Topic></TopicSet>",
    "references": "<NewsItemRef NewsItem='#a'/>",
    "stories": "<NewsComponent><NewsLines><HeadLine>x</HeadLine></NewsLines><ContentItem><DataContent>x</DataContent>"
    "</ContentItem></NewsComponent>",
    "languages": "<NewsComponent xml:lang='fr'><ContentItem><DataContent>x</DataContent></ContentItem></NewsComponent>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_item_costs_no_more_than_its_length(name):
    text = HOSTILE[name] * (200_000 // len(HOSTILE[name]))
    about = "<TopicOccurrence Topic='#a'/>" * 2_000
    start = time.process_time()
    items(document(top=text, about=about))
    assert time.process_time() - start < 5
