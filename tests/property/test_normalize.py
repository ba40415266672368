"""What holds of every item, however it is put together: nothing is lost, and every offset cuts what it says."""

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from worker.errors import ItemError
from worker.item import Hints, RawBlock, RawKind, Role, Text, Warn, WireItem
from worker.normalize import normalize
from worker.normalize.tables import characters
from worker.normalize.text import Cleaned, clean, fold_letters, fold_typography

# Pieces of wire copy, so that the readers of conventions meet their like, in any order and glued in any way.
FRAGMENTS = (
    *(
        "(COMBO) ",
        "(FILES) ",
        "Lima (AFP) - ",
        "Paris, 21 jan 2019 (AFP) -",
        "(ANSA) - ROMA, 22 MAR - ",
        "القدس (أ ف ب) - ",
    ),
    *(
        "Le train est arrivé.",
        "- Oui -",
        "- 'Enfin LÀ' -",
        "Par Luc MOREAU",
        "By ",
        "ATTENTION - ",
        "///",
        "URGENT",
        "___",
    ),
    *(
        "# Notizblock",
        "Pressekontakt:",
        "About Train Corp.",
        "BULLETIN KILL",
        "Sperrfrist 23. Januar 19.00 Uhr",
        "+Oui+",
        "``",
        "''",
        " _ ",
        "burs-vt/kpl",
        " vt/kpl",
        "dpa ber yydo n1 mku",
        "(Reporting by Ann Lee; Editing by Bo Berg)",
        " EFE",
        "(AFP)",
        "© AFP",
    ),
    *(
        "\n",
        "\t",
        "  ",
        "|",
        "\u00ad",
        "\u200f",
        "\x07",
        "Ã©",
        "lâ€™",
        "\u00a0",
        "«\u202f",
        "e\u0301",
        "1.",
        "•",
        ";",
        "/",
        "-",
    ),
)
UNSEEN = frozenset(
    map(chr, (*characters.INVISIBLE, *characters.DIRECTIONAL, *characters.CONTROLS, characters.SPACE_BAND))
)
# What Unicode can do to a text: marks without a letter, letters that NFC joins or takes apart, two directions in one
# line, what has no width, and every line end that some program knows.
ODD = (
    *("\u0301", "\u05bc", "\u064b", "\u0958", "\u1112\u1161\u11ab", "\u2126", "\ufb1d", "Ǆ", "ﬁ", "İ", "👩\u200d👩"),
    *("אבג ", "وقال ", "\u200f(رويترز)", "\u202b", "\u202c", "\u2067", "\u061c", "42 "),
    *("\u00ad", "\u200b", "\u2060", "\ufeff", "\u200c", "\u180e", "\u034f", "\x10", "\x7f", "\x00"),
    *("\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\n\n", "\u3000", "\u202f", "-\n"),
    *("\x92", "\x93", "Â", "Â\xad", "Ã\xa0", "â\x80\x99", "â€“", "Ø§Ù„", "\ufffd", "\ufffe", "\U000e0041"),
)
texts = st.lists(st.sampled_from(FRAGMENTS) | st.sampled_from(ODD) | st.text(max_size=12), max_size=8).map("".join)
blocks = st.builds(RawBlock, texts.map(str.strip), st.sampled_from(RawKind))
items = st.builds(
    WireItem,
    format=st.just("test"),
    hints=st.just(Hints(language="fr")),
    blocks=st.lists(blocks, max_size=8).map(tuple),
    agency=st.sampled_from((None, "AFP", "dpa", "EFE", "Reuters", "nobody")),
    headlines=st.lists(st.builds(Text, texts), max_size=2).map(tuple),
    descriptions=st.lists(st.builds(Text, texts), max_size=2).map(tuple),
    slug=st.none() | texts,
    byline=st.none() | texts,
    dateline=st.none() | texts,
    version_created=st.none() | texts,
    embargoed=st.none() | texts,
    notes=st.lists(texts, max_size=2).map(tuple),
)


def read(item):
    try:
        return normalize(item, 1_700_000_000_000)
    except ItemError:
        return None


@settings(deadline=None)
@given(items)
def test_offsets_cut_what_they_say(item):
    story = read(item)
    if story is None:
        return
    members = {"/bodies/0/value": story.body}
    members |= {f"/headlines/{place}/value": text.value for place, text in enumerate(story.headlines)}
    members |= {f"/descriptions/{place}/value": text.value for place, text in enumerate(story.descriptions)}
    for passage in story.passages:
        assert members[passage.pointer][passage.start : passage.start + len(passage.text)] == passage.text
        assert passage.text == passage.text.strip() != ""
    spans = [(block.start, block.end, block.text) for block in story.blocks if block.start is not None]
    assert "\n\n".join(text for _, _, text in spans) == story.body
    assert all(story.body[start:end] == text for start, end, text in spans)


def letters(*texts):
    """What a reader sees of texts, each letter without its marks: how often it stands there.

    The signs that some keyboards have for quotes and dashes are not counted: they are printed as such.
    """
    return Counter(letter for text in texts for letter in unicodedata.normalize("NFD", text) if _is_letter(letter))


def _is_letter(letter):
    return (
        letter not in UNSEEN
        and letter not in "+`'_“”—"
        and not letter.isspace()
        and not unicodedata.category(letter).startswith("M")
    )


@settings(deadline=None)
@given(items)
def test_nothing_that_a_reader_sees_is_lost_or_added(item):
    story = read(item)
    if story is None or any(Warn.MOJIBAKE_REPAIRED in clean(block.text).warnings for block in item.blocks):
        return
    kept = letters(*(block.raw or block.text for block in story.blocks))
    stated = letters(*(block.text for block in item.blocks))
    assert not kept - stated
    assert not stated - kept - letters(*(text.value for text in story.headlines))


@settings(deadline=None)
@given(items)
@example(WireItem("test", Hints(), (RawBlock("\u200b\u200bLima (AFP) - Un été."),), agency="AFP"))
def test_a_block_is_its_own_raw_text_and_not_its_neighbours(item):
    story = read(item)
    for block in story.blocks if story else ():
        cleaned = clean(block.raw or block.text)
        if Warn.MOJIBAKE_REPAIRED not in cleaned.warnings:
            text, raw = letters(block.text), letters(cleaned.text)
            assert text == raw or (block.role is Role.SUBHEAD and not text - raw)  # "- Enfin -" is without its dashes


@settings(deadline=None)
@given(items)
def test_the_same_item_gives_the_same_story(item):
    assert read(item) == read(item)


@settings(deadline=None)
@given(st.text())
@example("Ǆ ŉ İ ß ﬁ \u0300")
def test_folding_for_offsets_keeps_the_length(text):
    assert len(fold_typography(text)) == len(text)
    assert len(fold_letters(text)) == len(text)


def visible(text):
    return unicodedata.normalize(
        "NFC", "".join(letter for letter in text if not letter.isspace() and letter not in UNSEEN)
    )


@settings(deadline=None)
@given(texts)
def test_what_is_clean_stays_as_it_is(text):
    for layout in (False, True):
        once = clean(text, layout=layout).text
        if Warn.MOJIBAKE_REPAIRED not in clean(once).warnings:  # mended once, it may look damaged anew
            assert clean(once, layout=layout) == Cleaned(once)


@settings(deadline=None)
@given(texts)
def test_cleaning_changes_nothing_that_a_reader_sees_or_says_so(text):
    cleaned = clean(text)
    if Warn.MOJIBAKE_REPAIRED not in cleaned.warnings:
        assert visible(cleaned.text) == visible(text)


HOSTILE = (
    "(",
    ")",
    "-",
    " - ",
    "/",
    "a/",
    "a-",
    "a b ",
    "(a",
    "(AFP",
    "Aa ",
    "By A B, ",
    "و",
    " و",
    "1. ",
    "| ",
    "\n",
    "a\n",
    "«",
    ".",
    "a.",
    ",",
    "a,",
    "Ã",
    "Ã©",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_makes_a_reader_slow(piece):
    text = (piece * 100_000)[:100_000]
    wire = WireItem(
        "test",
        Hints(language="fr"),
        (RawBlock(text), *(RawBlock(piece) for _ in range(1000))),
        agency="AFP",
        byline=text,
        dateline=text,
        slug=text,
        headlines=(Text(text),),
    )
    begun = time.perf_counter()
    read(wire)
    assert time.perf_counter() - begun < 5
