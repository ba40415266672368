import pytest

from worker.item import RawBlock, RawKind, Role, Warn
from worker.normalize.pieces import Piece, cut, split_lines, to_pieces, unwrap


def test_blocks_without_anything_to_see_are_gone():
    pieces, warnings = to_pieces((RawBlock("Un train."), RawBlock("\u200b"), RawBlock(" \n ")))
    assert [piece.text for piece in pieces] == ["Un train."]
    assert warnings == ()


def test_warnings_stand_once():
    assert to_pieces((RawBlock("a\x07b"), RawBlock("c\x07d")))[1] == (Warn.CONTROL_CHARACTERS_REMOVED,)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Lima     12  3\nCuzco    10  4", Role.TABLE),
        ("| Lima | 12 |\n| Cuzco | 10 |", Role.TABLE),
        ("Lima\t12\t3", Role.TABLE),
        ("Lima | 12 | 3", Role.TABLE),
        ("Lima, Peru | AFP | Monday 30/11/2026", Role.PARAGRAPH),
        (20 * "The trains ran late. " + "Berlin UTC +2 | Moscow UTC +3 | Lima UTC -5", Role.PARAGRAPH),
        ("- un\n- deux", Role.LIST),
        ("1. un\n2. deux", Role.LIST),
        ("• un\n• deux", Role.LIST),
        ("Le train est\nparti mardi.", Role.PARAGRAPH),
        ("- Le train est\nparti mardi.", Role.PARAGRAPH),
    ],
)
def test_lines_without_markup_tell_tables_and_lists(text, role):
    assert to_pieces((RawBlock(text),))[0][0].role is role


def test_wrapped_lines_are_one_paragraph_again():
    assert unwrap("Le train est\n parti") == "Le train est parti"
    assert unwrap("un dirigeant anti-\noccidental") == "un dirigeant anti-occidental"
    assert unwrap("Bus-\nund Bahnverkehr") == "Bus- und Bahnverkehr"


@pytest.mark.parametrize(
    ("raw", "left_raw", "right_raw"),
    [
        ("Lima (AFP) - Un train.", "Lima (AFP) -", "Un train."),
        ("Li\u00adma (AFP) - Un tr\u00adain.", "Li\u00adma (AFP) -", "Un tr\u00adain."),
        ("Lima\n(AFP)  - Un  train.", "Lima\n(AFP)  -", "Un  train."),
    ],
)
def test_a_cut_falls_at_the_same_place_in_the_raw_text(raw, left_raw, right_raw):
    piece = to_pieces((RawBlock(raw),))[0][0]
    left, right = cut(piece, piece.text.index("Un"))
    assert (left.text, right.text) == ("Lima (AFP) -", "Un train.")
    assert (left.raw, right.raw) == (left_raw, right_raw)


@pytest.mark.parametrize(
    ("raw", "left_raw", "right_raw"),
    [  # the first three have as many characters as the clean text has bytes, or characters
        ("Nîmes (AFP) - Un tr\u00adain.", "Nîmes (AFP) -", "Un tr\u00adain."),
        ("\u200b\u200bLima (AFP) - Un été.", "\u200b\u200bLima (AFP) -", "Un été."),
        (
            "\u200b\u200bLima (AFP) - Un \u0958\u0958.",
            "\u200b\u200bLima (AFP) -",
            "Un \u0958\u0958.",
        ),  # NFC takes it apart
        ("N\u00adi\u0302mes (AFP) - Un train.", "N\u00adi\u0302mes (AFP) -", "Un train."),
        ("NÃ®mes (AFP) - Un train.", "NÃ®mes (AFP) -", "Un train."),
    ],
)
def test_invisible_marks_and_accents_do_not_shift_a_cut(raw, left_raw, right_raw):
    piece = to_pieces((RawBlock(raw),))[0][0]
    left, right = cut(piece, piece.text.index("Un"))
    assert (left.raw, right.raw) == (left_raw, right_raw)


def test_a_text_mended_in_part_is_not_cut_by_its_bytes():
    raw = "Nîmes (AFP) - Un traÃ®neau\u00ad."  # "î" mended or not, an invisible mark: as many characters as bytes
    piece = to_pieces((RawBlock(raw),))[0][0]
    left, _ = cut(piece, piece.text.index("Un"))
    assert (piece.text, left.raw) == ("Nîmes (AFP) - Un traîneau.", "Nîmes (AFP) -")


def test_a_cut_that_cannot_be_placed_in_the_raw_text_loses_nothing():
    left, right = cut(Piece(Role.PARAGRAPH, "abc def", "something else entirely"), 4)
    assert (left.raw, right.raw) == ("something else entirely", "def")


def test_a_block_is_parted_where_a_line_begins_something():
    piece = to_pieces((RawBlock("un\ndeux\ntrois"),))[0][0]
    parts = split_lines(piece, lambda lines, place: lines[place] == "trois")
    assert [part.text for part in parts] == ["un deux", "trois"]


def test_marked_up_blocks_are_not_parted():
    piece = to_pieces((RawBlock("un\ndeux", RawKind.PARAGRAPH),))[0][0]
    assert list(split_lines(piece, lambda *_: True)) == [piece]
