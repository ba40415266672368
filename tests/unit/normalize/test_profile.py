import pytest

from worker.agencies import agency_of
from worker.item import Block, Dateline, Hints, Role, Version, VersionKind, WireItem
from worker.normalize.profile import profile_of

STORY = (Block(Role.PARAGRAPH, "A train came.", 0, 13),)


def profile(item=None, version=None, titles=(), blocks=STORY, agency=None, dateline=None):
    item = item or WireItem("a", Hints())
    return profile_of(
        item, version, is_notice=False, titles=titles, blocks=blocks, agency=agency_of(agency), dateline=dateline
    )


def test_a_stated_profile_holds():
    assert profile(WireItem("a", Hints(), profile="feature"), Version(VersionKind.ALERT)) == "feature"


@pytest.mark.parametrize(
    ("kind", "name"),
    [(VersionKind.FLASH, "alert"), (VersionKind.ALERT, "alert"), (VersionKind.ADVISORY, "advisory")],
)
def test_the_version_word_tells(kind, name):
    assert profile(version=Version(kind)) == name


def test_a_title_of_planning_or_a_teleprinters_test_makes_an_advisory():
    assert profile(titles=("AFP-Agenda",)) == "advisory"
    assert profile(blocks=(*STORY, Block(Role.ENDMARK, "ryryryryry"))) == "advisory"


def test_a_release_is_told_by_whose_words_it_has():
    assert profile(agency="BusinessWire") == "press-release"
    assert profile(agency="AP", dateline=Dateline("", agencies=("BusinessWire",))) == "press-release"


def test_a_story_is_an_article_and_a_picture_is_none():
    assert profile(agency="AFP") == "article"
    assert profile(WireItem("a", Hints(), type="picture")) is None
    assert profile(blocks=()) is None
