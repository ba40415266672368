import time

import pytest

from worker.entities.places import Gazetteer, Kind, gazetteer


@pytest.mark.parametrize(
    ("name", "language", "geonames"),
    [
        ("Washington", "fr", 4140963),
        ("واشنطن", "ar", 4140963),
        ("Kiev", "fr", 703448),
        ("Kyiv", "en", 703448),
        ("Moscou", "fr", 524901),
        ("MOSCOW", "en", 524901),
        ("القدس", "ar", 281184),
        ("Bruselas", "es", 2800866),
        ("Etats-Unis", "fr", 6252001),
        ("أوكرانيا", "ar", 690791),
        ("Russie", "fr", 2017370),
        ("Californie", "fr", 5332921),
        ("Europe", "fr", 6255148),
        ("The Hague", "en", 2747373),
    ],
)
def test_a_name_finds_its_place_first(name, language, geonames):
    assert gazetteer().candidates(name, language)[0].geonames == geonames


def test_a_country_is_called_so_in_its_language_alone():
    kinds = {language: gazetteer().candidates("Mexico", language)[0].kind for language in ("en", "fr")}
    assert kinds == {"en": Kind.COUNTRY, "fr": Kind.CITY}


def test_candidates_come_the_most_populous_first():
    sizes = [candidate.population for candidate in gazetteer().candidates("Paris", "en")]
    assert len(sizes) > 2
    assert sizes == sorted(sizes, reverse=True)


def test_what_is_no_place_is_not_found():
    assert gazetteer().candidates("Maison Blanche", "fr") == ()
    assert gazetteer().candidates("", "fr") == ()
    assert gazetteer().candidates("a\tb\nc", None) == ()


def test_every_line_of_a_table_is_found():
    names = b"".join(b"%s\t%d*\n" % (name, number) for number, name in enumerate([b"a", b"ab", b"b", b"z"], 1))
    rows = b"".join(b"%d\tP\tFR\tFR.1\t9\t1.0\t2.0\n" % number for number in range(1, 5))
    table = Gazetteer(rows, names)
    assert [table.candidates(name, None)[0].geonames for name in ("a", "ab", "b", "z")] == [1, 2, 3, 4]
    assert table.candidates("aa", None) == table.candidates("zz", None) == ()


def test_the_table_is_unpacked_in_a_moment():
    began = time.process_time()
    gazetteer.__wrapped__()
    assert time.process_time() - began < 0.3
