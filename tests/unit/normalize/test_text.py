import pytest

from worker.item import Warn
from worker.normalize.text import clean, fold_letters, fold_name, fold_typography, has_words


def test_the_agencys_typography_stays():
    text = "« L’appel\u202f»\u00a0: “10\u00a0000” – l'autre… – 2\u2009500"
    assert clean(text).text == text
    assert clean(text).warnings == ()


@pytest.mark.parametrize(
    ("raw", "text", "warnings"),
    [
        ("Zelen\u00adsky", "Zelensky", ()),
        ("\ufeffLe train", "Le train", ()),
        ("Le\x07 train \x02part\x7f", "Le train part", (Warn.CONTROL_CHARACTERS_REMOVED,)),
        ("Le\x10train", "Le train", (Warn.CONTROL_CHARACTERS_REMOVED,)),
        ("Le   train\tpart", "Le train part", ()),
        ("e\u0301te\u0301", "été", ()),
        ("L\x92été", "L’été", (Warn.MOJIBAKE_REPAIRED,)),
        ("lâ€™Ã©tÃ© Ã  Lima", "l’été à Lima", (Warn.MOJIBAKE_REPAIRED,)),
        ("LTR\u200e only", "LTR only", ()),
    ],
)
def test_what_no_reader_sees_or_can_read_goes(raw, text, warnings):
    assert clean(raw).text == text
    assert clean(raw).warnings == warnings


@pytest.mark.parametrize(
    "text", ["Â mon avis", "Ã Lima", "São Tomé", "naïve façade", "Îles Åland", "ÂGE", "Ü“ber", "MÉXICO Ð\u00a0x"]
)
def test_letters_that_only_look_like_damage_stay(text):
    assert clean(text).text == text


def test_marks_of_direction_stay_where_they_order_a_line():
    assert clean("قال\u200f: GMT").text == "قال\u200f: GMT"


def test_joiners_of_persian_and_emoji_stay():
    text = "می\u200cخواهم 👩\u200d🚒"
    assert clean(text).text == text


def test_columns_stay_where_layout_counts():
    assert clean("a   b\n  c", layout=True).text == "a   b\n  c"


def test_typography_is_folded_code_point_for_code_point():
    text = "L’appel «\u202fnon\u202f» “oui” –\u00a0`x´ a\u2011b\nc"
    assert len(fold_typography(text)) == len(text)
    assert fold_typography(text) == "L'appel « non » \"oui\" – 'x' a-b c"


def test_a_name_has_one_key_however_it_is_spelt():
    assert fold_name("L’Oréal") == fold_name("L'OREAL") == "l'oreal"
    assert fold_name("Wałęsa") == "walesa"
    assert fold_name("أحمَد") == fold_name("احمد")


def test_signs_that_make_another_letter_are_part_of_the_key():
    assert fold_name("が") != fold_name("か")
    assert fold_name("कि") != fold_name("क")


def test_letters_are_folded_in_place():
    text = "ÉTÉ ß ﬁ أ"
    assert len(fold_letters(text)) == len(text)


def test_words_are_letters_or_digits():
    assert has_words("5")
    assert not has_words("___ -- …")


@pytest.mark.parametrize("fold", [fold_letters, fold_typography])
def test_western_letters_are_folded_alike_whatever_stands_beside_them(fold):
    letters = "".join(map(chr, range(256)))
    assert fold(letters) == fold(f"{letters}字")[:-1] == "".join(map(fold, letters))
