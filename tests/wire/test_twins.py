"""The same story in two formats gives the same normalized fields, as its agency's own converters made the one of the other."""

from typing import Any

import pytest

from wire.found import folded, letters

Record = dict[str, Any]

ARTICLES = ("dw-1", "eil", "lesestuecke", "nsb-n1", "spe-tab", "tvo-pol")  # dpa's JSON and its IPTC 7901


def fields(record: Record) -> dict[str, Any]:
    """What normalization makes of an item, whatever its format keeps apart or leaves out."""
    wire = record["wire"]
    dateline = wire.get("dateline", {})
    return {
        "agency": wire.get("agency"),
        "language": record.get("language"),
        "headline": folded(record["headlines"][0]["value"]) if "headlines" in record else None,
        "slug": wire.get("slug", {}).get("key"),
        "authors": [author["name"] for author in wire.get("byline", {}).get("authors", ())],
        "places": [place["name"] for place in dateline.get("places", ())],
        "agencies": dateline.get("agencies"),
        "signOff": {name: wire["signOff"].get(name) for name in ("segments", "writers", "editors")}
        if "signOff" in wire
        else None,
        "kind": wire.get("version", {}).get("kind"),
        "urgency": record.get("urgency"),
        "pubStatus": record["pubStatus"],
        "embargoedUntil": record.get("embargoedUntil"),
        "body": letters(record["bodies"][0]["value"]) if "bodies" in record else None,
    }


def differences(one: Record, other: Record, *apart: str) -> dict[str, Any]:
    """The fields that both have and that differ; a format without a place for a slug has none."""
    left, right = fields(one), fields(other)
    both = [name for name in left if left[name] and right[name] and name not in apart]
    return {name: (left[name], right[name]) for name in both if left[name] != right[name]}


@pytest.mark.parametrize("name", ARTICLES)
def test_dpa_s_json_and_its_iptc_7901_are_one_story(name, shared_data, records):
    folder = shared_data / "wire/dpa-json-7901"
    (as_json,), (as_7901,) = records(folder / f"{name}.json"), records(folder / f"{name}.iptc")
    assert not differences(as_json, as_7901)


def test_dpa_s_json_and_its_newsml_g2_are_one_story(shared_data, records):
    folder = shared_data / "wire/dpa-json-g2"
    found = {}
    for file in sorted(folder.glob("in_*.json")):
        twin = folder / f"{file.stem.replace('in_', 'out_', 1)}.xml"
        if twin.exists():
            (as_json,), (as_g2,) = records(file), records(twin)
            if differing := differences(as_json, as_g2, "slug"):
                found[file.name] = differing
    assert not found


@pytest.mark.parametrize("number", ["20130515006361", "20130605006126", "20130612006110", "20130731006140"])
@pytest.mark.parametrize("generation", ["1.4", "2.1", "3.0"])
def test_business_wire_s_newsml_and_its_ninjs_are_one_story(number, generation, shared_data, records):
    folder = shared_data / "wire/ninjs"
    file = folder / f"{generation}_businesswire-newsml-{number}.json"
    if not file.exists():
        return
    (as_ninjs,), (as_newsml,) = records(file), records(folder / f"businesswire-newsml-{number}.xml")
    assert not differences(as_ninjs, as_newsml, "body")
    assert fields(as_newsml)["body"].startswith(fields(as_ninjs)["body"])  # IPTC's examples break off
