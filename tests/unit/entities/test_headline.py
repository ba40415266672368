from worker.entities.headline import confirm_headlines
from worker.entities.reading import by_passage
from worker.item import EntityType, Mention, Passage

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION
BODY = "Ilse Vogelsang said in Potsdam that the Interior Ministry was not informed."
NAMES = (("Ilse Vogelsang", PERSON), ("Potsdam", PLACE), ("Interior Ministry", ORGANISATION))


def in_headline(headline: str, *found: tuple[str, EntityType], body: str = BODY) -> list[tuple[str, EntityType]]:
    passages = Passage("/headlines/0/value", 0, headline), Passage("/bodies/0/value", 0, body)
    mentions = [_mention(passages[0], *each) for each in found]
    mentions += [_mention(passages[1], *each) for each in NAMES if each[0] in body]
    read = [each for each in confirm_headlines(by_passage(passages, mentions)) if each.pointer == passages[0].pointer]
    assert all(headline[each.start : each.end] == each.text for each in read)
    return [(each.text, each.type) for each in read]


def _mention(passage: Passage, name: str, type_: EntityType) -> Mention:
    start = passage.text.index(name)
    return Mention(passage.pointer, start, start + len(name), name, type_)


def test_words_with_capitals_are_no_name_that_the_story_does_not_have():
    headline = "German Interior Ministry Claims Progress On Crime"
    assert in_headline(headline, (headline, ORGANISATION)) == []


def test_what_the_story_names_stays():
    found = ("Interior Ministry", ORGANISATION)
    assert in_headline("German Interior Ministry Claims Progress", found) == [found]


def test_names_of_one_word_and_persons_stay():
    found = ("Peru", PLACE), ("Lars Brandt", PERSON)
    assert in_headline("Peru Invites Lars Brandt To Treaty Talks", *found) == [*found]


def test_a_headline_in_plain_letters_is_left_as_it_is():
    found = ("Ministry Claims", ORGANISATION)
    assert in_headline("The Ministry Claims that nobody was informed", found) == [found]


def test_an_item_that_is_a_headline_alone_keeps_what_was_found():
    found = ("FED RAISES", ORGANISATION)
    assert in_headline("FED RAISES RATES AGAIN, SAYS BANK", found, body="") == [found]
