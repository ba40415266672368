import json
from pathlib import Path

import pytest

from worker.agencies import agency_of
from worker.normalize.slug import parse_slug
from worker.slug_form import PLAIN

CASES = json.loads((Path(__file__).parents[2] / "data/cases/slug.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_slug_is_read_in_parts(case):
    agency = agency_of(case["agency"])
    slug, word = parse_slug(case["input"], form=agency.slug if agency else PLAIN)
    read = {"parts": list(slug.parts), "key": slug.key, "kind": slug.kind, "version": word and word.kind.value}
    assert read == case["expected"]
    assert slug.raw == case["input"]


def test_the_format_knows_the_parts_better():
    slug, _ = parse_slug("Suisse-trains-Aix-en-Provence", ("Suisse", "trains", "Aix-en-Provence"))
    assert slug.parts == ("Suisse", "trains", "Aix-en-Provence")


def test_a_version_word_behind_the_last_stated_part_is_none_of_it():
    slug, word = parse_slug("PERU-RAIL/DELAY (UPDATE 2)", ("PERU", "RAIL/DELAY (UPDATE 2)"))
    assert (slug.parts, slug.key, word.number) == (("PERU", "RAIL/DELAY"), "peru-rail-delay", 2)


@pytest.mark.parametrize("line", ["", " - ", "///"])
def test_nothing_to_read_is_no_slug(line):
    assert parse_slug(line) is None


def test_real_slugs_have_parts_and_a_safe_key(real_lines):
    for kind, line in real_lines:
        if kind == "slug":
            slug, _ = parse_slug(line)
            assert slug.parts
            assert slug.key
            assert all(letter.isalnum() or letter == "-" for letter in slug.key), slug.key


def test_a_name_of_two_words_is_one_part_where_the_item_says_so_in_a_keyword():
    slug, _ = parse_slug("الولايات/المتحدة/قطارات", keywords=("قطارات", "الولايات المتحدة"))
    assert slug.parts == ("الولايات المتحدة", "قطارات")
    assert slug.key == "الولايات-المتحدة-قطارات"


def test_a_keyword_of_the_same_words_elsewhere_joins_nothing():
    slug, _ = parse_slug("Lima-trains-strike", keywords=("strike Lima", "the trains"))
    assert slug.parts == ("Lima", "trains", "strike")
