"""Nothing that a format states is lost on its way: every member of a wire item is found in its record."""

import dataclasses
import json
from typing import Any

import pytest

from worker.item import (
    AltId,
    Association,
    Author,
    Concept,
    FileOrigin,
    Hints,
    Message,
    Place,
    RawBlock,
    RawKind,
    Text,
    Warn,
    WireItem,
)
from worker.normalize import normalize
from worker.record import encode
from worker.schemas import validate


def concept(name: str) -> Concept:
    return Concept(name=f"{name}-name", uri=f"http://example.org/{name}-uri", literal=f"{name}-literal")


FULL = WireItem(
    format="a-format",
    hints=Hints(),
    blocks=(
        RawBlock("Le train est arrivé à Quito, a dit la compagnie.", RawKind.PARAGRAPH),
        RawBlock("block-table\t1\t2", RawKind.TABLE),
    ),
    uri="urn:example:item-uri",
    id="item-id",
    version="v-701",
    previous_version="v-700",
    agency="AFP",
    type="video",
    profile="item-profile",
    language="pt-BR",
    first_created="2024-05-01T01:02:03Z",
    version_created="2024-05-02T01:02:03Z",
    expires="2025-06-07T01:02:03Z",
    embargoed="2024-05-03T01:02:03Z",
    status="item-status",
    urgency=3,
    priority=4711,
    headlines=(Text("Headline of the item", "headline-role"), Text("Second headline")),
    descriptions=(Text("Description of the item", "description-role"),),
    slug="slug-one-two",
    slug_parts=("one", "two"),
    byline="By Ann Lee",
    authors=(Author("Ann Lee", "author-title", "author-house", "author-town"),),
    dateline="LIMA (AFP) -",
    dateline_date="20240504",
    located=(Place("located-place", "PE", 3936456, -12.5, -77.5),),
    sign_off="ab-cd/ef",
    take="item-take",
    kind="item-kind",
    notes=("A note of the item",),
    keywords=("keyword-one",),
    products=("product-one",),
    copyright_holder="copyright-holder",
    copyright_notice="copyright-notice",
    usage_terms="usage-terms",
    subjects=(concept("subject"),),
    genres=(concept("genre"),),
    sources=(concept("source"),),
    people=(concept("person"),),
    organisations=(concept("organisation"),),
    places=(concept("place"),),
    events=(concept("event"),),
    objects=(concept("object"),),
    associations=(
        Association(
            "assoc-name",
            "picture",
            "http://example.org/assoc",
            "assoc-headline",
            "assoc-caption",
            "assoc-by",
            "assoc-credit",
        ),
    ),
    alt_ids=(AltId("alt-role", "alt-value"),),
    warnings=(Warn.BAD_HINT,),
)
# Read, and said in other words: what the record says instead.
READ = {
    "urgency": ['"urgency":3'],
    "dateline_date": ["2024-05-04"],
    "first_created": ["2024-05-01T01:02:03+00:00"],
    "version_created": ["2024-05-02T01:02:03+00:00"],
    "expires": ["2025-06-07T01:02:03+00:00"],
    "embargoed": ["2024-05-03T01:02:03+00:00"],
    "blocks": ["Le train est arrivé à Quito, a dit la compagnie.", "block-table\\t1\\t2"],
}
NOT_OF_THE_ITEM = {"hints"}


def record(item: WireItem) -> str:
    story = normalize(item, None)
    written = encode(
        story,
        (),
        story.dateline,
        message=Message(b"", FileOrigin("a")),
        index=0,
        sha256="ab" * 32,
        item_sha256="cd" * 32,
        worker="1",
        models={},
    )
    validate(written.value, strict=True)
    return written.value.decode()


def leaves(value: Any) -> list[Any]:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [leaf for field in dataclasses.fields(value) for leaf in leaves(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [leaf for member in value for leaf in leaves(member)]
    return [] if value is None or isinstance(value, RawKind) else [value]


@pytest.mark.parametrize("member", [field.name for field in dataclasses.fields(WireItem)])
def test_every_member_of_an_item_is_in_its_record(member):
    if member in NOT_OF_THE_ITEM:
        return
    value = getattr(FULL, member)
    assert value, "a new member has no value here"
    written = record(FULL)
    for leaf in READ.get(member) or leaves(value):
        assert (leaf if isinstance(leaf, str) else json.dumps(leaf)) in written, leaf
