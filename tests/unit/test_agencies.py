from zoneinfo import ZoneInfo

import pytest

from worker.agencies import AGENCIES, agency_of, agency_of_mark, agency_of_uri


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("AFP", "AFP"),
        ("afp.com", "AFP"),
        ("أ ف ب", "AFP"),
        ("ا ف ب", "AFP"),
        ("a f p", "AFP"),
        ("A.F.P.", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("The Associated Press", "AP"),
        ("AP", "AP"),
        ("Press Association", "PA"),
        ("dpa/lni", "dpa"),
        ("Business Wire", "BusinessWire"),
        ("Keystone-SDA", "SDA"),
        ("ATS", "SDA"),
    ],
)
def test_an_agency_is_known_by_what_items_state(stated, code):
    assert agency_of(stated).code == code


@pytest.mark.parametrize("stated", [None, "", " ", "Daily Planet", "A", "AFPX", "/", "🚂"])
def test_another_provider_is_no_agency(stated):
    assert agency_of(stated) is None


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("urn:newsml:afp.com:20231124T192141Z:TX-PAR-EWE94:1", "AFP"),
        ("urn:newsml:dpa.com:20090101:190510-99-167362", "dpa"),
        ("http://tt.se/media/text/1", "TT"),
        ("https://www.businesswire.com/news/1", "BusinessWire"),
        ("tag:reuters.com,2024:newsml_X", "Reuters"),
    ],
)
def test_an_agency_is_known_by_its_uris(uri, code):
    assert agency_of_uri(uri).code == code


@pytest.mark.parametrize("uri", [None, "", "urn:newsml:example.com:1", "nonsense", "http://notafp.com/1"])
def test_a_uri_elsewhere_is_no_agencys(uri):
    assert agency_of_uri(uri) is None


def test_marks_are_names_or_services():
    assert agency_of_mark("lni").code == "dpa"
    assert agency_of_mark("EFE").code == "EFE"
    assert agency_of_mark("police") is None


def test_no_name_means_two_agencies():
    for agency in AGENCIES:
        for name in (agency.code, agency.name, *agency.names, *agency.domains):
            assert agency_of(name) is agency, name
        for mark in (agency.code, *agency.marks):
            assert agency_of_mark(mark) is agency, mark


def test_every_zone_is_one():
    assert all(ZoneInfo(agency.zone) for agency in AGENCIES)
