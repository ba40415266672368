"""XML is read without document types, entities, network or end; what is damaged is mended where that is sure."""

import time

import pytest

from worker.errors import ForbiddenError, MalformedError, TooLargeError
from worker.formats.limits import Limits
from worker.formats.read_xml import LANG, read_xml, words


@pytest.mark.parametrize(
    "document_type",
    [
        '<!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">',
        "<!DOCTYPE NewsML SYSTEM 'http://example.org/a.dtd' >",
        '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.4//EN" "nitf-3-4.dtd">',
        "<!DOCTYPE nitf>",
        '<!DOCTYPE a PUBLIC "urn:a" "a.dtd" [<!ENTITY % nitf SYSTEM "../dtd/nitf-3-0.dtd"> %nitf; ]>',
        "<!DOCTYPE a [ <!ENTITY % b PUBLIC '-//X//Y' 'b.mod'>%b; <!ENTITY % c SYSTEM 'c.ent'> %c;]>",
        '<!DOCTYPE a PUBLIC "urn:a" "http://a.example/a.dtd" [\n<!ENTITY % b SYSTEM "http://a.example/dtd/b-2-5.dtd"> %b; ]>',
        "<!DOCTYPE a []>",
        "<!DOCTYPE a [ <!-- an entity: <!ENTITY b 'c'> --> ]>",
        "<!DOCTYPE a [<!ELEMENT a (#PCDATA|b)*>\n<!ATTLIST a c CDATA 'd' e (f|g) #IMPLIED>]>",
    ],
)
def test_a_bare_document_type_is_accepted_and_never_looked_at(document_type):
    read = read_xml(f'<?xml version="1.0"?>\n<!-- one -->{document_type}\n<a>b</a>'.encode())
    assert (read.root.tag, read.root.text, read.warnings) == ("a", "b", ())


def test_a_comment_may_speak_of_a_document_type():
    assert read_xml(b"<!-- <!DOCTYPE a [<!ENTITY b 'c'>]> --><a/>").root.tag == "a"


def test_what_names_further_document_types_defines_nothing_and_an_error_names_its_own_line():
    beside = '<!DOCTYPE a [\n<!ENTITY % b SYSTEM "b.dtd">\n%b;\n]>\n'
    with pytest.raises(ForbiddenError):
        read_xml(f"{beside}<a>&agency;</a>".encode())
    with pytest.raises(MalformedError, match="line 6"):
        read_xml(f"{beside}<a>\n<b></a>".encode())


@pytest.mark.parametrize(
    "inside",
    [
        *(
            "<!ENTITY b 'c'>",
            "<!ENTITY % b 'c'>",
            "<!ELEMENT a ANY><!ENTITY b 'c'>",
            "<!ATTLIST a b CDATA '&c;'>",
            "%b;",
        ),
        *("<!-- <!ENTITY b 'c'> --><!ENTITY b 'c'>", "<!NOTATION b SYSTEM 'c'>", "<!-- one"),
        *(
            f'<!ENTITY % b SYSTEM "{name}"> %b;'
            for name in (
                "http://a.example/b",
                "http://a.example/b.dtd?c",
                "/etc/b.dtd",
                "file:b.dtd",
                "b.txt",
                "//a.example/b.dtd",
            )
        ),
        '<!ENTITY % b SYSTEM "b.dtd"> %b; <!ENTITY c "d">',
        '<!ENTITY % b SYSTEM "b.dtd"><!ENTITY % c "<!ENTITY d SYSTEM \'e\'>"> %b; %c;',
    ],
)
def test_an_internal_subset_is_refused(inside):
    with pytest.raises(ForbiddenError, match="line 2"):
        read_xml(f"<?xml version='1.0'?>\n<!DOCTYPE a [{inside}]><a/>".encode())


def test_a_document_has_one_document_type():
    with pytest.raises(ForbiddenError, match="line 2"):
        read_xml(b"<!DOCTYPE a []>\n<!DOCTYPE a []><a/>")


@pytest.mark.parametrize(
    "part", ["<!ELEMENT a (b)>", "<!-- one -->", " ", "<!ATTLIST a b CDATA 'c", "<!--", "<!ELEMENT a "]
)
def test_a_hostile_subset_costs_no_more_than_its_length(part):
    start = time.process_time()
    with pytest.raises(ForbiddenError):
        read_xml(f"<!DOCTYPE a [{part * (1_000_000 // len(part))}".encode())
    assert time.process_time() - start < 2


def test_html_s_named_characters_are_read_and_xml_s_own_stay_markup():
    root = read_xml(b"<a b='caf&eacute;'>2&nbsp;500 &lt;i&gt; &amp;eacute; &LT;</a>".replace(b" &LT;", b"")).root
    assert (root.get("b"), root.text) == ("café", "2\u00a0500 <i> &eacute;")


def test_no_named_character_brings_markup():
    with pytest.raises(MalformedError, match="nothing defines"):
        read_xml(b"<a>&LT;b&GT;</a>")


def test_declared_latin_1_that_is_utf8_is_read_as_utf8():
    read = read_xml('<?xml version="1.0" encoding="iso-8859-1"?><a>Décès</a>'.encode())
    assert (read.root.text, read.warnings) == ("Décès", ("charset_guessed",))


def test_declared_utf8_that_is_windows_1252_is_read_so():
    read = read_xml('<?xml version="1.0" encoding="UTF-8"?><a>Le décès n’est pas daté</a>'.encode("cp1252"))
    assert (read.root.text, read.warnings) == ("Le décès n’est pas daté", ("charset_guessed",))


def test_what_xml_declares_is_believed_where_it_can_be():
    read = read_xml('<?xml version="1.0" encoding="windows-1256"?><a>الرئيس</a>'.encode("cp1256"))
    assert (read.root.text, read.warnings) == ("الرئيس", ())


def test_a_header_s_charset_outweighs_the_declared_one():
    value = '<?xml version="1.0" encoding="iso-8859-1"?><a>الرئيس</a>'.encode("cp1256")
    assert read_xml(value, "windows-1256").root.text == "الرئيس"


def test_control_characters_are_taken_out():
    read = read_xml(b"<a>one\x02 two\x1a</a>")
    assert (read.root.text, read.warnings) == ("one two", ("control_characters_removed",))


def test_namespaces_are_dropped_and_the_language_stays():
    root = read_xml(b"<x:a xmlns:x='urn:x' xmlns='urn:y' xml:lang='fr'><b/></x:a>").root
    assert (root.tag, root[0].tag, root.get(LANG)) == ("a", "b", "fr")


def test_xml_s_own_prefix_needs_no_declaration_and_is_dropped_too():
    assert read_xml(b"<xml:a><b/></xml:a>").root.tag == "a"


def test_the_parts_of_a_text_stay_apart_on_their_one_line():
    root = read_xml("<a>\n One<b>two</b>\t<b> </b>\u00a0three  four\n</a>".encode()).root
    assert words(root) == "One two \u00a0three four"
    assert (words(root, "b"), words(root, "c"), words(None)) == ("two", None, None)


def test_the_line_is_that_of_the_value():
    with pytest.raises(MalformedError, match="line 4"):
        read_xml(b"\n\n<a>\n</b>")


def test_the_limit_of_levels_is_exact():
    nested = b"<a>" * 20 + b"</a>" * 20
    assert read_xml(nested, limits=Limits(depth_max=20)).root.tag == "a"
    with pytest.raises(TooLargeError, match="19 levels"):
        read_xml(nested, limits=Limits(depth_max=19))


@pytest.mark.parametrize("value", [b"<a>a secret</b>", b"<a secret>", b"<a>&secret;</a>", b"<a><secret></a>"])
def test_no_message_carries_the_text(value):
    with pytest.raises(MalformedError) as raised:
        read_xml(value)
    assert "secret" not in str(raised.value)


def test_words_keep_the_parts_of_a_line_apart():
    root = read_xml(b"<a><byline>By ANN LEE<byttl>Staff\n Writer</byttl></byline><empty> </empty></a>").root
    assert words(root, "byline") == "By ANN LEE Staff Writer"
    assert words(root, "empty") is None
    assert words(None, "byline") is None
