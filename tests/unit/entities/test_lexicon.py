import spacy

from worker.entities.lexicon import read_lexicon


def test_the_french_lexicon_knows_what_is_mostly_written_small(lexicons):
    small = lexicons["fr"].small
    assert {"maintenant", "français", "combo"} <= small
    assert not {"paris", "nice", "otan", "poutine"} & small


def test_grammar_has_the_days_and_months_of_the_language(lexicons):
    assert {"lundi", "mars", "sept", "le"} <= lexicons["fr"].grammar
    assert {"monday", "march", "the"} <= lexicons["en"].grammar


def test_the_english_lexicon_knows_what_is_mostly_written_small(lexicons):
    small = lexicons["en"].small
    assert {"ferry", "strike", "mandatory"} <= small
    assert not {"london", "turkey", "polish", "nato"} & small


def test_a_model_without_ranked_words_calls_none_small():
    assert read_lexicon(spacy.blank("en")).small == frozenset()
