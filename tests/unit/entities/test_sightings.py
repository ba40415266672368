from worker.entities.forms import Forms
from worker.entities.sightings import with_sightings
from worker.item import EntityType, Mention, Passage

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION


def found(text: str, *names: str, taken: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, str]]:
    passage = Passage("/bodies/0/value", 100, text)
    mentions = tuple(Mention("/bodies/0/value", 100 + s, 100 + e, text[s:e], PERSON) for s, e in taken)
    ((_, every),) = with_sightings([(passage, mentions)], dict.fromkeys(names, PERSON), Forms())
    return [(each.start - 100, each.text) for each in every if each not in mentions]


def test_a_name_that_the_model_missed_is_found():
    assert found("Discours de Poutine", "Poutine") == [(12, "Poutine")]


def test_no_mention_is_found_twice():
    assert found("Poutine et Poutine", "Poutine", taken=((0, 7),)) == [(11, "Poutine")]


def test_the_longer_name_wins():
    assert found("selon Vladimir Poutine", "Poutine", "Vladimir Poutine") == [(6, "Vladimir Poutine")]


def test_a_namesake_is_passed_over():
    assert found("avec Melania Trump", "Trump") == []


def test_a_name_in_a_longer_name_is_passed_over():
    assert found("dans la Trump Tower", "Trump") == []


def test_a_title_before_a_name_is_no_namesake():
    assert found("selon le Président Trump", "Trump") == [(19, "Trump")]


def test_a_capital_that_opens_the_sentence_is_no_namesake():
    assert found("Fini. Selon Trump, non", "Trump") == [(12, "Trump")]


def test_a_genitive_and_a_prefix_leave_the_name_whole():
    assert found("Putin's anti-Putin law", "Putin") == [(0, "Putin"), (13, "Putin")]


def test_an_adjective_that_opens_a_sentence_is_not_the_man_of_that_name():
    assert found("un petit pays. Petit mais beau, dit Petit", "Petit") == [(36, "Petit")]


def test_a_word_inside_a_word_is_no_name():
    assert found("le Trumpisme et Bidenomics", "Trump", "Biden") == []


def test_a_headline_in_capitals_names_the_same_people():
    assert found("TRUMP REÇOIT ZELENSKY", "Trump", "Zelensky") == [(0, "TRUMP"), (13, "ZELENSKY")]


def test_the_capitals_of_a_heading_make_no_names():
    assert found("Bayern's Klinsmann Praises, Hoeness Attacks Hoffenheim", "Klinsmann", "Hoeness") == [
        (9, "Klinsmann"),
        (28, "Hoeness"),
    ]


def test_a_name_that_begins_with_a_small_letter_is_found():
    assert found("selon al-Assad et von der Leyen", "al-Assad", "von der Leyen") == [
        (6, "al-Assad"),
        (18, "von der Leyen"),
    ]


def test_of_two_names_and_a_hyphen_both_are_found():
    assert found("le sommet Trump-Poutine", "Trump", "Poutine") == [(10, "Trump"), (16, "Poutine")]
    assert found("la Trump-Tower", "Trump") == []


def test_names_in_scripts_without_capitals_are_found():
    assert found("قال ترامب اليوم", "ترامب") == [(4, "ترامب")]


def test_every_mention_cuts_its_text_out_of_the_passage():
    text = "Poutine, Poutine; (Poutine) « Poutine »"
    assert all(text[start : start + len(name)] == name for start, name in found(text, "Poutine"))
    assert len(found(text, "Poutine")) == 4


def whole(text: str, *marked: tuple[str, EntityType], **sought: EntityType) -> list[str]:
    """The mentions of a text in which the model marked those names, each in turn after the one before."""
    mentions, at = [], 0
    for name, type_ in marked:
        at = text.index(name, at)
        mentions.append(Mention("p", at, at + len(name), name, type_))
        at += len(name)
    known = {mention.text: mention.type for mention in mentions} | sought
    ((_, every),) = with_sightings([(Passage("p", 0, text), tuple(mentions))], known, Forms())
    assert all(text[each.start : each.end] == each.text for each in every)
    return [each.text for each in every]


def test_a_surname_takes_the_place_of_a_piece_of_it():
    marked = ("Anna von der Leyde", PERSON), ("Leyde", ORGANISATION)
    found = whole("Anna von der Leyde came. Then von der Leyde spoke.", *marked, **{"von der Leyde": PERSON})
    assert found == ["Anna von der Leyde", "von der Leyde"]


def test_a_place_takes_the_place_of_its_pieces():
    marked = ("Cox's Bazar", PLACE), ("Cox", PERSON), ("Bazar", PERSON)
    assert whole("In Cox's Bazar. Then Cox's Bazar again.", *marked) == ["Cox's Bazar", "Cox's Bazar"]


def test_a_place_does_not_take_that_of_a_single_name_in_it():
    marked = ("Paris, Texas", PLACE), ("Paris", ORGANISATION)
    assert whole("From Paris, Texas. Not Paris, Texas again.", *marked) == ["Paris, Texas", "Paris"]


def test_a_mention_that_reaches_beyond_a_name_stays():
    marked = ("North Bank", ORGANISATION), ("Bank of Leyde", ORGANISATION)
    assert whole("The North Bank won. The North Bank of Leyde lost.", *marked) == ["North Bank", "Bank of Leyde"]
