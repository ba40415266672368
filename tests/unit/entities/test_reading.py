from worker.entities.reading import by_passage, neighbours
from worker.item import EntityType, Mention, Passage

CAPTION, BODY = "/descriptions/0/value", "/bodies/0/value"
PASSAGES = (Passage(CAPTION, 8, "Paris, France"), Passage(BODY, 0, "Lyon."), Passage(BODY, 7, "Rome (Italie)"))


def mention(pointer: str, start: int, text: str) -> Mention:
    return Mention(pointer, start, start + len(text), text, EntityType.PLACE)


MENTIONS = (
    mention(BODY, 13, "Italie"),
    mention(BODY, 0, "Lyon"),
    mention(CAPTION, 8, "Paris"),
    mention(BODY, 7, "Rome"),
    mention(CAPTION, 15, "France"),
)


def test_mentions_come_in_the_order_in_which_the_story_is_read():
    read = [each.text for _, here in by_passage(PASSAGES, MENTIONS) for each in here]
    assert read == ["Paris", "France", "Lyon", "Rome", "Italie"]


def test_neighbours_are_of_one_passage():
    pairs = [(one.text, between, other.text) for one, between, other in neighbours(PASSAGES, MENTIONS, 2)]
    assert pairs == [("Paris", ", ", "France"), ("Rome", " (", "Italie")]


def test_neighbours_are_no_further_apart_than_is_asked_for():
    assert not list(neighbours(PASSAGES, MENTIONS, 1))
