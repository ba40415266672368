import time

import pytest

from worker.item import Role
from worker.normalize.pieces import Piece
from worker.normalize.quotes import mend_quotes, with_quotes


@pytest.mark.parametrize(
    ("wire", "printed"),
    [
        ("des +chatters+ de Lima", "des “chatters” de Lima"),
        ('"Les +gilets bleus+ sont là"', '"Les “gilets bleus” sont là"'),
        ("سياسة +العصا والجزرة+ (الترهيب)", "سياسة “العصا والجزرة” (الترهيب)"),
        ("بـ +الجزرة+ وب+العصا+", "بـ “الجزرة” وب“العصا”"),
        ("هو + لماذا القطار؟ +: أبعد", "هو “لماذا القطار؟”: أبعد"),
        ("+Oui+.", "“Oui”."),
        ("``Look Good''", "“Look Good”"),
        ("``He said `no' twice.''", "“He said `no' twice.”"),
        ("Il dit ''c'est l'été'' hier", "Il dit “c'est l'été” hier"),
        ("trains _ and buses", "trains — and buses"),
    ],
)
def test_what_keyboards_had_for_quotes_is_printed_as_quotes(wire, printed):
    assert mend_quotes(wire) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Canal+ a dit que Disney+ et Apple TV+ montent",
        "+12 degrés à Lima, +14 à Quito",
        "Apple + Google + Amazon",
        "A+ et B+",
        "+49 731 0000",
        "C++ et D++",
        "(90+3), (45+1)",
        "les 18 ans et +",
        "+++ EIL +++",
        "file_name _",
        "___",
        "l'été, rock 'n' roll",
        "5'10'' and 6'2''",
    ],
)
def test_what_only_looks_like_them_stays(text):
    assert mend_quotes(text) == text


def test_a_captions_prose_is_where_it_was():
    text = "(FILES) Le ``train'' _ enfin. (Photo by Ann LEE / AFP)"
    piece = Piece(Role.CAPTION, text, text, prose_start=8, prose_end=29)
    (mended,) = with_quotes((piece,))
    assert mended.text[mended.prose_start : mended.prose_end] == "Le “train” — enfin."
    assert mended.raw == text


def test_rows_of_a_table_stay():
    piece = Piece(Role.TABLE, "+a+ | _ | b", "+a+ | _ | b")
    assert with_quotes((piece,)) == (piece,)


@pytest.mark.parametrize("piece", ["+a", "+a ", " +a b", "``", "''a", "''", " _ ", "a+", "'' ", "+ a"])
def test_a_megabyte_is_answered_at_once(piece):
    begun = time.process_time()
    mend_quotes((piece * 1_000_000)[:1_000_000])
    assert time.process_time() - begun < 3
