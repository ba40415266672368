import json
from pathlib import Path

import pytest

from worker.agencies import agency_of
from worker.item import RawBlock, RawKind, Role, Warn
from worker.normalize.structure import find_structure

CASES = json.loads((Path(__file__).parents[2] / "data/cases/structure.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_body_is_read_in_its_parts(case):
    structure = find_structure(tuple(map(RawBlock, case["blocks"])), agency_of(case["agency"]))
    expected = case["expected"]
    assert [[piece.role, piece.text] for piece in structure.pieces] == expected["blocks"]
    assert (structure.headline and structure.headline.text) == expected.get("headline")
    assert structure.slug == expected.get("slug")
    assert structure.embargo == expected.get("embargo")


def test_the_dateline_names_the_agency_that_decides_what_a_sign_off_is():
    blocks = (RawBlock("Lima (AFP) - Le train est parti."), RawBlock("vt"))
    assert find_structure(blocks, None).sign_off.writers == ("vt",)


@pytest.mark.parametrize(
    ("line", "code"), [("Ann Lee, The Canadian Press", "CP"), ("Ann Lee, AP", None), ("Lima, The Canadian Press", None)]
)
def test_a_last_byline_with_a_house_in_full_names_the_agency(line, code):
    structure = find_structure((RawBlock("The train left on Monday."), RawBlock(line)), None)
    assert (structure.agency and structure.agency.code) == code


def test_a_doubtful_dateline_is_kept_from_the_recognizer_all_the_same():
    structure = find_structure((RawBlock("Lima (AFP) Le train est parti."),), None)
    assert structure.warnings == (Warn.AMBIGUOUS_DATELINE,)
    opening = structure.pieces[0]
    assert opening.text[opening.prose_start : opening.prose_end].strip() == "Le train est parti."


def test_the_dateline_of_mojibake_is_the_wires_own():
    structure = find_structure((RawBlock("MÃ¡laga (AFP) - Le train est arrivÃ© Ã  la gare."),), None)
    assert structure.dateline.raw == "MÃ¡laga (AFP) -"
    assert structure.dateline.places[0].name == "Málaga"
    assert structure.pieces[1].raw == "Le train est arrivÃ© Ã  la gare."


def test_marked_up_blocks_keep_their_roles():
    blocks = (
        RawBlock("Le train est parti.", RawKind.PARAGRAPH),
        RawBlock("- 'Enfin' -", RawKind.SUBHEAD),
        RawBlock("Nous attendions.", RawKind.QUOTE),
        RawBlock("a\tb", RawKind.TABLE),
        RawBlock("un\ndeux", RawKind.LIST),
    )
    pieces = find_structure(blocks, None).pieces
    assert [piece.role for piece in pieces] == [Role.PARAGRAPH, Role.SUBHEAD, Role.QUOTE, Role.TABLE, Role.LIST]
    assert (pieces[1].text, pieces[1].raw, pieces[4].text) == ("'Enfin'", "- 'Enfin' -", "un\ndeux")


def test_a_marked_up_paragraph_is_the_byline_where_it_opens_as_one():
    blocks = (
        RawBlock("(Adds a quote)", RawKind.PARAGRAPH),
        RawBlock("By Ann Lee and Bo Berg", RawKind.PARAGRAPH),
        RawBlock("LIMA, May 2 (Reuters) - A train has come.", RawKind.PARAGRAPH),
    )
    structure = find_structure(blocks, None, headline_stated=True)
    assert [author.name for author in structure.byline.authors] == ["Ann Lee", "Bo Berg"]
    roles = [Role.ADVISORY, Role.BYLINE, Role.DATELINE, Role.PARAGRAPH]
    assert [piece.role for piece in structure.pieces] == roles
    prose = (RawBlock("By Monday the train had come.", RawKind.PARAGRAPH), RawBlock("All went in.", RawKind.PARAGRAPH))
    assert find_structure(prose, None, headline_stated=True).byline is None


def test_a_marked_up_paragraph_is_never_taken_for_the_headline():
    blocks = (
        RawBlock("Le train arrive enfin", RawKind.PARAGRAPH),
        RawBlock("Lima (AFP) - Il est là.", RawKind.PARAGRAPH),
    )
    structure = find_structure(blocks, None)
    assert structure.headline is None
    assert structure.pieces[0].role is Role.PARAGRAPH


def test_a_stated_headline_leaves_the_first_line_in_the_body():
    blocks = (RawBlock("Le train arrive enfin"), RawBlock("Lima (AFP) - Il est là."))
    assert find_structure(blocks, None, headline_stated=True).pieces[0].text == "Le train arrive enfin"


def test_empty_blocks_after_the_sign_off_do_not_hide_it():
    blocks = (RawBlock("Le train est parti."), RawBlock("vt/kpl"), RawBlock(""), RawBlock("  "), RawBlock("\u00a0"))
    structure = find_structure(blocks, agency_of("AFP"))
    assert structure.sign_off.raw == "vt/kpl"
    assert len(structure.pieces) == 2
