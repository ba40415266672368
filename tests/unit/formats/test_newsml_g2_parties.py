"""Who has to do with a NewsML-G2 item: people sign it, houses and logins are its sources, initials its sign-off."""

import pytest

from tests.unit.formats.newsml_g2_documents import item, message, read
from worker.formats import parse, unwrap
from worker.item import Author, Concept, FileOrigin, Message, Text, WireItem


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lowe",
        "Jan-Uwe Berg",
        "AL-HADJI LOWE",
        "J. R. Lowe",
        "Ana d’Arc",
        "Eva de la Torre",
        "山田太郎",
        "كمال فيصل",
    ],
)
def test_a_creator_with_a_full_name_is_an_author(name):
    found = read(f"<creator><name>{name}</name></creator>")

    assert found.authors == (Author(name),)
    assert found.sources == ()


@pytest.mark.parametrize(
    "name",
    [
        *("kern.ina", "load", "sp/lrc", "dpa-Redaktion", "Thomson Reuters", "Getty Images", "The Sports Network, Inc."),
        *("Zweites Deutsches Fernsehen", "EUROPA PRESS", "desk of the house", "ann@example.org", "Redaktion Berlin"),
    ],
)
def test_a_creator_that_is_a_house_or_a_login_is_a_source(name):
    found = read(f'<creator qcode="x:1"><name>{name}</name></creator>')

    assert found.authors == ()
    assert found.byline is None
    assert found.sources == (Concept(name=name, rel="creator", literal="x:1"),)


def test_what_a_creator_is_said_to_be_outweighs_its_looks():
    assert read('<creator type="cpnat:organisation"><name>Ann Lowe</name></creator>').authors == ()
    assert read('<creator type="cpnat:person"><name>Ronaldinho</name></creator>').authors == (Author("Ronaldinho"),)
    assert read('<creator role="crol:editor"><name>Ann Lowe</name></creator>').authors == ()
    assert read('<contributor role="ctrol:author"><name>Ann Lowe</name></contributor>').authors == (Author("Ann Lowe"),)


def test_an_author_comes_with_title_and_house():
    creator = """<creator role="crol:photog" qcode="pers:1"><name>Ann Lowe</name>
        <related rel="rel:jobtitle" qcode="t:1"><name>Staff Photographer</name></related>
        <personDetails><affiliation qcode="o:1"><name>Acme</name></affiliation></personDetails></creator>"""

    assert read(creator).authors == (Author("Ann Lowe", title="Staff Photographer", affiliation="Acme"),)


def test_an_author_keeps_the_identifier_that_is_stated():
    staff = "http://example.org/staff/7"

    assert read(f'<creator uri="{staff}"><name>Ann Lowe</name></creator>').people == (
        Concept(name="Ann Lowe", uri=staff, rel="author"),
    )
    assert read('<creator literal="Ann Lowe"/>').people == (Concept(name="Ann Lowe", rel="author"),)


def test_a_printed_byline_outweighs_the_creators_who_stay_authors():
    found = read("<creator><name>Ann Lowe</name></creator><by>By Ann Lowe and Tim Reed</by>")

    assert (found.byline, found.authors) == ("By Ann Lowe and Tim Reed", ())
    assert found.people == (Concept(name="Ann Lowe", rel="author"),)


def test_a_creator_may_be_the_line_to_print():
    creator = """<creator><name>By ANN LOWE and TIM REED</name>
        <related rel="aprel:jobTitle"><name>Associated Press</name></related></creator>"""

    assert read(creator).byline == "By ANN LOWE and TIM REED, Associated Press"


def test_initials_of_creator_and_co_authors_are_the_sign_off_of_an_agency_that_signs_so():
    signed = (
        '<creator literal="VR"/><contributor role="ansactrol:co-author" literal="BAR"/>'
        '<contributor role="ansactrol:editor" literal="XY"/>'
    )
    ansa = '<provider literal="ANSA"/>'

    assert read(signed, provider=ansa).sign_off == "VR-BAR"
    assert read(signed, provider=ansa).authors == ()
    assert read(signed, provider=ansa).sources == (Concept(rel="editor", literal="XY"),)
    assert read('<creator literal="AFP"/>', provider=ansa).sign_off is None
    assert read(signed).sign_off is None
    assert read(signed).sources[0] == Concept(rel="creator", literal="VR")


def test_the_closing_line_among_the_notes_is_the_sign_off():
    meta = '<edNote role="dpaednoterole:closingline">dpa abc yydd n1 sku</edNote><edNote>Photo to come</edNote>'
    found = read("", meta=meta)

    assert (found.sign_off, found.notes) == ("dpa abc yydd n1 sku", ("Photo to come",))


@pytest.mark.parametrize("filler", ["No-Data-Available, MAR 04", "SOCIAL MEDIA WEBSITE, JAN 02"])
def test_a_filler_is_no_byline(filler):
    assert read(f"<by>{filler}</by>").byline is None


def test_ansa_has_a_headline_of_second_rank_in_the_byline():
    ansa = '<provider literal="ANSA"/>'
    found = read("<by>Situation calm, says the port</by>", provider=ansa)

    assert found.byline is None
    assert found.headlines == (Text("Fire"), Text("Situation calm, says the port", "subheadline"))
    assert read("<by>Ann Lowe</by>", provider=ansa).byline == "Ann Lowe"
    assert read("<by>Situation calm, says the port</by>").byline == "Situation calm, says the port"


@pytest.mark.parametrize(
    ("provider", "agency"),
    [
        ('<provider qcode="nprov:REUTERS"/>', "REUTERS"),
        ('<provider qcode="x:1"><name>Agence France-Presse</name></provider>', "Agence France-Presse"),
        ('<provider literal="STT"/>', "STT"),
        ('<provider uri="http://cv.iptc.org/newscodes/newsprovider/AFP"/>', "AFP"),
        ('<provider uri="http://www.example.com/about/"/>', "example.com"),
        ('<provider uri="http://www.ap.org/"/>', "AP"),
        ("<provider><name>Acme News</name></provider>", "Acme News"),
    ],
)
def test_the_agency_is_the_provider_however_it_is_stated(provider, agency):
    assert read("", provider=provider).agency == agency


def test_dpa_passes_on_what_the_agency_wrote_that_is_credited_alone():
    dpa = '<provider qcode="dnlprov:dpa"><name>dpa</name></provider>'

    assert read("<creditline>ASSOCIATED PRESS</creditline>", provider=dpa).agency == "ASSOCIATED PRESS"
    assert read("<creditline>Ann Lowe/AP</creditline>", provider=dpa).agency == "dpa"
    assert read("<creditline>AP</creditline>", provider='<provider literal="STT"/>').agency == "STT"


def test_the_sender_stands_in_for_a_provider():
    document = message(item(provider=""), header="<sender>ansa.it</sender>")
    ((_, found),) = parse(unwrap(Message(document.encode(), FileOrigin("a.xml"))))

    assert isinstance(found, WireItem)
    assert found.agency == "ansa.it"
