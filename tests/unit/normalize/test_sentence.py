from worker.normalize.sentence import first_sentence


def test_the_first_sentence_is_not_cut_at_an_abbreviation():
    assert first_sentence("Le U.S. Open reprend. Puis rien.") == "Le U.S. Open reprend."
    assert first_sentence("« Non ! » a dit M. Dupont. Puis rien.") == "« Non ! » a dit M. Dupont."
    assert first_sentence("قال الوزير نعم. ثم لا.") == "قال الوزير نعم."
    assert first_sentence("列車が来た。次も来た。") == "列車が来た。"


def test_a_first_sentence_has_a_bound():
    text = "mot " * 200
    assert len(first_sentence(text, length_max=50)) <= 50


def test_the_number_of_a_day_ends_no_sentence():
    assert first_sentence("Am 3. Mai fuhr kein Zug. Am 4. schon.") == "Am 3. Mai fuhr kein Zug."


def test_nothing_but_space_has_no_sentence():
    assert first_sentence(" " * 1000) == ""
