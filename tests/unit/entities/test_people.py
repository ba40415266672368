from itertools import permutations

import pytest

from worker.entities.forms import Forms
from worker.entities.people import match_people, same_person, short_names


def match(*names: str) -> dict[str, str]:
    """Whose name each one is; several people's are joined by a bar."""
    persons = {name: form.person for name, form in Forms.of(names).items()}
    return {name: " | ".join(owners) for name, owners in match_people(persons).items()}


def test_a_surname_is_the_person_of_that_name():
    assert match("Joe Biden", "Biden")["Biden"] == "Joe Biden"


def test_a_surname_of_two_people_is_of_either():
    assert match("Donald Trump", "Trump", "Melania Trump")["Trump"] == "Donald Trump | Melania Trump"


def test_a_surname_with_a_title_is_the_same_surname():
    assert match("Nicolas Sarkozy", "M. Sarkozy")["M. Sarkozy"] == "Nicolas Sarkozy"


def test_a_first_name_alone_is_the_person_where_only_one_has_it():
    assert match("Penelope Fillon", "François Fillon", "Penelope")["Penelope"] == "Penelope Fillon"


def test_a_middle_name_makes_no_other_person():
    assert len(set(match("Donald Trump", "Donald J. Trump", "D. Trump").values())) == 1


def test_a_surname_with_particles_is_matched_whole():
    assert match("Jean-Yves Le Drian", "Le Drian")["Le Drian"] == "Jean-Yves Le Drian"


def test_an_arabic_article_is_matched_with_and_without():
    assert match("Bachar al-Assad", "Assad", "al-Assad") == dict.fromkeys(
        ("Bachar al-Assad", "Assad", "al-Assad"), "Bachar al-Assad"
    )


def test_namesakes_in_their_first_name_alone_are_two_people():
    assert not same_person(("george", "bush"), ("george", "clooney"))


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("Najat Vallaud-Belkacem", ("Vallaud-Belkacem",)),
        ("Mohammed ben Salmane", ("ben Salmane",)),
        ("Kim Jong-un", ("Jong-un", "Kim")),
        ("Lula", ()),
    ],
)
def test_a_text_goes_on_with_the_surname(name, shorts):
    assert short_names(name) == shorts


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("Pedro Sánchez Pérez-Castejón", "Sánchez"),
        ("Pedro Sánchez Pérez-Castejón", "Pedro Sánchez Castejón"),
        ("Luiz Inácio Lula da Silva", "Lula"),
        ("Luiz Inácio Lula da Silva", "Lula da Silva"),
        ("Abdel Fattah al-Sissi", "Sissi"),
        ("Abdel Fattah al-Sissi", "Sisi"),
        ("Xi Jinping", "Xi"),
        ("Ban Ki-moon", "Ban"),
        ("Vladimir Poutine", "Vladimir Putin"),
        ("Vladimir Poutine", "Putin"),
        ("Volodymyr Zelensky", "Zelenskyy"),
        ("Alexandre Loukachenko", "Lukashenko"),
        ("Recep Tayyip Erdogan", "Erdoğan"),
        ("J. D. Vance", "JD Vance"),
        ("James David Vance", "J.D. Vance"),
        ("Valéry Giscard d’Estaing", "Giscard d'Estaing"),
        ("DONALD TRUMP", "Donald Trump"),
    ],
)
def test_a_part_or_another_spelling_is_the_same_person(whole, short):
    assert len({*match(whole, short).values()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean-Claude Juncker", "Claude"),
        ("Imran Khan", "Han"),
        ("Robert De Niro", "De"),
        ("Manuel Valls", "Manuel Barroso"),
        ("Angela Merkel", "Merk"),
    ],
)
def test_what_only_looks_alike_is_somebody_else(one, other):
    assert len({*match(one, other).values()}) == 2


def test_the_order_of_the_names_does_not_matter():
    names = ["Trump", "Donald Trump", "Joe Biden", "Biden", "Donald John Trump"]
    assert match(*names) == match(*reversed(names))


def test_a_table_of_namesakes_takes_no_longer_than_other_names():
    names = [f"J{''.join(letters)} Smith" for letters in permutations("bdflmnrt", 5)]
    assert len(set(match(*names).values())) == len(names)
