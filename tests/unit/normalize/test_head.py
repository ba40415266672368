import pytest

from worker.item import Role
from worker.normalize.head import read_head
from worker.normalize.pieces import Piece

PROSE = "Le train est arrivé mardi à la gare centrale de Lima, a annoncé la compagnie."


def pieces(*texts, plain=True):
    return tuple(Piece(Role.PARAGRAPH, text, text, plain) for text in texts)


def test_a_short_line_before_prose_is_the_headline():
    head, taken = read_head(pieces("Le train est arrivé", PROSE), None, headline_stated=False)
    assert (head.headline.text, taken) == ("Le train est arrivé", 1)


@pytest.mark.parametrize(
    "line",
    ["Le train est arrivé.", "Est-il arrivé ?", "Les faits:", "- Le temps long -", "Chers amis,", "Train arrivé"],
)
def test_a_line_that_may_be_prose_is_not(line):
    head, taken = read_head(pieces(line, PROSE), None, headline_stated=False)
    assert (head.headline, taken) == (None, 0)


def test_the_house_under_a_name_is_part_of_the_byline():
    head, taken = read_head(pieces("By JANE DOE", "Associated Press", PROSE), None, headline_stated=True)
    assert taken == 2
    assert (head.byline.authors[0].name, head.byline.authors[0].affiliation) == ("Jane Doe", "Associated Press")
    assert [piece.role for piece in head.pieces] == [Role.BYLINE, Role.BYLINE]


def test_a_correction_in_front_of_the_story_leaves_the_body():
    head, taken = read_head(pieces("RECTIFICATIF: le train est à Cuzco.", PROSE), None, headline_stated=True)
    assert (head.pieces[0].role, taken) == (Role.ADVISORY, 1)


def test_a_headline_with_a_version_word_is_a_headline():
    head, _ = read_head(pieces("URGENT: le train est arrivé", PROSE), None, headline_stated=False)
    assert head.headline.text == "URGENT: le train est arrivé"


@pytest.mark.parametrize("line", ["= Il treno è fermo =", "= Il treno è fermo", "Il treno è fermo ="])
def test_the_signs_around_a_headline_are_none_of_it(line):
    head, _ = read_head(pieces(line, PROSE), None, headline_stated=False)
    assert (head.headline.text, head.headline.raw) == ("Il treno è fermo", line)


def test_notes_and_a_byline_of_two_lines_may_stand_under_a_headline():
    lines = (
        "Ferry strike goes on",
        "Eds: UPDATES with union",
        "By ANN LEE",
        "Associated Press",
        "LIMA (AP) — A ferry.",
    )
    head, taken = read_head(pieces(*lines), 4, headline_stated=False)
    assert (head.headline.text, head.byline.authors[0].name, taken) == ("Ferry strike goes on", "Ann Lee", 4)


def test_a_rubric_of_two_words_around_a_dash_is_no_headline():
    lines = ("Perú - TRANSPORTES", "Los trenes vuelven al sur", "Lima, 30 nov (EFE).- Un tren.")
    head, _ = read_head(pieces(*lines), 2, headline_stated=False)
    assert (head.slug, head.headline.text) == ("Perú - TRANSPORTES", "Los trenes vuelven al sur")


def test_a_byline_may_stand_below_embargo_service_slug_and_headline():
    lines = (
        "EMBARGOED UNTIL 0001 TUESDAY",
        "PA NEWS",
        "1 POLITICS Ferries",
        "FARES TO RISE",
        "By Ann Lee, PA News",
        PROSE,
    )
    head, taken = read_head(pieces(*lines), None, headline_stated=False)
    assert (head.slug, head.headline.text, taken) == ("1 POLITICS Ferries", "FARES TO RISE", 5)
    assert head.byline.authors[0].name == "Ann Lee"


def test_a_line_behind_prose_is_no_byline():
    head, taken = read_head(pieces("Fares to rise", PROSE, "By Ann Lee", PROSE), None, headline_stated=False)
    assert (head.byline, taken) == (None, 1)


def test_aps_slug_with_its_desk_is_no_paragraph():
    head, taken = read_head(pieces("AP-EU--Lima-Ferries,KILL", PROSE), None, headline_stated=False)
    assert (head.slug, taken) == ("AP-EU--Lima-Ferries,KILL", 1)


def test_a_subtitle_above_the_dateline_is_no_paragraph():
    lines = ("Zug steht still", "Utl.: Strecke gesperrt =", "Linz (APA) - Ein Zug.")
    head, _ = read_head(pieces(*lines), 2, headline_stated=False)
    assert [(piece.role, piece.text, piece.raw) for piece in head.pieces] == [
        (Role.SUBHEAD, "Utl.: Strecke gesperrt", "Utl.: Strecke gesperrt =")
    ]


def test_before_a_dateline_what_is_not_known_stays_a_paragraph():
    head, taken = read_head(pieces("Une phrase, sans dateline.", "Lima (AFP) - Un train."), 1, headline_stated=True)
    assert ([piece.role for piece in head.pieces], taken) == ([Role.PARAGRAPH], 1)
