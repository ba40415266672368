import pytest

from worker.item import Version, VersionKind
from worker.normalize.status import read_status

NOON = "2024-05-02T12:00:00+00:00"


def status(stated=None, embargo=None, version=None, own_time=NOON):
    return read_status(stated, embargo, version, own_time=own_time, zone="Europe/Berlin")


@pytest.mark.parametrize(
    "stated", [None, "", "usable", "Usable", "stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/usable/"]
)
def test_an_ordinary_item_is_usable(stated):
    assert status(stated).pub_status == "usable"


@pytest.mark.parametrize(
    "stated",
    [
        *("Canceled", "cancelled", "stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/canceled"),
        "urn:newsml:iptc.org:20001006:topicset.iptc-status:1#Canceled",
    ],
)
def test_a_canceled_item_is_canceled(stated):
    assert status(stated).pub_status == "canceled"


def test_a_kill_cancels_whatever_the_status_says():
    assert status("usable", version=Version(VersionKind.KILL)).pub_status == "canceled"


def test_an_embargo_that_ends_after_the_item_withholds_it():
    read = status("usable", "2024-05-02T19:00")
    assert (read.pub_status, read.embargoed_until) == ("withheld", "2024-05-02T19:00:00+02:00")


def test_an_embargo_that_is_over_does_not():
    assert status("usable", "2024-05-02T13:00:00+02:00").pub_status == "usable"


@pytest.mark.parametrize("until", [None, "2024-05-02T13:00:00+02:00"])
def test_an_embargoed_status_is_never_usable(until):
    assert status("embargoed", until).pub_status == "withheld"


@pytest.mark.parametrize("words", ["frei für Dienstagsausgaben", "Sperrfrist 23. Januar 19.00 Uhr"])
def test_an_embargo_in_words_is_kept_and_left_to_a_person(words):
    read = status("usable", words)
    assert (read.pub_status, read.embargoed_until, read.embargo) == ("withheld", None, words)


@pytest.mark.parametrize("filler", ["0001-01-01T00:00:00", "<embargoed> -->", " "])
def test_a_systems_filler_is_no_embargo(filler):
    assert status("usable", filler) == status("usable")


def test_without_any_time_of_its_own_an_item_waits():
    assert status("usable", "2024-05-02T19:00", own_time=None).pub_status == "withheld"


@pytest.mark.parametrize(
    ("day", "state"), [("2024-05-03", "withheld"), ("2024-05-02", "withheld"), ("2024-05-01", "usable")]
)
def test_an_embargo_of_a_day_alone_is_over_with_it(day, state):
    read = status("usable", day)
    assert (read.pub_status, read.embargoed_until, read.embargo) == (state, None, day)


def test_an_hour_in_a_line_is_the_embargos_end():
    read = status(None, "EMBARGO: 18h00 GMT")
    assert (read.pub_status, read.embargoed_until) == ("withheld", "2024-05-02T18:00:00+00:00")
