import json
from pathlib import Path

import pytest

from worker.errors import GoldError
from worker.evaluation.gold import GoldText, read_gold
from worker.item import EntityType

CASES = json.loads((Path(__file__).parents[2] / "data" / "cases" / "gold-bad.json").read_text(encoding="utf-8"))


@pytest.fixture
def read(tmp_path):
    def read_content(name: str, content: str) -> tuple[GoldText, ...]:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return read_gold([tmp_path / name])

    return read_content


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_is_wrong_is_told_with_its_file_and_line(case, read):
    with pytest.raises(GoldError) as raised:
        read(case["name"], case["content"])
    assert case["told"] in str(raised.value)


def test_all_that_is_wrong_in_a_file_is_told_at_once(read):
    line = '{"text": "Lima", "entities": [[0, 9, "LOC"], [0, 4, "TOWN"]]}\n'
    with pytest.raises(GoldError) as raised:
        read("a.jsonl", line * 15)
    told = str(raised.value).splitlines()
    assert len(told) == 21
    assert told[-1] == "… and 10 more"


def test_bytes_that_are_no_utf_8_are_told_with_their_line(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "", "entities": []}\n\xe9')
    with pytest.raises(GoldError, match=r"a\.jsonl:2: byte 29 is no UTF-8"):
        read_gold([tmp_path / "a.jsonl"])


def test_dates_and_peoples_are_no_things_of_ours(read):
    (text,) = read("a.jsonl", '{"text": "Lundi, Lima", "entities": [[0, 5, "Date"], [7, 11, "GPE"]]}')
    assert [(mention.text, mention.type) for mention in text.mentions] == [("Lima", EntityType.PLACE)]


def test_the_outermost_of_nested_names_is_kept(read):
    (text,) = read("a.jsonl", '{"text": "Mairie de Lima", "entities": [[10, 14, "Location"], [0, 14, "Organization"]]}')
    assert [mention.text for mention in text.mentions] == ["Mairie de Lima"]


def test_a_folder_is_all_its_annotated_files(tmp_path):
    (tmp_path / "b.fr.txt").write_text("[[LOC:Lima]]", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(
        '{"id": 7, "text": "Lima", "language": "es-PE", "entities": []}', encoding="utf-8"
    )
    (tmp_path / "README.md").write_text("…", encoding="utf-8")
    texts = read_gold([tmp_path], language="de")
    assert [(Path(text.id).name, text.language) for text in texts] == [("7", "es"), ("b.fr.txt", "fr")]


def test_a_folder_without_annotated_files_is_an_error(tmp_path):
    with pytest.raises(GoldError, match="no annotated file"):
        read_gold([tmp_path])


def test_a_text_that_states_no_language_takes_the_one_that_is_given(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Lima", "entities": []}', encoding="utf-8")
    assert [text.language for text in read_gold([tmp_path / "a.jsonl"], language="fr")] == ["fr"]


def test_marks_tell_the_thing_other_types_and_what_may_be_passed_over(read):
    (text,) = read("a.fr.txt", "[[ORG|LOC:Kremlin]] [[PER:Poutine#Vladimir Poutine]] [[ORG?:AFP]]")
    kremlin, putin, agency = text.mentions
    assert text.text == "Kremlin Poutine AFP"
    assert kremlin.types == (EntityType.ORGANISATION, EntityType.PLACE)
    assert (putin.text, putin.start, putin.entity) == ("Poutine", 8, "Vladimir Poutine")
    assert (agency.optional, putin.optional) == (True, False)


def test_a_place_without_a_right_number_is_another_than_one_without_a_row(read):
    (text,) = read("a.fr.txt", "[[LOC:Occident]] [[LOC:Lima]]\n====\nOccident =\n")
    west, lima = text.mentions
    assert west.place is not None
    assert west.place.geonames == frozenset()
    assert lima.place is None


@pytest.mark.parametrize(
    ("file", "texts", "mentions"),
    [
        ("winer-fr/2016-2017.jsonl", 964, 12860),
        ("english-news/dwie-entities.jsonl", 197, 7131),
        ("english-news/tr-news-places.jsonl", 118, 1275),
        ("seed/seed-gold.json", 1, 87),
    ],
)
def test_public_sets_are_read_as_they_lie(file, texts, mentions, shared_data):
    read = read_gold([shared_data / file])
    assert (len(read), sum(len(text.mentions) for text in read)) == (texts, mentions)
