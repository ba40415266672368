import time

from worker.entities.places import Gazetteer, Kind, gazetteer


def test_a_country_is_called_so_in_its_language_alone():
    kinds = {
        language: {place.kind for place in gazetteer().candidates("Mexico", language)} for language in ("en", "fr")
    }
    assert {language: Kind.COUNTRY in found for language, found in kinds.items()} == {"en": True, "fr": False}


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
    rows = b"".join(b"%d\tP\tFR.1\t9\t1.0\t2.0\n" % number for number in range(1, 5))
    table = Gazetteer(rows, names)
    assert [table.candidates(name, None)[0].geonames for name in ("a", "ab", "b", "z")] == [1, 2, 3, 4]
    assert table.candidates("aa", None) == table.candidates("zz", None) == ()


def test_the_table_is_unpacked_in_a_moment():
    began = time.process_time()
    gazetteer.__wrapped__()
    assert time.process_time() - began < 0.3
