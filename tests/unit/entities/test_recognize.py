import subprocess
import sys
import time

import pytest

from worker.entities import Recognizer
from worker.entities.recognize import _plain
from worker.errors import SettingsError
from worker.item import EntityType, Passage, Story


def texts(recognizer: Recognizer, story: Story) -> list[tuple[str, str]]:
    mentions = recognizer.recognize([story])[0]
    assert mentions is not None
    return [(mention.text, mention.type.value) for mention in mentions]


def test_persons_places_and_organisations_are_told_apart(recognizer, story_of):
    story = story_of("Emmanuel Macron a reçu à Marseille le directeur de l'Organisation mondiale de la santé.")
    assert texts(recognizer, story) == [
        ("Emmanuel Macron", "person"),
        ("Marseille", "place"),
        ("Organisation mondiale de la santé", "organisation"),
    ]


def test_english_is_read_by_its_own_model(recognizer, story_of):
    story = story_of("The European Union's envoy met Angela Merkel in Berlin on Monday.", language="en-GB")
    assert texts(recognizer, story) == [
        ("European Union", "organisation"),
        ("Angela Merkel", "person"),
        ("Berlin", "place"),
    ]


def test_a_language_without_a_model_gives_none(recognizer, story_of):
    assert recognizer.recognize([story_of("Berlin schläft.", language="de")])[0] is None
    assert recognizer.recognize([story_of("Berlin dort.", language=None)])[0] is None


def test_a_story_without_passages_has_no_mentions(recognizer, story_of):
    assert recognizer.recognize([story_of()])[0] == ()


def test_offsets_cut_the_text_as_the_record_has_it(recognizer, story_of):
    caption = "Le siège de l’ONU à Genève"
    first = "« L’Ukraine » d’Olga Chkouratova…"
    second = "À Lyon, l’équipe d’Anne Hidalgo – pas celle de Paris – a gagné."
    story = story_of(first, second, caption=caption)
    members = {"/descriptions/0/value": caption, "/bodies/0/value": story.body}
    mentions = recognizer.recognize([story])[0]
    assert {mention.pointer for mention in mentions} == set(members)
    assert all(members[mention.pointer][mention.start : mention.end] == mention.text for mention in mentions)


def test_a_typographic_apostrophe_changes_no_name(recognizer, story_of):
    plain = "L'Ukraine attend qu'il parle d'Anne Hidalgo à l'Élysée."
    assert texts(recognizer, story_of(plain)) == texts(recognizer, story_of(plain.replace("'", "’")))


@pytest.mark.parametrize("word", ["MAINTENANT", "JAMAIS", "URGENT", "ENCORE", "COMBO"])
def test_emphasis_is_no_entity(recognizer, story_of, word):
    story = story_of(
        f"'Fin {word}'", f"« Cela doit cesser {word} », a-t-il déclaré à Paris.", f"{word} : Paris attend."
    )
    assert {text for text, _ in texts(recognizer, story)} == {"Paris"}


def test_a_passage_that_is_too_long_is_read_in_slices(recognizer):
    sentence = "Emmanuel Macron est arrivé à Marseille. "
    text = sentence * 1200
    story = Story(
        item=None,
        body=text,
        blocks=(),
        passages=(Passage("/bodies/0/value", 5, text),),
        pub_status="usable",
        language="fr",
    )  # type: ignore[arg-type]
    mentions = recognizer.recognize([story])[0]
    assert all(text[mention.start - 5 : mention.end - 5] == mention.text for mention in mentions)
    assert sum(mention.text == "Emmanuel Macron" for mention in mentions) > 1150


def test_a_text_without_white_space_is_cut_all_the_same(recognizer):
    text = "é" * 50_000
    story = Story(
        item=None,
        body=text,
        blocks=(),
        passages=(Passage("/bodies/0/value", 0, text),),
        pub_status="usable",
        language="fr",
    )  # type: ignore[arg-type]
    assert recognizer.recognize([story])[0] is not None


def test_an_endless_run_is_blank_wherever_it_stands():
    for before in range(0, 250, 7):
        head = "un mot " * (before // 7)
        assert _plain(f"{head}{'x' * 200}") == f"{head}{' ' * 200}"
        assert _plain(f"{head}{'x' * 199} fin") == f"{head}{'x' * 199} fin"
    assert _plain("x" * 450) == " " * 450


@pytest.mark.parametrize("mark", ["'", "L'", "(", "A", "-", "https://x/"])
def test_an_endless_run_of_marks_takes_no_time(recognizer, story_of, mark):
    began = time.process_time()
    story = story_of(f"Paris {mark * 50_000} Lyon")
    assert [text for text, _ in texts(recognizer, story)] == ["Paris", "Lyon"]
    assert time.process_time() - began < 2


def test_two_readings_find_the_same(recognizer, story_of):
    story = story_of("Kiev et Moscou, selon Vladimir Poutine.", "Le Sénat, à Paris, a voté.")
    assert recognizer.recognize([story]) == recognizer.recognize([story])


def test_the_models_are_named_with_their_versions(recognizer):
    assert recognizer.models == {"fr": "wire_fr 1.0", "en": "wire_en 1.0"}


def test_a_model_that_is_not_installed_is_named():
    with pytest.raises(SettingsError, match="xx_no_such_model"):
        Recognizer.load({"xx": "xx_no_such_model"})


def test_a_package_that_is_no_model_is_named():
    with pytest.raises(SettingsError, match="orjson"):
        Recognizer.load({"xx": "orjson"})


def test_unknown_ops_are_refused():
    with pytest.raises(SettingsError, match="cuda"):
        Recognizer.load({}, ops="cuda")


def test_the_other_rooms_do_not_need_spacy():
    """The parent process holds no model: it imports the nouns, the record and the stream without spaCy."""
    code = "import sys, worker.item, worker.record; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_types_are_ours(recognizer, story_of):
    mentions = recognizer.recognize([story_of("La Coupe du monde, Kylian Mbappé, Nike et le Qatar.")])[0]
    assert {type(mention.type) for mention in mentions} == {EntityType}
