from worker.entities.people import match_people, name_tokens, same_person, surname


def match(*names: str) -> dict[str, str]:
    matched = match_people(map(name_tokens, names))
    return {name: " ".join(matched[name_tokens(name)]) for name in names}


def test_a_surname_is_the_person_of_that_name():
    assert match("Joe Biden", "Biden")["Biden"] == "joe biden"


def test_a_surname_of_two_people_stays_by_itself():
    assert match("Donald Trump", "Melania Trump", "Trump")["Trump"] == "trump"


def test_a_surname_with_a_title_is_the_same_surname():
    assert match("Nicolas Sarkozy", "M. Sarkozy")["M. Sarkozy"] == "nicolas sarkozy"


def test_a_first_name_alone_is_the_person_where_only_one_has_it():
    assert match("Penelope Fillon", "François Fillon", "Penelope")["Penelope"] == "penelope fillon"


def test_a_middle_name_makes_no_other_person():
    assert len(set(match("Donald Trump", "Donald J. Trump", "D. Trump").values())) == 1


def test_a_surname_with_particles_is_matched_whole():
    assert match("Jean-Yves Le Drian", "Le Drian")["Le Drian"] == "jean yves le drian"


def test_an_arabic_article_is_matched_with_and_without():
    assert match("Bachar al-Assad", "Assad", "al-Assad") == dict.fromkeys(
        ("Bachar al-Assad", "Assad", "al-Assad"), "bachar al assad"
    )


def test_namesakes_in_their_first_name_alone_are_two_people():
    assert not same_person(("george", "bush"), ("george", "clooney"))


def test_a_hyphenated_surname_is_one():
    assert surname("Najat Vallaud-Belkacem") == "Vallaud-Belkacem"


def test_the_order_of_the_names_does_not_matter():
    names = ["Trump", "Donald Trump", "Joe Biden", "Biden", "Donald John Trump"]
    assert match(*names) == match(*reversed(names))
