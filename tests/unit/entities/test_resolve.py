from worker.entities import resolve
from worker.item import Entity, EntityType, Mention, Story

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION
BODY = "/bodies/0/value"


def resolved(story: Story, *names: tuple[str, EntityType]) -> dict[str, Entity]:
    """The entities of a story in which the model marked the names given, each in turn after the one before."""
    mentions, at = [], 0
    for name, type_ in names:
        at = story.body.index(name, at)
        mentions.append(Mention(BODY, at, at + len(name), name, type_))
        at += len(name)
    return {entity.name: entity for entity in resolve(story, tuple(mentions))}


def test_one_person_is_one_entity_with_every_mention(story_of):
    story = story_of("Le président Joe Biden parle.", "Biden se tait, Biden part.")
    (biden,) = resolved(story, ("Joe Biden", PERSON), ("Biden", PERSON)).values()
    assert (biden.name, biden.aliases, biden.id) == ("Joe Biden", ("Biden",), "urn:wire:person:joe-biden")
    assert [story.body[mention.start : mention.end] for mention in biden.mentions] == ["Joe Biden", "Biden", "Biden"]


def test_a_surname_before_the_full_name_is_the_same_person(story_of):
    story = story_of("Biden parle.", "Joe Biden se tait.")
    assert list(resolved(story, ("Biden", PERSON), ("Joe Biden", PERSON))) == ["Joe Biden"]


def test_a_surname_of_two_is_the_ones_who_was_last_named_whole(story_of):
    story = story_of("Donald Trump parle. Trump dort.", "Melania Trump rit. Trump veille, Trump aussi.")
    people = resolved(story, *[(name, PERSON) for name in ("Donald Trump", "Trump", "Melania Trump", "Trump")])
    assert {name: len(entity.mentions) for name, entity in people.items()} == {"Donald Trump": 2, "Melania Trump": 3}


def test_a_surname_in_the_headline_is_the_first_ones(story_of):
    story = story_of("Trump parle.", "Donald Trump et Melania Trump dorment.")
    people = resolved(story, *[(name, PERSON) for name in ("Trump", "Donald Trump", "Melania Trump")])
    assert {name: len(entity.mentions) for name, entity in people.items()} == {"Donald Trump": 2, "Melania Trump": 1}


def test_a_surname_taken_for_a_place_is_the_person(story_of):
    story = story_of("François Hollande arrive. Hollande parle.")
    (hollande,) = resolved(story, ("François Hollande", PERSON), ("Hollande", PLACE)).values()
    assert (hollande.type, len(hollande.mentions)) == (PERSON, 2)


def test_a_city_named_more_often_than_its_namesake_stays_a_city(story_of):
    story = story_of("Denzel Washington est à Washington. Washington attend. Washington dort.")
    places = resolved(story, ("Denzel Washington", PERSON), *[("Washington", PLACE)] * 3)
    assert {name: len(entity.mentions) for name, entity in places.items()} == {"Denzel Washington": 1, "Washington": 3}


def test_an_unknown_place_is_the_person_however_often_it_is_named(story_of):
    story = story_of("Markus Imboden filme. Imboden chante. Imboden dort.")
    people = resolved(story, ("Markus Imboden", PERSON), *[("Imboden", PLACE)] * 2)
    assert {name: entity.type for name, entity in people.items()} == {"Markus Imboden": PERSON}


def test_two_people_whom_a_hyphen_joins_are_two(story_of):
    story = story_of("Donald Trump et Vladimir Poutine. Le sommet Trump-Poutine et le duo Poutine-Trump.")
    names = [("Donald Trump", PERSON), ("Vladimir Poutine", PERSON), ("Trump-Poutine", EntityType.EVENT)]
    people = resolved(story, *names)
    assert {name: len(entity.mentions) for name, entity in people.items()} == dict.fromkeys(
        ("Donald Trump", "Vladimir Poutine"), 3
    )


def test_a_name_and_its_acronym_in_brackets_are_parted(story_of):
    story = story_of("Le Fonds monétaire international (FMI) prête.")
    (fund,) = resolved(story, ("Fonds monétaire international (FMI", ORGANISATION)).values()
    assert [mention.text for mention in fund.mentions] == ["Fonds monétaire international", "FMI"]
    assert all(story.body[mention.start : mention.end] == mention.text for mention in fund.mentions)


def test_a_role_is_the_persons_whichever_whole_name_has_it(story_of):
    story = story_of("Jean Duval rit. Duval dort, Duval part.", "Le maire Jean Duval, 62 ans, parle.")
    (mayor,) = resolved(story, ("Jean Duval", PERSON), ("Jean Duval", PERSON)).values()
    assert (mayor.roles, mayor.age) == (("maire",), 62)


def test_a_surname_of_two_words_is_not_parted(story_of):
    story = story_of("Najat Vallaud-Belkacem parle. Vallaud-Belkacem se tait.")
    (person,) = resolved(story, ("Najat Vallaud-Belkacem", PERSON), ("Vallaud-Belkacem", PERSON)).values()
    assert [mention.text for mention in person.mentions] == ["Najat Vallaud-Belkacem", "Vallaud-Belkacem"]


def test_entities_come_in_the_order_of_their_first_mention(story_of):
    story = story_of("Paris, Lyon.", "Lyon, Paris, Nice.")
    assert list(resolved(story, ("Paris", PLACE), ("Lyon", PLACE), ("Nice", PLACE))) == ["Paris", "Lyon", "Nice"]


def test_an_organisation_and_its_acronym_are_one(story_of):
    story = story_of("L'Organisation mondiale de la santé (OMS) alerte. L'OMS attend.")
    (who,) = resolved(story, ("Organisation mondiale de la santé", ORGANISATION), ("OMS", ORGANISATION)).values()
    assert (who.name, who.aliases, len(who.mentions)) == ("Organisation mondiale de la santé", ("OMS",), 3)


def test_spellings_that_fold_alike_are_one(story_of):
    story = story_of("Les États-Unis et les Etats-Unis.")
    assert len(resolved(story, ("États-Unis", PLACE), ("Etats-Unis", PLACE))) == 1


def test_a_name_in_capitals_is_not_the_name_where_there_is_another(story_of):
    story = story_of("DONALD TRUMP. Donald Trump.")
    assert list(resolved(story, ("DONALD TRUMP", PERSON), ("Donald Trump", PERSON))) == ["Donald Trump"]


def test_an_id_is_safe_ascii(story_of):
    story = story_of("Łukasz Żółć/x?#% parle.")
    (entity,) = resolved(story, ("Łukasz Żółć/x?#%", PERSON)).values()
    assert entity.id == "urn:wire:person:lukasz-zolc-x"


def test_a_storm_is_one_with_and_without_its_kind(story_of):
    story = story_of("Hurricane Milton grew.", "Milton weakened.", language="en")
    (storm,) = resolved(story, ("Hurricane Milton", EntityType.EVENT), ("Milton", EntityType.EVENT)).values()
    assert (storm.name, storm.aliases, storm.type) == ("Hurricane Milton", ("Milton",), EntityType.EVENT)


def test_no_mentions_give_no_entities(story_of):
    assert resolve(story_of("Rien."), ()) == ()
