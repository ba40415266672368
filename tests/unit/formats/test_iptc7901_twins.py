"""dpa's IPTC 7901 says what its JSON says, where both have a place for it: read from dpa's own pairs of files."""

import pytest

from worker.formats import parse, unwrap
from worker.item import FileOrigin, Message, Role
from worker.normalize import normalize

PAIRS = ("dw-1", "eil", "lesestuecke", "nsb-n1", "spe-tab")


def story(file):
    ((_, item),) = parse(unwrap(Message(file.read_bytes(), FileOrigin(file.name))))
    return normalize(item, None)


def said(story):
    """What both formats state, without what the typewriter's lines cannot tell: kicker, seconds, quotes' form."""
    item = story.item
    return {
        "agency": story.agency,
        "urgency": story.urgency,
        "minute": story.version_created[:16],
        "zone": story.version_created[-6:],
        "slug": story.slug.raw,
        "headlines": [line.value for line in story.headlines if line.role is None],
        "summary": [text.value for text in story.descriptions],
        "byline": story.byline and [author.name for author in story.byline.authors],
        "dateline": story.dateline and story.dateline.raw,
        "sign-off": story.sign_off and story.sign_off.raw,
        "kind": story.version and story.version.kind,
        "profile": story.profile,
        "status": story.pub_status,
        "desk": [subject.literal for subject in item.subjects if subject.rel == "desk"],
        "service": item.products[0],
        "places": {(place.name, place.literal.replace(" ,", ",")) for place in item.places if place.rel == "poi"},
        "links": [(link.headline, link.uri) for link in item.associations],
    }


def with_address(place):
    """A place as it is spelled out; the JSON has its name apart."""
    return place.literal or place.name


@pytest.mark.parametrize("name", PAIRS)
def test_a_message_says_what_its_twin_says(name, shared_data):
    folder = shared_data / "wire/dpa-json-7901"
    assert said(story(folder / f"{name}.iptc")) == said(story(folder / f"{name}.json"))


@pytest.mark.parametrize("name", PAIRS)
def test_a_message_has_its_twin_s_story_block_by_block(name, shared_data):
    folder = shared_data / "wire/dpa-json-7901"
    twins = [story(folder / f"{name}.{kind}") for kind in ("iptc", "json")]
    bodies = [" ".join(twin.body.split()) for twin in twins]
    assert bodies[0] == bodies[1]
    subheads = [[block.text for block in twin.blocks if block.role is Role.SUBHEAD] for twin in twins]
    assert subheads[0] == subheads[1]


@pytest.mark.parametrize("name", [*PAIRS, "tvo-pol"])
def test_every_note_of_the_twin_is_among_the_notes(name, shared_data):
    folder = shared_data / "wire/dpa-json-7901"
    seven, json = (story(folder / f"{name}.{kind}").ed_note or "" for kind in ("iptc", "json"))

    def plain(text):
        return " ".join(text.replace("„", '"').replace("“", '"').replace("+ ", "- ").split())

    assert [note for note in json.split("\n") if plain(note).removeprefix("- ") not in plain(seven)] == []
