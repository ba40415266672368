"""dpa's digitalwires entries say in categories and notes what other formats have fields for."""

import pytest

from worker.formats.dpa_json import parse, sniff, split
from worker.item import AltId, Association, Concept, Hints, Place, Text

ENTRY = {
    "format": "digitalwires@0.9.1",
    "type": "composite",
    "entry_id": "x1",
    "urn": "urn:newsml:dpa.com:20090101:260302-930-1",
    "version": 2,
    "version_created": "2026-03-02T12:05:52+01:00",
    "pubstatus": "usable",
    "signal": "sig:correction",
    "embargoed": None,
    "language": "de",
    "urgency": 3,
    "kicker": "Hafen",
    "headline": "Kran dreht sich nicht mehr",
    "subhead": "Lotsen warten",
    "teaser": "In Husum steht ein Kran still.",
    "byline": "Von Frauke Tiemann, dpa",
    "dateline": "Husum (dpa/lno) - ",
    "article_html": '<section class="main"><p></p><p>Der Kran steht.</p><h2>Warten</h2><p>Alle warten.</p></section>',
    "infobox_html": '<section class="infobox"><h2>Kräne</h2><p>Es gibt drei.</p></section>',
    "linkbox_html": '<ul><li><a href="https://example.org/kran">Der Kran</a></li></ul>',
    "creditline": "dpa",
    "copyrightnotice": "Copyright 2026, dpa",
    "autopublishnotice": "© dpa-infocom, dpa:260302-930-1/2",
    "usageterms": "Nur nach Vereinbarung",
    "notepad": {"public_html": "<ul><li>Notizblock</li></ul>", "nonpublic_html": None},
    "ednotes": [
        {"role": "dpaednoterole:closingline", "ednote": "dpa tie yyno n1 bro/köl"},
        {"role": "dpaednoterole:picture", "ednote": "Foto Archiv"},
        {"role": "dpaednoterole:genrenote", "ednote": "1500"},
        {"role": "dpaednoterole:correction", "ednote": "Im ersten Satz steht jetzt Husum."},
        {"role": None, "ednote": "Ortsname korrigiert"},
    ],
    "descriptions": None,
    "associations": [
        {
            "type": "image",
            "urn": "urn:newsml:dpa.com:20090101:260302-911-2",
            "rank": 1,
            "headline": "Kran",
            "caption": "Der Kran im Hafen.",
            "creditline": "Ole Petersen/dpa",
            "renditions": [{"url": "https://example.org/kran.jpeg"}],
        }
    ],
    "categories": [
        {"type": "dnltype:wire", "name": "bdt", "qcode": "dpasrv:bdt"},
        {"type": "dnltype:rubric", "name": "norden", "qcode": "dnlpath:norden"},
        {"type": "dnltype:creator", "name": "tiemann.frauke", "qcode": None},
        {"type": "dnltype:keyword", "name": "Kran", "qcode": None, "rank": 2},
        {"type": "dnltype:keyword", "name": "Hafen", "qcode": None, "rank": 1},
        {"type": "dnltype:geosubject", "name": "Schleswig-Holstein", "qcode": "dpaarea:15", "rank": 1},
        {"type": "dnltype:dpasubject", "name": "Verkehr", "qcode": "medtop:20000339", "rank": 1},
        {"type": "dnltype:desk", "name": "vm", "qcode": "dpacat:vm"},
        {"type": "dnltype:genre", "name": "Meldung", "qcode": "dpatextgenre:1"},
        {"type": "dnltype:person", "name": "Enno Brandt", "qcode": None},
        {"type": "dnltype:infosource", "name": None, "qcode": None, "role": "isrol:contentSource"},
        {"type": "dnltype:infosource", "name": "AP", "qcode": "dpacprh:ap", "role": "isrol:contentSource"},
        {
            "type": "dnltype:poi",
            "name": "Alter Hafen, Kai 1, 25813 Husum",
            "geojson": {"properties": {"name": "Alter Hafen"}},
        },
        {"type": "dnltype:provider", "name": "dpa", "qcode": "dnlprov:dpa"},
    ],
    "keyword_names": ["Hafen", "Kran"],
}
PICTURE = ENTRY | {
    "article_html": None,
    "infobox_html": None,
    "byline": None,
    "urgency": 2,
    "associations": [{"type": "image", "urn": ENTRY["urn"], "caption": "Der Kran."}],
    "categories": [
        {"type": "dnltype:creator", "name": "Ole Petersen", "qcode": "dpaaccno:B1"},
        {
            "type": "dnltype:locationcreated",
            "name": "Aufnahmeort,Husum",
            "geojson": {"properties": {"locality": "Husum", "country": "Deutschland"}},
        },
    ],
}


def _parse(entry=ENTRY, **members):
    return parse(entry | members, Hints())


def test_every_member_has_its_place():
    item = _parse()
    assert (item.format, item.uri, item.version, item.agency) == ("dpa-json", ENTRY["urn"], "2", "dpa")
    assert (item.type, item.profile, item.language, item.urgency) == ("text", None, "de", 3)
    assert (item.status, item.kind, item.embargoed) == ("usable", "sig:correction", None)
    assert item.version_created == "2026-03-02T12:05:52+01:00"
    assert item.headlines == (
        Text("Kran dreht sich nicht mehr"),
        Text("Lotsen warten", "subheadline"),
        Text("Hafen", "kicker"),
    )
    assert item.descriptions == (Text("In Husum steht ein Kran still.", "summary"),)
    assert (item.byline, item.dateline) == ("Von Frauke Tiemann, dpa", "Husum (dpa/lno) -")
    assert item.copyright_notice == "Copyright 2026, dpa\n© dpa-infocom, dpa:260302-930-1/2"
    assert item.usage_terms == "Nur nach Vereinbarung"
    assert item.alt_ids == (AltId("digitalwires:entryId", "x1"),)


def test_the_infobox_follows_the_article_whose_empty_paragraphs_are_gone():
    assert [(block.kind, block.text) for block in _parse().blocks] == [
        ("paragraph", "Der Kran steht."),
        ("subhead", "Warten"),
        ("paragraph", "Alle warten."),
        ("subhead", "Kräne"),
        ("paragraph", "Es gibt drei."),
    ]


def test_the_slug_is_subjects_places_and_keywords_by_their_rank():
    item = _parse()
    assert item.slug == "Verkehr/Schleswig-Holstein/Hafen/Kran/"
    assert item.slug_parts == ("Verkehr", "Schleswig-Holstein", "Hafen", "Kran")
    assert _parse(categories=[]).slug is None


def test_categories_are_what_the_item_is_about():
    item = _parse()
    assert item.subjects == (
        Concept("vm", rel="desk", literal="dpacat:vm"),
        Concept("Verkehr", "http://cv.iptc.org/newscodes/mediatopic/20000339", "dpasubject"),
    )
    assert item.places == (
        Concept("Schleswig-Holstein", rel="geosubject", literal="dpaarea:15"),
        Concept("Alter Hafen", rel="poi", literal="Alter Hafen, Kai 1, 25813 Husum"),
    )
    assert item.people == (Concept("Enno Brandt", rel="person"),)
    assert item.sources == (
        Concept("dpa", rel="credit"),
        Concept("AP", rel="contentSource", literal="dpacprh:ap"),
        Concept("tiemann.frauke", rel="creator"),
    )
    assert (item.keywords, item.products) == (("Hafen", "Kran"), ("bdt", "norden"))


def test_the_closing_line_is_the_sign_off_and_a_correction_the_first_note():
    item = _parse()
    assert item.sign_off == "dpa tie yyno n1 bro/köl"
    assert item.notes == ("Meldung - 1500", "Im ersten Satz steht jetzt Husum.", "Foto Archiv", "Ortsname korrigiert")


def test_the_notepad_is_read_where_there_are_no_notes():
    assert _parse(ednotes=[]).notes == ("Notizblock",)
    assert _parse(ednotes=None, notepad=None).notes == ()


def test_pictures_and_links_are_related_items():
    assert _parse().associations == (
        Association(
            "image0",
            "picture",
            "urn:newsml:dpa.com:20090101:260302-911-2",
            "Kran",
            "Der Kran im Hafen.",
            credit="Ole Petersen/dpa",
        ),
        Association("link0", uri="https://example.org/kran", headline="Der Kran"),
    )


def test_a_picture_is_its_own_association():
    item = parse(PICTURE | {"linkbox_html": None}, Hints())
    assert (item.type, item.associations, item.blocks, item.take) == ("picture", (), (), None)
    assert item.descriptions[-1] == Text("Der Kran.", "caption")
    assert item.located == (Place("Husum"),)
    assert (item.byline, item.people) == (
        "Ole Petersen",
        (Concept("Ole Petersen", rel="author", literal="dpaaccno:B1"),),
    )


def test_who_wrote_under_the_houses_name_is_an_author_all_the_same():
    categories = [
        {"type": "dnltype:creator", "name": "Frauke Tiemann"},
        {"type": "dnltype:contributor", "name": "Enno Brar"},
    ]
    item = _parse(byline="Von dpa", categories=categories)
    assert (item.byline, item.people) == ("Von dpa", (Concept("Frauke Tiemann", rel="author"),))
    assert item.sources[1:] == (Concept("Enno Brar", rel="contributor"),)


def test_captions_have_their_roles():
    stated = [
        {"role": "drol:caption", "description": "Kran."},
        {"role": "dpadrol:caption-extended", "description": "K."},
    ]
    assert parse(PICTURE | {"descriptions": stated, "teaser": None}, Hints()).descriptions == (
        Text("Kran.", "caption"),
        Text("K.", "captionExtended"),
    )


@pytest.mark.parametrize(("urgency", "take"), [(1, "Blitz"), (2, "Eil"), (3, "Meldung")])
def test_an_urgent_text_is_called_so(urgency, take):
    assert _parse(urgency=urgency).take == take


@pytest.mark.parametrize("genre", [{"name": "Achtung", "qcode": "dpatextgenre:27"}, {"qcode": "dpatextgenre:32"}])
def test_what_is_written_for_desks_is_an_advisory(genre):
    assert _parse(categories=[{"type": "dnltype:genre"} | genre]).profile == "advisory"


def test_an_embargo_may_be_a_note_alone():
    note = {"role": "dpaednoterole:embargo", "ednote": "frei für Dienstagsausgaben"}
    item = _parse(ednotes=[note])
    assert (item.embargoed, item.notes) == ("frei für Dienstagsausgaben", ("frei für Dienstagsausgaben",))
    assert _parse(ednotes=[note], embargoed="2026-03-02T19:00:00+01:00").embargoed == "2026-03-02T19:00:00+01:00"


@pytest.mark.parametrize(
    ("credit", "provider", "agency"),
    [
        ("ASSOCIATED PRESS", "ap", "ASSOCIATED PRESS"),
        ("Europa Press", "dpa", "Europa Press"),
        ("Ole Petersen/AP/dpa", "dpa", "dpa"),
        ("Foto Nord", "dpa", "dpa"),
        (None, "dsv", "dsv"),
        (None, None, "dpa"),
    ],
)
def test_the_agency_is_who_has_the_credit_alone_else_the_provider(credit, provider, agency):
    categories = [{"type": "dnltype:provider", "name": provider}]
    assert _parse(creditline=credit, categories=categories).agency == agency


@pytest.mark.parametrize(
    ("creator", "byline"), [("tiemann.frauke", None), ("EUROPA PRESS", None), ("Ole Petersen", "Ole Petersen")]
)
def test_a_creator_signs_only_where_it_is_a_person(creator, byline):
    assert _parse(byline=None, categories=[{"type": "dnltype:creator", "name": creator}]).byline == byline


def test_a_creator_that_is_the_byline_is_said_once():
    item = _parse(byline="By ANN LEE", categories=[{"type": "dnltype:creator", "name": "By ANN LEE"}])
    assert (item.people, item.sources) == ((), (Concept("dpa", rel="credit"),))


def test_a_teaser_that_repeats_the_headline_is_no_summary():
    assert _parse(teaser=ENTRY["headline"]).descriptions == ()


def test_entries_come_alone_in_a_list_or_in_a_queues_answer():
    for value in (ENTRY, [ENTRY], {"entries": [ENTRY]}):
        assert sniff(value, Hints())
        assert list(split(value)) == [ENTRY]


def test_an_entry_without_its_formats_name_is_known_by_its_members():
    old = {"urn": "urn:a:1", "entry_id": "x", "article_html": "<p>One.</p>"}
    assert sniff(old, Hints())
    assert not sniff({"urn": "urn:a:1", "article_html": "<p>One.</p>"}, Hints())
    assert not sniff({"format": "digitalwires@1"}, Hints())


@pytest.mark.parametrize("value", [None, True, 7, "text", [], {}, [[]], [None], {"a": 1}])
def test_a_member_of_another_type_is_no_reason_to_fail(value):
    for name in ENTRY:
        assert _parse(**{name: value}).format == "dpa-json"
