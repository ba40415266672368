import json
from pathlib import Path

import pytest

from worker.normalize.dateline import find_dateline, parse_dateline

CASES = json.loads((Path(__file__).parents[2] / "data/cases/dateline.json").read_text(encoding="utf-8"))
NEAR = "2024-01-10T00:00:00+00:00"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_dateline_opens_a_paragraph(case):
    found = find_dateline(case["input"], NEAR)
    read = found and {
        "raw": found.dateline.raw,
        "places": [[place.name, place.country] for place in found.dateline.places],
        "date": found.dateline.date,
        "agencies": list(found.dateline.agencies),
        "sure": found.sure,
        "start": found.start,
    }
    assert read == case["expected"]


@pytest.mark.parametrize("case", [case for case in CASES if case["expected"]], ids=lambda case: case["label"])
def test_raw_is_exactly_the_characters_of_the_wire(case):
    found = find_dateline(case["input"], NEAR)
    assert case["input"][found.start : found.end] == found.dateline.raw


@pytest.mark.parametrize(
    ("field", "places"),
    [
        ("ROUND HILL, Texas", [("Round Hill", "US")]),
        ("Parma, Italy", [("Parma", "IT")]),
        ("CAPITOL HILL", [("Capitol Hill", None)]),
        ("加州森尼維爾", [("加州森尼維爾", "US")]),
        ("لوس انجليس (أ ف ب)", [("لوس انجليس", None)]),
        ("Lima (AFP) -", [("Lima", None)]),
        ("Landquart GR", [("Landquart", "CH")]),
        ("Springfield NE", [("Springfield NE", None)]),
        ("Washington DC", [("Washington", "US")]),
        ("Ramallah, West Bank", [("Ramallah", "PS")]),
        ("Dar es Salaam", [("Dar es Salaam", None)]),
        ("Kyiv, Ukraine and Warsaw, Poland", [("Kyiv", "UA"), ("Warsaw", "PL")]),
        ("Seoul / Busan", [("Seoul", None), ("Busan", None)]),
        ("القدس المحتلة", [("القدس المحتلة", None)]),
    ],
)
def test_a_field_needs_neither_mark_nor_dash(field, places):
    dateline = parse_dateline(field)
    assert dateline.raw == field
    assert [(place.name, place.country) for place in dateline.places] == places


@pytest.mark.parametrize(
    "field",
    [
        "SAID TO BE DECEMBER 31, 2015",
        "2018-01-03 20:13:08 GMT",
        "No-Data-Available, MAR 04",
        "By Ann Lee, London",
        "N/A",
        "-",
        "  ",
    ],
)
def test_what_is_no_place_is_no_dateline(field):
    assert parse_dateline(field) is None


def test_a_field_with_a_date_alone_or_a_whereabouts_keeps_what_it_says():
    assert parse_dateline("March 3, 2025").date == "2025-03-03"
    assert parse_dateline("Au large de l'île de Paros").raw == "Au large de l'île de Paros"


def test_real_datelines_have_their_place(real_lines):
    lines = [line for kind, line in real_lines if kind == "dateline"]
    read = [line for line in lines if (dateline := parse_dateline(line, NEAR)) and dateline.places]
    assert len(lines) > 40
    assert [line for line in lines if line not in read] == []


def test_a_field_of_which_only_the_mark_is_read_keeps_its_words():
    dateline = parse_dateline("Au large de l'île de Paros (AFP)")
    assert (dateline.raw, dateline.places, dateline.agencies) == ("Au large de l'île de Paros (AFP)", (), ("AFP",))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BRUSELAS, 28 Nov. (Del corresponsal de EUROPA PRESS, Ana Ruiz) - Un tren llegó.", "Ana Ruiz"),
        ("BRUSELAS, 28 Nov. (EUROPA PRESS - Ana Ruiz) - Un tren llegó.", "Ana Ruiz"),
        ("Buenos Aires, 28 de noviembre (Télam, por Juan Ruiz).- Un tren llegó.", "Juan Ruiz"),
        ("(ANSA) - ROMA, 28 NOV - (di Ada Neri) Il treno è arrivato.", "Ada Neri"),
        ("غزة / محمد سعيد / الأناضول", "محمد سعيد"),
        ("新华社利马5月5日电（记者张三）列车抵达。", "张三"),
        ("(리마=연합뉴스) 김철수 특파원 = 열차가 도착했다.", "김철수"),
    ],
)
def test_who_signs_within_a_dateline_is_its_byline(text, name):
    assert [author.name for author in find_dateline(text, NEAR).byline.authors] == [name]


def test_what_europa_press_passes_on_is_its_own():
    assert find_dateline("MADRID, 28 (DPA/EP) - Un tren llegó.", NEAR).agency.code == "EuropaPress"
