import json
from pathlib import Path

import pytest

from worker.agencies import AGENCIES
from worker.normalize.dates import is_date, nearest, nearest_day, read_date, read_time

TIMES = json.loads((Path(__file__).parents[2] / "data/cases/times.json").read_text(encoding="utf-8"))
NEAR = "2024-01-10T12:00:00+00:00"


@pytest.mark.parametrize("case", TIMES, ids=lambda case: case["label"])
def test_a_stated_time_is_read_in_the_zone_that_it_names_else_in_its_agencys(case):
    assert read_time(case["input"], case["zone"], NEAR) == case["expected"]


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.code)
def test_every_agency_has_hours_of_its_own(agency):
    assert read_time("2024-01-02 09:00", agency.zone) is not None


@pytest.mark.parametrize(
    ("stated", "zone", "time"),
    [
        ("20231124T192141+0000", None, "2023-11-24T19:21:41+00:00"),
        ("20231126T075825Z", None, "2023-11-26T07:58:25+00:00"),
        ("20241205T110259-0500", None, "2024-12-05T11:02:59-05:00"),
        ("2013-07-09T10:37:00Z", None, "2013-07-09T10:37:00+00:00"),
        ("2019-05-10T16:02:28+02:00", None, "2019-05-10T16:02:28+02:00"),
        ("2026-03-10T11:00:15.000Z", None, "2026-03-10T11:00:15+00:00"),
        ("2026-03-10T11:00:15.250Z", None, "2026-03-10T11:00:15.250+00:00"),
        ("2022-07-11 18:33", "Europe/Helsinki", "2022-07-11T18:33:00+03:00"),
        ("2022-01-11 18:33", "Europe/Paris", "2022-01-11T18:33:00+01:00"),
        ("2018-01-03 20:13:08 GMT", None, "2018-01-03T20:13:08+00:00"),
        ("2018-01-03 20:13 EST", None, "2018-01-03T20:13:00-05:00"),
        ("20231124192141", "Europe/Paris", "2023-11-24T19:21:41+01:00"),
        ("1700853701", None, "2023-11-24T19:21:41+00:00"),
        ("1700853701000", None, "2023-11-24T19:21:41+00:00"),
        ("Tue, 05 Dec 2023 10:00:00 GMT", None, "2023-12-05T10:00:00+00:00"),
        ("2016-12-31T23:59:60Z", None, "2016-12-31T23:59:59+00:00"),
    ],
)
def test_every_stated_form_becomes_rfc_3339(stated, zone, time):
    assert read_time(stated, zone) == time


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("2022-07-11 18:33", None),
        ("2022-07-11 18:33", "Mars/Olympus"),
        ("20231126", "Europe/Paris"),
        ("2023-11-26", "Europe/Paris"),
        ("0001-01-01T00:00:00", "Europe/Paris"),
        ("2023-13-26T10:00:00Z", None),
        ("2023-11-26T10:00:00+99:99", None),
        ("2018-01-03 20:13:08 XYZ", None),
        ("Sperrfrist 23. Januar 19.00 Uhr", "Europe/Berlin"),
        ("<embargoed> -->", "Europe/Berlin"),
        ("Tue, 99 Dec 2023 10:00:00 GMT", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_what_cannot_be_read_or_lacks_its_zone_is_no_time(stated, zone):
    assert read_time(stated, zone) is None


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("21 jan 2019", "2019-01-21"),
        ("1er février 2020", "2020-02-01"),
        ("15 août 2023", "2023-08-15"),
        ("Aug 29, 2014", "2014-08-29"),
        ("Sept. 3, 2014", "2014-09-03"),
        ("3. März 2024", "2024-03-03"),
        ("29 de outubro de 2014", "2014-10-29"),
        ("11 Abr 2023", "2023-04-11"),
        ("21 mei 2023", "2023-05-21"),
        ("22 MAG 2023", "2023-05-22"),
        ("26-11-2023", "2023-11-26"),
        ("20/11", "2022-11-20"),
        ("31 Dec", "2022-12-31"),
        ("19 تشرين الثاني/نوفمبر 2023", "2023-11-19"),
        ("٣ شباط ٢٠٢٤", "2024-02-03"),
        ("2024-02-03", "2024-02-03"),
        ("3.2.2024", "2024-02-03"),
        ("02/13/2024", "2024-02-13"),
        ("2024. február 3.", "2024-02-03"),
        ("2024. május 5.", "2024-05-05"),
        ("5. května", "2023-05-05"),
        ("5 maja 2024", "2024-05-05"),
        ("5. toukokuuta", "2023-05-05"),
        ("5 мая", "2023-05-05"),
        ("5 Μαΐου 2024", "2024-05-05"),
        ("5 Mayıs 2024", "2024-05-05"),
        ("5月5日", "2023-05-05"),
        ("2024년 5월 5일", "2024-05-05"),
        ("lundi 5 février 2024", "2024-02-05"),
        ("Wednesday 3/8/2023", "2023-03-08"),
        ("jeudi 3/8/2023", "2023-08-03"),
        ("Friday 3/8/2023", "2023-08-03"),
        ("Mar 14 Mar 00", "2000-03-14"),
        ("29 feb", "2024-02-29"),
        ("5 listopada", None),
        ("3 شباط/فبراير 2024", "2024-02-03"),
        ("31 feb 2024", None),
        ("Monday", None),
        ("5 jan 6 feb", None),
        ("Texas", None),
    ],
)
def test_the_dates_of_datelines_in_the_wires_languages(stated, date):
    assert read_date(stated, near="2023-01-02T08:00:00+01:00") == date


def test_a_date_without_a_year_needs_the_items_time():
    assert read_date("31 Dec") is None


def test_the_nearest_year_may_be_the_next_one():
    assert nearest(1, 1, "2023-12-31T20:00:00+00:00").year == 2024
    assert nearest(29, 2, "2023-03-01T00:00:00+00:00").year == 2024
    assert nearest(31, 2, "2023-03-01T00:00:00+00:00") is None


def test_a_day_alone_is_the_nearest_one():
    assert nearest_day(30, "2024-05-02T08:00:00+00:00") == "2024-04-30"
    assert nearest_day(31, "2024-02-10T08:00:00+00:00") == "2024-01-31"
    assert nearest_day(1, "2023-12-31T08:00:00+00:00") == "2024-01-01"
    assert nearest_day(0, "2024-02-10T08:00:00+00:00") is None


def test_weekdays_are_dates_and_towns_are_not():
    assert is_date("Montag")
    assert not is_date("May")
    assert not is_date("Mar del Plata")
