from worker.entities.headline import read_headlines
from worker.item import EntityType, Mention, Passage

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION
BODY = "Ilse Vogelsang said in Potsdam that the Interior Ministry was not informed."
NAMES = (("Ilse Vogelsang", PERSON), ("Potsdam", PLACE), ("Interior Ministry", ORGANISATION))


def in_headline(headline: str, *found: tuple[str, EntityType], body: str = BODY) -> list[tuple[str, EntityType]]:
    passages = Passage("/headlines/0/value", 0, headline), Passage("/bodies/0/value", 0, body)
    mentions = [_mention(passages[0], *each) for each in found]
    mentions += [_mention(passages[1], *each) for each in NAMES if each[0] in body]
    read = [each for each in read_headlines(passages, mentions) if each.pointer == passages[0].pointer]
    assert all(headline[each.start : each.end] == each.text for each in read)
    return [(each.text, each.type) for each in read]


def _mention(passage: Passage, name: str, type_: EntityType) -> Mention:
    start = passage.text.index(name)
    return Mention(passage.pointer, start, start + len(name), name, type_)


def test_words_with_capitals_are_no_name_that_the_story_does_not_have():
    headline = "German Interior Ministry Claims Progress On Crime"
    assert in_headline(headline, (headline, ORGANISATION)) == [("Interior Ministry", ORGANISATION)]


def test_names_that_the_model_missed_among_capitals_are_found():
    assert in_headline("Vogelsang Praises Potsdam For Clean Streets") == [("Vogelsang", PERSON), ("Potsdam", PLACE)]


def test_a_headline_in_capitals_names_what_the_story_names():
    assert in_headline("POTSDAM FLOODED AFTER HEAVY RAIN") == [("POTSDAM", PLACE)]


def test_a_single_name_of_the_model_stays():
    found = in_headline("Peru And Potsdam Sign Their Treaty Today", ("Peru", PLACE))
    assert found == [("Peru", PLACE), ("Potsdam", PLACE)]


def test_a_headline_in_plain_letters_is_left_as_it_is():
    found = ("Ministry Claims", ORGANISATION)
    assert in_headline("The Ministry Claims that nobody was informed", found) == [found]


def test_an_item_that_is_a_headline_alone_keeps_what_was_found():
    found = ("FED RAISES", ORGANISATION)
    assert in_headline("FED RAISES RATES AGAIN, SAYS BANK", found, body="") == [found]


def test_a_longer_word_is_not_the_name():
    assert in_headline("Potsdamer Straße Closed After Burst Pipe") == []
