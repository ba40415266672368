import pytest

from worker.item import Role
from worker.normalize.caption import as_caption, caption_mark_end, prose_end
from worker.normalize.pieces import Piece


def piece(text, *, plain=True):
    return Piece(Role.PARAGRAPH, text, text, plain)


@pytest.mark.parametrize(
    "mark",
    [
        "(COMBO) ",
        "(FILES) ",
        "(COMBO/FILES) ",
        "(FILES) (COMBO) ",
        "(ARCHIVBILD) ",
        "(ARQUIVO) ",
        "(Archives) ",
        "(أرشيف) ",
        "FILE - ",
    ],
)
def test_the_prose_of_a_caption_begins_after_its_marks(mark):
    assert caption_mark_end(f"{mark}Un train à Lima.") == len(mark)


@pytest.mark.parametrize(
    "text", ["(G7) Le train", "(AFP) Le train", "Le train (FILES)", "FIRE - A train", "(FILES and more) Le"]
)
def test_other_brackets_and_words_are_no_mark(text):
    assert caption_mark_end(text) == 0


def test_the_record_keeps_the_mark_and_the_recognizer_does_not_see_it():
    caption = as_caption(piece("(COMBO) Deux trains. (Photo by Ann LEE and Bo BERG / AFP)"), before_dateline=False)
    assert caption.text.startswith("(COMBO)")
    assert caption.text[caption.prose_start : caption.prose_end] == "Deux trains."


def test_a_phrase_makes_a_caption_only_before_a_dateline_and_without_markup():
    text = "Cette photo prise mardi montre un train"
    assert as_caption(piece(text), before_dateline=True).role is Role.CAPTION
    assert as_caption(piece(text), before_dateline=False) is None
    assert as_caption(piece(text, plain=False), before_dateline=True) is None


def test_only_a_credit_ends_the_prose_early():
    assert prose_end("Un train. (Foto: Ann Lee)") == 9
    assert prose_end("Un train (12 wagons)") is None


@pytest.mark.parametrize(
    "credit",
    [
        " © AFP / Luc MOREAU",
        " © Luc MOREAU / AFP",
        " © Luc Moreau, AFP",
        " (AFP / Luc MOREAU)",
        ". Luc MOREAU / AFP",
        ". AFP - Luc MOREAU",
        ". POOL/AFP - Luc MOREAU",
        ". afp.com/Luc MOREAU",
        " afp.com/Luc MOREAU",
        " / Luc Moreau / AFP",
        " / AFP PHOTO / Luc MOREAU",
        " (Keystone/Luc Moreau)",
        " (fot. PAP/Luc Moreau)",
        " AFP PHOTO / LUC MOREAU",
        " BELGA PHOTO LUC MOREAU",
        " - Montage AFP",
        " - Photomontage AFP",
    ],
)
def test_a_credit_that_names_house_and_person_makes_a_caption_anywhere(credit):
    caption = as_caption(piece(f"Un train à Lima{credit}", plain=False), before_dateline=False)
    assert caption.role is Role.CAPTION
    assert caption.text[: caption.prose_end].strip(" .") == "Un train à Lima"


def test_such_a_credit_alone_is_one():
    assert as_caption(piece("( AFP / Luc MOREAU )"), before_dateline=False).role is Role.CREDIT


@pytest.mark.parametrize(
    "text",
    [
        "Le train partira, selon un sondage (Reuters/Ipsos)",
        "Le train partira. (Financial Times/AFP)",
        "Der Zug fährt ab. (Financial Times, dpa)",
        "Ett tåg kom. Anna Lund/TT",
        "« Enfin ». © AFP",
        "Ett tåg kom. Foto: Anna Lund/TT",
        "Der Zug fährt ab. Lagos Rail via Reuters",
        "O comboio parte. ANA LOPES/LUSA",
        "Le train partira. / Luc Moreau / AFP",
        "Le train partira - AFP",
        "Le train partira en 2024 (Luc MOREAU)",
        "Vers le nord / vers le sud / partout",
        "11.00h.- Barcelona.- Rueda de prensa de la empresa (Texto) (Foto)",
    ],
)
def test_a_source_or_a_product_line_makes_none(text):
    assert as_caption(piece(text), before_dateline=False) is None


@pytest.mark.parametrize(
    "credit",
    [
        " Foto: Bo Berg/dpa",
        " Foto: Bo Berg/dpa/Archivbild",
        " Photo: Ann Lee / AFP",
        " Photograph: Ann Lee/AFP/Getty Images",
        " Fot. PAP/Jan Nowak",
        " / Ann Lee / AFP",
        " - Montage AFP",
        " - AFP/Archives",
        " ANA LOPES/LUSA",
        " Ana Ruiz / Europa Press",
        " REUTERS/Ann Lee TPX IMAGES OF THE DAY",
        " Lagos Rail/Handout via REUTERS",
        " (Luc MOREAU)",
    ],
)
def test_in_front_of_a_story_such_a_credit_can_stand_behind_a_sentence(credit):
    text = f"A train stands in Lima.{credit}"
    caption = as_caption(piece(text), before_dateline=True)
    assert caption.role is Role.CAPTION
    assert text[: caption.prose_end].rstrip() == "A train stands in Lima."


@pytest.mark.parametrize(
    "text",
    [
        "Le train partira, selon un sondage (Institut IFOP)",
        "Le train partira. (Agence AFP)",
        "Le train partira - AFP",
        "Train en grève (Luc MOREAU)",
    ],
)
def test_a_headline_in_front_of_a_story_is_no_caption(text):
    assert as_caption(piece(text), before_dateline=True) is None
