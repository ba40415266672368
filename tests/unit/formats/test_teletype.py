"""The formats of the teletype age give what their messages state: messages of our own in each agency's form, as data.

A case's ``expected`` has fields of the item in a short form: texts by their words, blocks with their kind, concepts as
name and literal, other ids in one line.
"""

import contextlib
import json
from pathlib import Path

import pytest

from worker.errors import ItemError, MalformedError, TooLargeError, UnknownFormatError
from worker.formats import anpa1312, iptc7901, parse, telex, unwrap
from worker.formats.teletype import time_of, typeset
from worker.formats.wrapped import with_subheads, wrapped_blocks
from worker.item import AltId, Concept, Failure, FileOrigin, Hints, Message, RawBlock, RawKind, Text, WireItem

DATA = Path(__file__).parents[2] / "data/cases"
CASES = [
    (format_name, case)
    for format_name, table in (("iptc-7901", "iptc7901"), ("anpa-1312", "anpa1312"), ("telex", "telex"))
    for case in json.loads((DATA / f"formats-{table}.json").read_text("utf-8"))
]
SEVERAL = {
    "iptc-7901": "\x01bdt0001 4 pl 2 dpa 1\r\n\x02Eins =\r\n\r\nEin Text.\r\n\x03\x04\r\n",
    "anpa-1312": "\x16\x16\x01a0001\x1f-----\r\nr i\x13\x11 BC-One 11-13 0002\r\n\x02^One<\r\n\tA text.<\r\n\x03\x04\r\n",
    "telex": "ZCZC\nABC123\nOne\n   A text.\nNNNN\n",
}


def items(value, *headers, hints=None):
    value = value if isinstance(value, bytes) else value.encode()
    return [item for _, item in parse(unwrap(Message(value, FileOrigin("a"), headers=headers), hints))]


def short(value):
    match value:
        case Text(value=text):
            return text
        case RawBlock(text=text, kind=kind):
            return [kind.value, text]
        case Concept(name=name, literal=literal):
            return [name, literal]
        case AltId(role=role, value=text):
            return f"{role} {text}"
        case tuple():
            return [short(one) for one in value]
    return value


def field(item, name):
    found = short(getattr(item, name))
    return [one[0] for one in found] if name in {"genres", "places"} else found


@pytest.mark.parametrize(
    ("format_name", "case"), CASES, ids=lambda value: value if isinstance(value, str) else value["label"]
)
def test_a_message_gives_what_it_states(format_name, case):
    (item,) = items(case["text"])
    assert item.format == format_name
    assert {name: field(item, name) for name in case["expected"]} == case["expected"]


@pytest.mark.parametrize("format_name", SEVERAL)
def test_several_messages_in_a_value_are_several_items(format_name):
    found = items(SEVERAL[format_name] * 3)
    assert [item.format for item in found] == [format_name] * 3
    assert len({item.blocks for item in found}) == 1


def test_a_message_with_a_cut_header_is_a_failure_and_the_others_come_out():
    found = items(SEVERAL["iptc-7901"] + "\x01bdt\r\n\x02Ein Text.\x03" + SEVERAL["iptc-7901"])
    assert [type(item) for item in found] == [WireItem, Failure, WireItem]
    assert (found[1].reason, found[1].item) == ("malformed", 1)


@pytest.mark.parametrize("reader", [iptc7901, anpa1312, telex])
def test_a_text_that_only_a_header_calls_so_is_malformed(reader):
    with pytest.raises(MalformedError):
        items("A text without any header, of a fire in the harbour.", ("wire-format", reader.NAME.encode()))


def test_what_stands_before_the_first_message_is_routing():
    routing, story = "GZCZC ABC 123 routing\r\n", SEVERAL["iptc-7901"]
    assert items(routing + story)[0].headlines == items(story)[0].headlines


def test_a_text_before_the_first_message_is_not_lost_in_silence():
    found = items("A text that is longer than any routing. " * 20 + SEVERAL["iptc-7901"], ("wire-format", b"iptc-7901"))
    assert [type(item) for item in found] == [Failure, WireItem]


def test_an_unknown_teletype_header_is_no_story():
    with pytest.raises(UnknownFormatError):
        items("\x01** 17 port\r\n\r\nA text of some words, for example of a fire in the harbour.")


@pytest.mark.parametrize(
    "text", ["In 2024 3 of 4 came.", "a0123 is the number of a dispatch.\nr i think so too.", "bdt0534 is a number"]
)
def test_prose_is_no_header(text):
    assert not any(reader.sniff(text, Hints()) for reader in (iptc7901, anpa1312, telex))


def test_a_topic_s_charset_reads_a_national_variant_of_seven_bits():
    (item,) = items(
        "\x01bdt0001 4 pl 2 dpa 1\r\n\x02Br}cke gesperrt =\r\n\r\nDie Stra~e ist [rger.\r\n\x03",
        hints=Hints(charset="DIN_66003"),
    )
    assert (item.headlines[0].value, item.blocks[0].text) == ("Brücke gesperrt", "Die Straße ist Ärger.")


@pytest.mark.parametrize(
    "line", ["", "no time", "391208 Sep 14", "052508 Sep 14", "05 Sep", "051508 Xyz 14", "13-32-13 1509"]
)
def test_what_is_no_time_is_none(line):
    assert time_of(line) is None


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("051508 Okt 24", "2024-10-05 15:08"),
        ("051508 Mär 24", "2024-03-05 15:08"),
        ("051508 juil 24", "2024-07-05 15:08"),
        ("051508 juin 24", "2024-06-05 15:08"),
        ("051508 szept. 24", "2024-09-05 15:08"),
        ("051508 ene 2024", "2024-01-05 15:08"),
        ("AP-NY-02-14-14 1002EST<", "2014-02-14 10:02EST"),
    ],
)
def test_a_trailer_has_its_time_in_the_agency_s_language(line, time):
    assert time_of(line) == time


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("``It is `closed,''' he said.", "“It is ‘closed,’” he said."),
        ("The mayor's 'word'", "The mayor's 'word'"),
        ("snake_case and e-mail a--b", "snake_case and e-mail a--b"),
        ("___", "___"),
        ("a\x1cb\x07\x0e", "a b"),
    ],
)
def test_a_typesetter_s_marks_are_printed(typed, printed):
    assert typeset(typed) == printed


def test_a_line_that_had_room_for_the_next_word_was_meant_to_end():
    lines = ["The old harbour bridge of the town of Tallinn has been closed since", "Monday.", "It was built in 1934."]
    assert [block.text for block in wrapped_blocks(lines)] == ["\n".join(lines[:2]), lines[2]]


def test_a_question_or_a_row_between_paragraphs():
    prose = RawBlock("A sentence that is long enough to be a paragraph of a story, no doubt.")
    for text, kind in (("What now?", RawKind.SUBHEAD), ("It is over.", RawKind.PLAIN), ("- Oui -", RawKind.PLAIN)):
        assert with_subheads((prose, RawBlock(text), prose))[1].kind is kind
    assert with_subheads((prose, RawBlock("The end")))[1].kind is RawKind.PLAIN


SEVEN, ANPA = (
    "\x01bdt0534 3 vm 144 dpa 2777\r\n",
    "\x16\x16\x01a0452\x1f-----\r\nu f\x13\x11 BC-Corn 11-13 0693\r\n\x02",
)
HOSTILE = {
    "open brackets": SEVEN + "\x02" + "(" * 200_000,
    "lines of open brackets": SEVEN + "\x02" + "(a\n" * 20_000,
    "slashes": SEVEN + "a/" * 100_000 + "\r\n\x02x =\r\n",
    "bells": SEVEN + "\x02" + "\x07" * 200_000 + "x =\n",
    "stars": SEVEN + "\x02x =\n\n" + "* " * 100_000,
    "one item without an end": SEVEN + "\x02x =\n\n# N\n\n- a" + "\n  b" * 40_000,
    "half a link": SEVEN + "\x02x =\n\n# N\n\n- " + "[a](b" * 40_000,
    "names": SEVEN + "\x02x\nBy " + "A " * 100_000 + "=\n",
    "figures in the header": "\x01bdt" + "1" * 200_000,
    "letters in the header": "\x01" + "a" * 200_000 + " 3 vm 144\n",
    "grave accents": ANPA + "\t" + "`" * 200_000,
    "quotes": ANPA + "\t" + "`a' " * 50_000,
    "underscores": ANPA + "\t" + " _" * 100_000,
    "commas in the keyword line": ANPA + "^BC-Corn" + ",a" * 100_000 + "<\n\tx\n",
    "capitals": ANPA + "\t" + "A, " * 70_000,
    "tabs": ANPA + "\t" * 200_000,
    "spaces behind ZCZC": "ZCZC " + " " * 200_000 + "x",
    "NNNN in one line": "ZCZC a\n" + "NNNN " * 40_000,
    "hyphens in a telex's head": "ZCZC\n" + "a-" * 100_000 + "\n   KIEL (AFP) - x\n",
    "labels": "ZCZC\n" + "$a\n" * 20_000,
}


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.timeout(10)
def test_hostile_text_costs_no_more_than_its_length(label):
    with contextlib.suppress(ItemError):
        items(HOSTILE[label])


def test_two_thousand_messages_are_too_many():
    with pytest.raises(TooLargeError):
        items(SEVEN * 2_000)


STORY = ("Tallinn (dpa) - Die alte Hafenbrücke von Tallinn ist gesperrt worden,", "teilte die Stadt am Montag mit.")


def dispatch(number, opened="\x01", ended="\x04", line="\r\n"):
    lines = (
        f"{opened}bdt{number} 4 pl 60 dpa 2777",
        "",
        "Hafen/",
        f"\x02Kopf {number} =",
        "",
        STORY[0],
        STORY[1],
    )
    return line.join((*lines, "\x03051508 Sep 14", ended))


@pytest.mark.parametrize(
    "value",
    [
        dispatch("0001", opened="") + dispatch("0002", opened=""),
        dispatch("0001") + dispatch("0002", opened=""),
        dispatch("0001", opened="") + dispatch("0002"),
        dispatch("0001", ended="") + dispatch("0002", opened="", ended=""),
        dispatch("0001") + "\x16\x16\0" + dispatch("0002", opened=""),
        dispatch("0001", line="\r") + dispatch("0002", opened="", line="\r"),
        dispatch("0001", line="\n\r") + dispatch("0002", line="\n\r"),
        "\0\0" + dispatch("0001") + dispatch("0002"),
    ],
)
def test_no_message_is_lost_for_want_of_the_character_that_opens_it(value):
    found = items(value)
    assert [item.headlines for item in found] == [(Text("Kopf 0001"),), (Text("Kopf 0002"),)]
    assert {item.blocks for item in found} == {(RawBlock("\n".join(STORY), RawKind.PLAIN),)}
