import pytest

from worker.evaluation.annotation import GoldMention, GoldPlace, GoldText
from worker.evaluation.scores import FoundMention, Tally, score_b_cubed, score_links, score_names, score_pairs
from worker.item import EntityType

PERSON, PLACE, PRODUCT, OTHER = EntityType.PERSON, EntityType.PLACE, EntityType.PRODUCT, EntityType.OTHER
TEXT = "Ann Lee, Lee, Lee, Bo Lee and Bo in Lima, Lima"
#       0        9    14   19         30    36    42
ANN, LEE, LEE_AGAIN, BO_LEE, BO = (0, 7), (9, 12), (14, 17), (19, 25), (30, 32)
LIMA, LIMA_AGAIN = (36, 40), (42, 46)


def gold(*mentions: GoldMention) -> GoldText:
    return GoldText("a", TEXT, mentions, "a:1")


def meant(span, type_=PERSON, **more) -> GoldMention:
    return GoldMention(*span, TEXT[slice(*span)], (type_,), **more)


def had(span, type_=PERSON, entity="one", **more) -> FoundMention:
    return FoundMention(*span, type_, entity, **more)


def test_a_name_is_right_with_its_span_and_its_type():
    scores = score_names(
        gold(meant(ANN), meant(LIMA, PLACE)), [had(ANN), had(LIMA, PERSON), had(BO)], frozenset({PERSON, PLACE})
    )
    assert scores == {PERSON: Tally(3, 1, 1, 1), PLACE: Tally(0, 0, 1, 0)}


def test_what_was_not_annotated_is_not_judged():
    assert score_names(gold(meant(ANN)), [had(LIMA, PLACE)], frozenset({PERSON})) == {PERSON: Tally(0, 0, 1, 0)}


def test_what_may_be_passed_over_counts_neither_way():
    optional = gold(meant(ANN, optional=True))
    assert score_names(optional, [had(ANN)], frozenset({PERSON})) == {}
    assert score_names(optional, [had(ANN, PLACE)], frozenset({PERSON, PLACE})) == {}
    assert score_names(optional, [], frozenset({PERSON})) == {}


def test_other_is_an_event_or_a_work_as_well_but_no_person():
    scheme = frozenset({PERSON, OTHER})
    assert score_names(gold(meant(ANN, OTHER)), [had(ANN, PRODUCT)], scheme) == {OTHER: Tally(1, 1, 1, 1)}
    assert score_names(gold(meant(ANN, OTHER)), [had(ANN, PERSON)], scheme)[OTHER] == Tally(0, 0, 1, 0)


def test_an_event_is_no_work():
    wrong = score_names(gold(meant(ANN, EntityType.EVENT)), [had(ANN, PRODUCT)], frozenset({EntityType.EVENT}))
    assert wrong[EntityType.EVENT].right == 0


def test_only_pairs_whose_words_differ_tell_of_resolution():
    people = gold(meant(ANN, entity="ann"), meant(LEE, entity="ann"), meant(LEE_AGAIN, entity="ann"))
    apart = [had(ANN, entity="a"), had(LEE, entity="b"), had(LEE_AGAIN, entity="b")]
    assert score_pairs(people, apart, PERSON) == Tally(0, 0, 2, 0)
    together = [had(ANN), had(LEE), had(LEE_AGAIN)]
    assert score_pairs(people, together, PERSON) == Tally(2, 2, 2, 2)


def test_a_pair_with_a_missed_mention_is_missed_and_one_with_a_wrong_one_is_wrong():
    people = gold(meant(ANN, entity="ann"), meant(LEE, entity="ann"))
    assert score_pairs(people, [had(ANN)], PERSON) == Tally(0, 0, 1, 0)
    assert score_pairs(people, [had(ANN), had(LEE), had(BO)], PERSON) == Tally(3, 1, 1, 1)


def test_two_people_in_one_entity_are_impure_and_one_in_two_is_not_whole():
    people = gold(
        meant(ANN, entity="ann"), meant(LEE, entity="ann"), meant(BO_LEE, entity="bo"), meant(BO, entity="bo")
    )
    one = score_b_cubed(people, [had(ANN), had(LEE), had(BO_LEE), had(BO)])
    assert (one.precision, one.recall) == (0.5, 1.0)
    four = score_b_cubed(people, [had(span, entity=str(span)) for span in (ANN, LEE, BO_LEE, BO)])
    assert (four.precision, four.recall) == (1.0, 0.5)


def test_what_one_side_alone_has_counts_against_it():
    score = score_b_cubed(gold(meant(ANN, entity="ann"), meant(BO, entity="bo")), [had(ANN), had(LIMA, PLACE, "x")])
    assert (score.precision, score.recall) == (0.5, 0.5)


CALLAO = GoldPlace(frozenset({3946083}), -12.057, -77.118, "PE")


@pytest.mark.parametrize(
    ("link", "figures"),
    [
        ({"geonames": 3946083, "iso3166": "PE"}, (1, 1, 1, 1)),
        ({"geonames": 3936456, "iso3166": "PE", "lat": -12.043, "lon": -77.028}, (1, 0, 1, 1)),
        ({"geonames": 3941584, "iso3166": "PE", "lat": -13.532, "lon": -71.967}, (1, 0, 0, 1)),
        ({"geonames": 5161262, "iso3166": "US", "lat": 40.742, "lon": -84.105}, (1, 0, 0, 0)),
        ({}, (0, 0, 0, 0)),
    ],
    ids=["the very place", "its neighbour", "far, in the country", "its namesake", "not linked"],
)
def test_a_link_is_judged_by_id_distance_and_country(link, figures):
    links = score_links(gold(meant(LIMA, PLACE, place=CALLAO)), [had(LIMA, PLACE, **link)])
    assert (links.linked, links.exact, links.near, links.country) == figures


def test_end_to_end_a_place_that_was_missed_or_is_none_counts_against_us():
    places = gold(meant(LIMA, PLACE, place=CALLAO), meant(LIMA_AGAIN, PLACE, place=CALLAO))
    found = [had(LIMA, PLACE, geonames=3946083), had(ANN, PLACE, geonames=3936456), had(LIMA_AGAIN, PLACE)]
    assert score_links(places, found).end_to_end == Tally(2, 1, 2, 1)


def test_a_link_where_none_is_right_is_wrong():
    nowhere = gold(meant(LIMA, PLACE, place=GoldPlace()))
    links = score_links(nowhere, [had(LIMA, PLACE, geonames=3936456)])
    assert (links.linked, links.exact, links.near) == (1, 0, 0)
