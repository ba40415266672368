"""Every real slug, byline, dateline, sign-off, subhead, trailer and advisory line, read as an editor reads it.

The lines are the agencies' and lie beside the checkout; here stand what each of them says and, as its key, the beginning
of its SHA-256. An editor has reviewed every row; a line without a row fails, and so does a row without a line.
"""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from worker.agencies import agency_of
from worker.item import Role
from worker.normalize.byline import parse_byline
from worker.normalize.dateline import find_dateline, parse_dateline
from worker.normalize.dates import read_time
from worker.normalize.furniture import Tail, take_tail
from worker.normalize.interior import subhead_text
from worker.normalize.pieces import Piece
from worker.normalize.signoff import field_signoff
from worker.normalize.slug import parse_slug
from worker.normalize.version import note_word
from worker.slug_form import PLAIN

NEAR = "2024-01-10T00:00:00+00:00"


def tail_of(line: str, agency: str | None) -> Tail:
    pieces = tuple(Piece(Role.PARAGRAPH, text, text, plain=True) for text in ("The train left.", line))
    return take_tail(pieces, agency_of(agency))


def slug(line: str, row: dict[str, Any]) -> dict[str, Any]:
    agency = agency_of(row["agency"])
    keywords = tuple(row.get("keywords", ()))  # what the item states beside it
    read, word = parse_slug(line, form=agency.slug if agency else PLAIN, keywords=keywords)
    assert read.raw == line
    members = {"parts": list(read.parts), "key": read.key, "kind": read.kind}
    return members | {"version": word and word.kind, "number": word and word.number}


def byline(line: str, _row: dict[str, Any]) -> dict[str, Any]:
    read = parse_byline(line)
    people = (
        [{name: value for name, value in asdict(author).items() if value} for author in read.authors] if read else None
    )
    return {"authors": people}


def dateline(line: str, _row: dict[str, Any]) -> dict[str, Any]:
    read, found = parse_dateline(line, NEAR), find_dateline(line, NEAR)
    return {
        "places": [[place.name, place.country] for place in read.places] if read else None,
        "date": read and read.date,
        "agencies": list(read.agencies) if read else None,
        "opens": found.start if found and found.sure else None,
    }


def sign_off(line: str, row: dict[str, Any]) -> dict[str, Any]:
    if row.get("field"):
        found = field_signoff(line, agency_of(row["agency"]))
    else:
        tail = tail_of(line, row["agency"])
        found = tail.sign_off
        if found is None:
            return {"role": tail.furniture[-1].role if tail.furniture else "paragraph"}
    members = ("segments", "compiled", "writers", "editors", "roles")
    return json.loads(json.dumps({name: getattr(found, name) for name in members}))


def subhead(line: str, _row: dict[str, Any]) -> dict[str, Any]:
    text = subhead_text(line)
    return {"words": len(text.split()) if text and text in line and text[0] not in "-– " else None}


def trailer(line: str, row: dict[str, Any]) -> dict[str, Any]:
    furniture = tail_of(line, None).furniture
    role = {"role": furniture[-1].role if furniture else "paragraph"}
    return role | ({"time": read_time(line, row["zone"])} if "time" in row else {})


def advisory(line: str, _row: dict[str, Any]) -> dict[str, Any]:
    word = note_word(line)
    return {"kind": word and word.kind}


@pytest.mark.parametrize(
    ("kind", "table", "read"),
    [
        ("slug", "real-slugs", slug),
        ("byline", "real-bylines", byline),
        ("byline-photo", "real-bylines-photo", byline),
        ("contributor", "real-contributors", byline),
        ("dateline", "real-datelines", dateline),
        ("signoff", "real-signoffs", sign_off),
        ("subhead", "real-subheads", subhead),
        ("trailer", "real-trailers", trailer),
        ("advisory/productline", "real-advisories", advisory),
    ],
)
def test_every_real_line_is_read_as_an_editor_reads_it(kind, table, read, real_lines):
    rows = json.loads((Path(__file__).parents[2] / f"data/cases/{table}.json").read_text(encoding="utf-8"))
    expected = {row["line"]: row for row in rows}
    lines = {sha256(line.encode()).hexdigest()[:12]: line for of, line in real_lines if of == kind}
    assert lines.keys() == expected.keys()
    about = {"line", "agency", "field", "zone", "keywords"}
    misses = []
    for key, line in lines.items():
        wanted = {name: value for name, value in expected[key].items() if name not in about}
        found = read(line, expected[key])
        if found != wanted:
            misses.append(f"{line}\n  read as  {found}\n  meant is {wanted}")
    assert misses == [], "\n".join(misses)
