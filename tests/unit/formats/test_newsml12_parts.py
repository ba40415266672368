"""Which of the nested components are the story, and which stand beside it."""

import pytest

from worker.formats import parse, unwrap
from worker.formats.newsml12_media import association, caption_of
from worker.formats.newsml12_parts import tell_apart, text_blocks, type_of
from worker.formats.read_xml import read_xml
from worker.item import Association, FileOrigin, Message, Text

TEXT = "<ContentItem><MediaType FormalName='Text'/><DataContent><p>{}</p></DataContent></ContentItem>"
PICTURE = "<ContentItem Href='{}.jpg'><MediaType FormalName='Photo'/></ContentItem>"


def _component(inside, attributes=""):
    return f"<NewsComponent {attributes}>{inside}</NewsComponent>"


def _role(name):
    return f"<Role FormalName='{name}'/>"


def _parts(document):
    return tell_apart(read_xml(document.encode()).root)


def _story(document):
    return [block.text for text in _parts(document).texts for block in text_blocks(text.component)]


def _item(document):
    value = f"<NewsML><NewsItem>{document}</NewsItem></NewsML>".encode()
    ((_, item),) = parse(unwrap(Message(value, FileOrigin("a"))))
    return item


PHOTO = _component(
    "<NewsLines><HeadLine>Smoke</HeadLine><ByLine>Cy DOW</ByLine><CreditLine>AFP/Getty</CreditLine></NewsLines>"
    "<AdministrativeMetadata><Creator><Party FormalName='Cy Dow'/></Creator></AdministrativeMetadata>"
    + _component(_role("Caption") + TEXT.format("Smoke over the harbour"))
    + _component(_role("HighDef") + PICTURE.format("http://a.example/1"))
    + _component(_role("Thumbnail") + PICTURE.format("2")),
    "Duid='photo0'",
)


def test_a_web_story_and_its_pictures():
    item = _item(
        _component(
            "<NewsLines><HeadLine>A fire</HeadLine><ByLine>Ann LEE</ByLine></NewsLines>"
            + _component(TEXT.format("One.</p><p>Two."))
            + PHOTO
        )
    )
    assert [block.text for block in item.blocks] == ["One.", "Two."]
    assert (item.headlines, item.byline, item.type) == ((Text("A fire"),), "Ann LEE", "text")
    assert item.associations == (
        Association(
            "photo0",
            "picture",
            "http://a.example/1.jpg",
            "Smoke",
            "Smoke over the harbour",
            "Cy DOW",
            "AFP/Getty",
        ),
    )


@pytest.mark.parametrize(
    "photo",
    [
        _component(_role("Photo") + TEXT.format("Smoke") + PICTURE.format("1")),
        _component(_role("Supporting") + PICTURE.format("1") + _component(_role("Caption") + TEXT.format("Smoke"))),
        _component(PICTURE.format("1") + _component(TEXT.format("Smoke"))),
        _component(TEXT.format("Smoke"), "Duid='photo3'"),
        _component(_role("Photo") + TEXT.format("Smoke")),
        _component(_component(PICTURE.format("1")) + _component(_role("Caption") + TEXT.format("Smoke"))),
        _component(_role("Caption") + TEXT.format("Smoke")),
    ],
)
def test_a_caption_is_never_in_the_story(photo):
    document = _component(photo + _component(_role("Main") + TEXT.format("One.")))
    assert _story(document) == ["One."]
    (media,) = _parts(document).media
    assert association(media).caption == "Smoke"


def test_a_story_s_role_outweighs_the_picture_in_its_component():
    document = _component(_component(_role("Main") + PICTURE.format("1") + TEXT.format("One.")))
    assert _story(document) == ["One."]


def test_what_the_text_s_own_component_states_is_heard_after_what_stands_around_it():
    lines = "<NewsLines><HeadLine>{}</HeadLine>{}</NewsLines>"
    item = _item(
        _component(
            "<NewsLines><ByLine>Ann LEE</ByLine></NewsLines>"
            + _component(
                lines.format("A fire", "<ByLine>Ann Lee in Lisbon</ByLine><DateLine>Lisbon</DateLine>")
                + _component(_role("Body") + TEXT.format("One."))
            )
        )
    )
    assert (item.headlines, item.dateline) == ((Text("A fire"),), "Lisbon")
    assert item.byline == "Ann LEE"


LINES = "<NewsLines><HeadLine>{}</HeadLine></NewsLines>"


def test_the_stories_of_a_list_one_level_down_are_items_each():
    listed = "".join(_component(LINES.format(f"{name} falls") + TEXT.format(f"{name}.")) for name in ("Lima", "Oslo"))
    whole = "<DescriptiveMetadata><Language FormalName='es'/></DescriptiveMetadata>"
    value = f"<NewsML><NewsItem>{_component(whole + _component(_role('Content list') + listed) + PHOTO)}</NewsItem></NewsML>"
    items = [item for _, item in parse(unwrap(Message(value.encode(), FileOrigin("a"))))]
    assert [item.headlines for item in items] == [(Text("Lima falls"),), (Text("Oslo falls"),)]
    assert [[block.text for block in item.blocks] for item in items] == [["Lima."], ["Oslo."]]
    assert {item.language for item in items} == {"es"}


def test_parts_of_a_story_under_its_headline_are_no_stories():
    parts = _component(LINES.format("Then") + TEXT.format("One.")) + _component(
        LINES.format("Now") + TEXT.format("Two.")
    )
    item = _item(_component(_component(LINES.format("A fire") + parts)))
    assert (item.headlines, [block.text for block in item.blocks]) == ((Text("A fire"),), ["One.", "Two."])


def test_a_sidebar_stands_under_its_own_headline():
    sidebar = _component(_role("Sidebar") + LINES.format("The harbour") + TEXT.format("Two."))
    item = _item(_component(LINES.format("A fire") + _component(_role("Main") + TEXT.format("One.")) + sidebar))
    assert item.headlines == (Text("A fire"),)
    assert [(block.kind, block.text) for block in item.blocks] == [
        ("paragraph", "One."),
        ("subhead", "The harbour"),
        ("paragraph", "Two."),
    ]


def test_a_press_release_has_its_contact_last_and_its_sub_headline_apart():
    item = _item(
        _component(
            _component(_role("StyleSheet") + TEXT.format("p {}"))
            + _component(_role("SubHeadLine") + TEXT.format("In short"))
            + _component(_role("HeadLine") + TEXT.format("A fire"))
            + _component(_role("Contact") + TEXT.format("Call us"))
            + _component(_role("Body") + TEXT.format("One."))
        )
    )
    assert [block.text for block in item.blocks] == ["One.", "Call us"]
    assert item.descriptions == (Text("In short", "summary"),)


def test_equivalents_are_read_once():
    both = TEXT.format("One.") + "<ContentItem><DataContent>One.</DataContent></ContentItem>"
    assert _story(_component(both)) == ["One."]
    twice = _component(TEXT.format("One.")) + _component(TEXT.format("One, plainly.")) + PHOTO
    document = _component(twice, "EquivalentsList='yes'")
    assert _story(document) == ["One."]
    assert len(_parts(document).media) == 1


def test_of_several_languages_the_first_is_read():
    language = "<DescriptiveMetadata><Language FormalName='{}'/></DescriptiveMetadata>"
    german = _component(language.format("de-CH") + TEXT.format("Eins."))
    french = _component(language.format("fr") + TEXT.format("Un."))
    more = _component(language.format("de") + TEXT.format("Zwei."))
    assert _story(_component(german + french + more)) == ["Eins.", "Zwei."]


def test_a_picture_alone_is_a_picture():
    item = _item(PHOTO.replace("Duid='photo0'", ""))
    assert (item.type, item.blocks, item.associations) == ("picture", (), ())
    assert (item.headlines, item.descriptions) == ((Text("Smoke"),), (Text("Smoke over the harbour", "caption"),))
    assert item.byline == "Cy DOW"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<MediaType FormalName='Text'/>", "text"),
        ("<MediaType FormalName='Graphic'/><Format FormalName='JPG'/>", "graphic"),
        ("<MimeType FormalName='image/jpeg'/>", "picture"),
        ("<MimeType FormalName='text/xhtml'/>", "text"),
        ("<Format FormalName='JPEG Baseline'/>", "picture"),
        ("<Format FormalName='bcNITF2.5'/><DataContent/>", "text"),
        ("<Format FormalName='MPEG4'/>", None),
        ("<DataContent/>", "text"),
        ("", None),
    ],
)
def test_the_type_of_a_content_item(content, expected):
    assert type_of(read_xml(f"<ContentItem>{content}</ContentItem>".encode()).root) == expected


def test_a_file_s_name_tells_its_type():
    assert type_of(read_xml(b"<ContentItem Href='http://a.example/b.c.MP4'/>").root) == "video"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<p>One.</p>", ["One."]),
        (
            "<nitf><body><body.head><hedline><hl1>A fire</hl1></hedline></body.head><body.content><p>One.</p></body.content></body></nitf>",
            ["One."],
        ),
        (
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>One.</p></body></html>",
            ["One."],
        ),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("<![CDATA[<p>One.</p><p>Two &amp; three.</p>]]>", ["One.", "Two & three."]),
        ("", []),
    ],
)
def test_data_in_any_clothes_gives_blocks(data, expected):
    document = f"<NewsComponent><ContentItem><DataContent>{data}</DataContent></ContentItem></NewsComponent>"
    assert [block.text for block in text_blocks(read_xml(document.encode()).root)] == expected


def test_nothing_gives_nothing():
    assert tell_apart(None).story == ()
    assert caption_of(read_xml(b"<NewsComponent/>").root) is None
