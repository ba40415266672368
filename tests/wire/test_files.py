"""The agencies' own files: every value that a file's markup states is in its record, or the miss is explained here."""

from collections import Counter
from pathlib import Path
from typing import Any

from wire import found, stated_json, stated_xml
from worker.item import Failure

SHARE_MIN = 0.98

# Why a stated value is not in its record as it stands there, by the file's name and the field.
EXPLAINED = {
    **{
        (f"out_{name}.xml", "usageTerms"): "dpa's converter writes None where there are no terms"
        for name in ("empty_paragraph", "no_content", "spe2", "spe_tab")
    },
    **{
        (f"{version}_ap_{kind}.json", "uri"): "the query names the request and the edit, and another time another one"
        for version in ("2.1", "3.0")
        for kind in ("audio", "image", "video")
    },
    **{(f"PA_API{part}.json", "uri"): "its last steps are this version's" for part in ("", "-Data-Formatting")},
    ("PA_API.json", "copyrightHolder"): "SCN is PA's category, and among the subjects",
    ("LISTING_5_Multi-part_Video_in_NewsML-G2.xml", "description"): "mojibake is mended",
}

# What a file with one root of its own gives beside news items: a package with words, a piece of NITF.
APART = frozenset(
    {"LISTING_6_Simple_NewsML-G2_Package.xml", "LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml"}
)


def stated_by(file: Path) -> list[list[tuple[str, str]]]:
    """What each item of a file states."""
    data, folder = file.read_bytes(), file.parent.name
    if file.suffix == ".json":
        document = stated_json.document_of(data)
        form = stated_json.dpa if folder.startswith("dpa") else stated_json.ninjs
        form = stated_json.fingerpost if folder.startswith("guardian") else form
        return [list(form(one)) for one in (document if isinstance(document, list) else [document])]
    root = stated_xml.root_of(data)
    if root.tag == "NewsML":
        return [list(stated_xml.newsml12(item)) for item in root.findall("NewsItem")]
    if root.tag == "nitf":
        return [list(stated_xml.nitf(root))]
    return [list(stated_xml.newsml_g2(item)) for item in root.iter("newsItem")]


def test_every_value_that_a_file_states_is_in_its_record(shared_data, records):
    hits: Counter[tuple[str, str, bool]] = Counter()
    misses: list[tuple[Path, str, Any]] = []
    for file in sorted(file for suffix in ("xml", "json") for file in (shared_data / "wire").rglob(f"*.{suffix}")):
        given = [record for record in records(file) if not isinstance(record, Failure)]
        items = stated_by(file) if given and file.name not in APART else []
        assert len(items) == len(given) or file.name in APART, file.name
        for record, item in zip(given, items, strict=False):
            for field, value in item:
                hit = found.agrees(field, value, record)
                hits[record["wire"]["format"], field, hit] += 1
                if not hit:
                    misses.append((file, field, value))
    lines = [
        f"{form:14} {field:16} {hits[form, field, True]:5} of {hits[form, field, True] + hits[form, field, False]:5}"
        for form, field in sorted({(form, field) for form, field, _ in hits})
    ]
    lines += [
        f"{file.parent.name}/{file.name}: {field}: {str(value)[:100]!r}: "
        + EXPLAINED.get((file.name, field), "not explained")
        for file, field, value in misses
    ]
    right = sum(count for (_, _, hit), count in hits.items() if hit)
    print(*lines, f"{right} of {hits.total()}", sep="\n")  # noqa: T201  the score is what is asked for
    assert right >= SHARE_MIN * hits.total()
    assert not [(file.name, field) for file, field, _ in misses if (file.name, field) not in EXPLAINED]
