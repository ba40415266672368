"""Plain JSON is read under the names that producers give."""

import pytest

from worker.formats.plain_json import parse, sniff, split
from worker.item import Association, Concept, Hints, Place, Text


def _parse(**members):
    return parse(members, Hints())


def test_a_story_may_be_a_list_of_paragraphs():
    item = _parse(text=["One.", "Two."])
    assert [block.text for block in item.blocks] == ["One.", "Two."]
    assert sniff({"text": ["One."]}, Hints())


def test_every_member_has_its_place():
    item = _parse(
        id="a-1",
        version=2,
        previous_version="1",
        text="One.\n\nTwo.",
        headline="A fire",
        summary="In short",
        caption="A picture",
        agency="AFP",
        lang="en",
        type="text",
        slug="fire-harbour",
        author={"name": "Ann Lee"},
        dateline="Lisbon",
        location="Lisbon",
        published="2024-05-01T10:00:00Z",
        created="2024-05-01T09:00:00Z",
        embargo="2024-05-02T00:00:00Z",
        status="usable",
        urgency="3",
        priority=4,
        tags=["fire", "harbour"],
        products=["world"],
        subjects=["accident", {"name": "fire"}],
        genres="Wrap",
        ed_note="Adds quotes",
        copyright="© 2024",
        usage_terms="No archive",
        **{"sign-off": "ab/cd", "kind": "Alert", "profile": "article", "uri": "urn:a:1"},
    )
    assert (item.format, item.id, item.uri, item.version, item.previous_version) == ("json", "a-1", "urn:a:1", "2", "1")
    assert [block.text for block in item.blocks] == ["One.", "Two."]
    assert item.headlines == (Text("A fire"),)
    assert item.descriptions == (Text("In short", "summary"), Text("A picture", "caption"))
    assert (item.agency, item.language, item.type, item.profile, item.kind) == ("AFP", "en", "text", "article", "Alert")
    assert (item.slug, item.slug_parts, item.byline) == ("fire-harbour", (), "Ann Lee")
    assert (item.dateline, item.located) == ("Lisbon", (Place("Lisbon"),))
    assert (item.version_created, item.first_created) == ("2024-05-01T10:00:00Z", "2024-05-01T09:00:00Z")
    assert (item.embargoed, item.status, item.urgency, item.priority) == ("2024-05-02T00:00:00Z", "usable", 3, 4)
    assert (item.keywords, item.products, item.notes) == (("fire", "harbour"), ("world",), ("Adds quotes",))
    assert item.subjects == (Concept("accident"), Concept("fire"))
    assert (item.genres, item.sign_off) == ((Concept("Wrap"),), "ab/cd")
    assert (item.copyright_notice, item.usage_terms) == ("© 2024", "No archive")


def test_a_slug_in_parts_keeps_them():
    item = _parse(text="One.", slug=["fire", "harbour"])
    assert (item.slug, item.slug_parts) == ("fire-harbour", ("fire", "harbour"))


def test_authors_are_one_byline():
    assert _parse(text="One.", authors=["Ann Lee", {"name": "Bo Ek"}]).byline == "Ann Lee, Bo Ek"


def test_a_story_in_html_is_read_as_such():
    assert [block.kind for block in _parse(body="<h2>One</h2><p>Two.</p>").blocks] == ["subhead", "paragraph"]


@pytest.mark.parametrize("value", [None, [], {}, True, {"a": 1}, [[]]])
def test_a_member_of_another_type_is_absent(value):
    assert _parse(text="One.", urgency=value, published=value, dateline=value, slug=value, tags=value) == _parse(
        text="One."
    )


def test_a_headline_alone_is_read_only_where_nothing_else_could_be_the_story():
    assert sniff({"id": 1, "title": "A fire"}, Hints())
    assert not sniff({"id": 1, "title": "A fire", "article_html": "<p>One.</p>"}, Hints())
    assert not sniff({"id": 1}, Hints())
    assert not sniff("text", Hints())
    assert not sniff({"text": 5}, Hints())


def test_a_list_and_a_member_called_items_are_several_items():
    one, two = {"text": "One."}, {"text": "Two."}
    assert list(split([one, two])) == list(split({"items": [one, two]})) == [one, two]
    assert list(split(one)) == [one]
    assert sniff({"items": [one]}, Hints())


def test_a_type_that_says_what_kind_of_item_it_is_counts():
    assert _parse(text="One.", type="alert").kind == "alert"
    assert _parse(text="One.", type="text", kind="Flash").kind == "Flash"


def test_the_names_of_databases_for_times_are_read():
    item = _parse(text="One.", created_at="2024-05-01T09:00:00Z", updatedAt="2024-05-01T10:00:00Z")
    assert (item.first_created, item.version_created) == ("2024-05-01T09:00:00Z", "2024-05-01T10:00:00Z")


def test_a_place_may_be_an_object_with_a_city():
    assert _parse(text="One.", location={"city": "Lima", "country": "PE"}).located == (Place("Lima"),)


def test_the_story_as_html_is_read_before_the_same_as_text():
    item = _parse(body_text="One. Two.", body_html="<p>One.</p><p>Two.</p>")
    assert [block.text for block in item.blocks] == ["One.", "Two."]


def test_schema_orgs_names_are_read():
    item = _parse(
        articleBody="One.\n\nTwo.",
        headline="A fire",
        alternativeHeadline="Smoke",
        author={"@type": "Person", "name": "Ann Lee"},
        publisher={"name": "PA"},
        datePublished="2024-05-01T09:00:00Z",
        dateModified="2024-05-01T10:00:00Z",
        inLanguage="en",
        keywords="fire, harbour",
        articleSection="UK",
        dateline="Leith",
        image=["https://a.example/1.jpg"],
    )
    assert ([block.text for block in item.blocks], item.byline, item.agency) == (["One.", "Two."], "Ann Lee", "PA")
    assert (item.version_created, item.language, item.keywords) == ("2024-05-01T10:00:00Z", "en", ("fire", "harbour"))
    assert item.headlines == (Text("A fire"), Text("Smoke", "subheadline"))
    assert (item.subjects, item.dateline) == ((Concept("UK"),), "Leith")
    assert item.associations == (Association("picture0", uri="https://a.example/1.jpg"),)


def test_an_editing_systems_own_objects_are_read():
    item = _parse(
        guid="urn:a:1",
        body_html="<p>One.</p>",
        dateline={"text": "SYDNEY, May 1 AAP -", "located": {"city": "Sydney"}},
        anpa_take_key="2nd lead",
        subject=[{"name": "fire", "qcode": "13000000"}, {"scheme": "http://a.example", "code": "7"}],
        associations={
            "featuremedia": {"headline": "Smoke", "description_text": "Smoke over the harbour", "byline": "Cy"}
        },
    )
    assert (item.dateline, item.take) == ("SYDNEY, May 1 AAP -", "2nd lead")
    assert item.subjects == (Concept("fire", literal="13000000"), Concept(uri="http://a.example/7"))
    assert item.associations == (
        Association("picture0", headline="Smoke", caption="Smoke over the harbour", byline="Cy"),
    )


def test_when_an_item_expires_is_said():
    assert _parse(text="One.", expires="2026-05-02T00:00:00Z").expires == "2026-05-02T00:00:00Z"


def test_an_id_that_is_a_uri_is_the_items():
    assert _parse(guid="urn:newsml:a.example:2018-01-18:7", text="One.").uri == "urn:newsml:a.example:2018-01-18:7"
    assert _parse(id="doc:7", text="One.").uri is None
