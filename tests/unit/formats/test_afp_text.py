"""AFP's plain text is told by agency, dateline or initials."""

import pytest

from worker.formats.afp_text import parse, sniff
from worker.item import Hints


@pytest.mark.parametrize(
    "text",
    [
        "Genève (AFP) - Une phrase.",
        "GENEVA, May 5, 2024 (AFP) - One sentence.",
        "(COMBO) This picture shows a lake.\n\nGeneva (AFP) - One sentence.",
        "جنيف, 5-5-2024 (أ ف ب) - جملة واحدة",
        "Geneva (AFP/dpa) - One sentence.",
        "Alerte : le lac est fermé\n\nab/cde",
        "Alerte : le lac est fermé\nburs-ab-cd/ef/gh\n\n",
        "تنبيه\n\nبور-اب/ج د/هو",
    ],
)
def test_afp_s_marks_are_seen(text):
    assert sniff(text, Hints())


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA (Reuters) - One sentence.\n\nab/cde",
        "Geneva (AP) — One sentence quoting (AFP).",
        "Un texte sans marque, de quelques mots.",
        "Il a gagné 3/4",
        "Foto: Karl Karlsson/TT",
    ],
)
def test_other_texts_are_not_afp_s(text):
    assert not sniff(text, Hints())


def test_a_stated_agency_outweighs_the_text():
    assert sniff("One sentence.", Hints(agency="Agence France-Presse"))
    assert not sniff("Geneva (AFP) - One sentence.", Hints(agency="Reuters"))


def test_every_line_of_the_dispatch_is_a_block():
    item = parse("Genève (AFP) - Un.\n\n- Deux -\n\nTrois.\n\nab/cde\n", Hints())
    assert (item.format, item.agency) == ("afp-text", "AFP")
    assert [block.text for block in item.blocks] == ["Genève (AFP) - Un.", "- Deux -", "Trois.", "ab/cde"]


def test_the_seed_dispatch_is_read(shared_data):
    text = (shared_data / "seed" / "afp-dispatch.fr.txt").read_text("utf-8")
    assert sniff(text, Hints())
    blocks = [block.text for block in parse(text, Hints()).blocks]
    assert "\n\n".join(blocks) == text.strip()
    assert (len(blocks), blocks[0][:7], blocks[-1]) == (30, "(COMBO)", "burs-dk/sms")
