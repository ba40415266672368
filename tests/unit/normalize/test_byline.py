import json
from dataclasses import asdict
from pathlib import Path

import pytest

from worker.item import Author
from worker.normalize.byline import opens_byline, parse_byline, with_authors

CASES = json.loads((Path(__file__).parents[2] / "data/cases/byline.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_byline_is_read_person_by_person(case):
    byline = parse_byline(case["input"])
    assert (byline and [asdict(author) for author in byline.authors]) == case["expected"]


@pytest.mark.parametrize(
    "line",
    [
        "Par Luc MOREAU",
        "By Ruth Adler and Alma Castro",
        "Von dpa",
        "Por Ana Ruiz Gómez",
        "By The Associated Press",
        "(Von Lars Kramer/APA)",
        "By Reuters Staff",
        "بقلم سمير كمال",
        "Par Luc MOREAU, à Lima",
        "Text: Anna Berg",
        "By MARIA DELACRUZ and JOHN P. HENLEY JR.",
        "Par Le Parisien avec AFP",
        "De notre envoyé spécial",
        "By AFP's Gaza bureau",
        "Z Brukseli Jan Nowak (PAP)",
        "Aus New York Jan Neumann, dpa",
        "dal nostro inviato a Tel Aviv Ada Neri",
    ],
)
def test_a_line_can_open_a_byline(line):
    assert opens_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Par la fenêtre, il a vu le train",
        "Par ailleurs, le ministre s'est tu.",
        "By Monday, the trains were back",
        "Von Paris nach Lyon fährt kein Zug",
        "Luc Moreau",
        "De Gaulle est mort",
        "Von der Leyen in Lima",
        "By the Book",
        "Par L'Oréal",
        "Bericht: Lars Kramer",
        "من جهته قال الوزير",
        "Photo by Ruth Adler",
        "By Monday, the trains were back in the U.S.",
        "By Friday the U.S.",
        "By Ann Lee, who saw it.",
        "By special train",
        "De l'envoyé spécial américain, on ne sait rien",
        "Aus Berlin Angela Merkel",
        "Z Polski Jan Nowak",
        "Aus Liebe zur Kunst",
        "da Vinci Code (ANSA)",
    ],
)
def test_prose_that_begins_so_is_no_byline(line):
    assert not opens_byline(line)


def test_real_bylines_give_people_or_a_house(real_lines):
    lines = [line for kind, line in real_lines if kind.startswith("byline")]
    unread = [line for line in lines if parse_byline(line) is None]
    assert unread == []


def test_people_stated_one_by_one_are_people_in_a_readers_letter_case():
    stated = (Author("LEE, ANN"), Author("holt.henry"), Author("The Associated Press"), Author("Bo BERG", "Editor"))
    byline = with_authors(None, stated)
    assert byline.authors == (Author("Ann Lee"), Author("Bo Berg", "Editor"))
    assert byline.raw == "LEE, ANN, holt.henry, The Associated Press, Bo BERG"


def test_the_line_adds_what_the_stated_people_lack_and_whom():
    byline = parse_byline("By ANN M. LEE in Lima and CY DALE, AP Business Writers")
    read = with_authors(byline, (Author("Ann Lee"),))
    assert read.authors == (
        Author("Ann Lee", "Business Writers", "AP", "Lima"),
        Author("Cy Dale", "Business Writers", "AP"),
    )
    assert read.raw == "By ANN M. LEE in Lima and CY DALE, AP Business Writers"


def test_two_of_one_surname_stay_two():
    assert len(with_authors(None, (Author("Jan Berg"), Author("Jens Berg"))).authors) == 2


def test_without_stated_people_the_line_is_all():
    assert with_authors(None, ()) is None
