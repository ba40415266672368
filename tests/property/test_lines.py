"""What holds of every line, however it is put together: no reader fails, and none says what does not stand there."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.agencies import AGENCIES
from worker.normalize.credit import parse_credit
from worker.normalize.dateline import find_dateline, parse_dateline
from worker.normalize.dates import is_date, read_date, read_time
from worker.normalize.end_marks import is_end_mark
from worker.normalize.signoff import field_signoff, glued_signoff, parse_signoff

NEAR = "2024-01-10T00:00:00+00:00"
FRAGMENTS = """Paris|Tel Aviv|WASHINGTON|القدس|北京|東京|MOSCOW|Berlin|St. |(France)|[India]|, |/| and |،|(AFP)|(dpa/lni)|(Reuters)|/TASS/|
-|–|--| - |.|:|=|_|21 jan|May 5|5/5|2024|26-11-2023|تشرين الثاني/نوفمبر|5月5日|Monday|18:59|18h59|19.00 Uhr|GMT|IST|EDT|+01:00|Z|
20190121T123000|1700853701|051001|sep|14|burs|vt|kpl|ab|ب ق|بور|dpa|yydo|n1|AAP|PTI|(Reporting by |Ann Lee|; Editing by |)|
--(BUSINESS WIRE)--|新华社|电|【|時事】|الموافق|واس|Por |Ana Ruiz|\u200f|\u00a0|é|1|a|A| |  |\t|km/h|©|NNNN"""
PIECES = st.sampled_from([piece.strip("\n ") for piece in FRAGMENTS.split("|")])
LINES = st.lists(PIECES | st.just(" ") | st.text(max_size=3), max_size=14).map("".join)
AGENCY = st.none() | st.sampled_from(AGENCIES)
ZONE = st.none() | st.sampled_from(["Europe/Paris", "Asia/Kolkata", "Australia/Sydney", "Mars/Olympus"])


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@given(LINES)
@settings(max_examples=400, deadline=None)
def test_a_dateline_is_a_stretch_of_its_line_and_what_it_says_has_its_form(line: str) -> None:
    found = find_dateline(line, NEAR)
    if found:
        assert line[found.start : found.end] == found.dateline.raw
    for dateline in filter(None, (found and found.dateline, parse_dateline(line, NEAR))):
        assert all(place.name.strip() for place in dateline.places)
        assert all(place.country is None or len(place.country) == 2 for place in dateline.places)
        assert dateline.date is None or datetime.fromisoformat(dateline.date)


@given(LINES, ZONE)
@settings(max_examples=400, deadline=None)
def test_a_time_is_rfc_3339_or_none(line: str, zone: str | None) -> None:
    time = read_time(line, zone, NEAR)
    assert time is None or datetime.fromisoformat(time).utcoffset() is not None
    assert read_date(line, NEAR) is None or datetime.fromisoformat(read_date(line, NEAR) or "")
    assert is_date(line) in {True, False}


@given(LINES, AGENCY)
@settings(max_examples=400, deadline=None)
def test_whoever_signs_stands_in_the_line(line: str, agency) -> None:
    glued = glued_signoff(line, agency)
    for signed in filter(None, (parse_signoff(line, agency), field_signoff(line, agency), glued and glued.sign_off)):
        assert all(letters(person) in letters(signed.raw) for person in (*signed.writers, *signed.editors))
    credit = parse_credit(line)
    assert credit is None or credit.writers or credit.editors
    assert is_end_mark(line, agency) in {True, False}
