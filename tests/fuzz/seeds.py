"""What the fuzzer begins with: our samples, the cases of the other tests, the agencies' files where they are at hand."""

import json
from collections.abc import Iterator
from pathlib import Path

from fuzz.decoders import CHARSETS, HEADERS
from worker.samples import samples

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/data/cases"
REAL = ROOT.parent / "shared/data/wire"
BYTES_MAX = 8_192  # of an input: longer ones find nothing more, and are slower
REAL_EACH_MAX = 10  # of one folder

# What formats and conventions are made of; libFuzzer puts them in anywhere.
TOKENS = (
    *("<NewsML>", "<NewsItem>", "<NewsComponent>", "<ContentItem>", "<DataContent>", "<NewsLines>", "<HeadLine>"),
    *("<ByLine>", "<DateLine>", "<SlugLine>", "<Status FormalName=", "<p>", "</p>", "<br/>", "<table><tr><td>", "<pre>"),
    *("<h2>", "<ul><li>", "<blockquote>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE nitf SYSTEM 'a'>", "<!ENTITY"),
    *("<?xml version='1.0' encoding='", "&amp;", "&nbsp;", "&#233;", "&#x2019;", "&amp;rsquo;", "xml:lang=", "body.content"),
    *('{"uri": "', '"headlines": [{"value": "', '"bodies": [', '"body_xhtml": "', '"versionCreated": "', '"altIds": ['),
    *('"text": "', '"items": [', '"data_base64": "', '"specversion": "1.0"', '"by": "', "\\u00e9", "\\ud83d", "1e400"),
    *("null", "true", "[]", "{}", "content-type: ", "; charset=", "wire-agency: ", "dlq.item: ", "utf-16", "cp1252"),
    *("(AFP) - ", "(Reuters) - ", "(dpa) - ", "(ANSA) - ROMA, 22 MAR - ", "(أ ف ب) - ", ", 21 jan 2019 (AFP) -"),
    *("By ", "Par ", " and ", "burs-vt/kpl", "gr/bp", " n1 ", "URGENT", "ALERTE - ", "(COMBO)", "(FILES) ", "///", "___"),
    *("2nd Ld-Writethru", "(Eds: ", "ATTENTION - ", "EMBARGO ", "(Reporting by ", "; Editing by ", "© AFP", "2024-02-30"),
    *("20231124T192141+0000", "Tue, 21 Nov 2023 10:00:00 GMT", "Ã©", "â€™", "\u00ad", "\u200b", "\u200f", "\u2028", "e\u0301"),
    *("<newsMessage><itemSet><newsItem guid='a'>", "<inlineXML>", "<nitf>", "<docdata>", "<byline>", "<byttl>", "qcode='"),
    *("\u0001bdt0001 3 pl 12 dpa 0001\r\n", "\u0002", "\u0003", "ZCZC", "NNNN", "^By ", "^BC-US--", "<\r\n", "# Notizblock"),
    *('{"urn": "', '"article_html": "', '"ednotes": [', '"uno": "', '"news": [', '"bylines": [', '"source-feed": "'),
    *("\u0958", "\u0000", "\u0007", "\u0010", "\u0085", "\u0092", "\u00a0", "\ufeff", "\ufffe", "Ǆ", "ß", "ﬁ", "\r\n", "\f"),
)  # fmt: skip


def write_seeds(folder: Path) -> int:
    """Write each seed as a file; give their number."""
    found = sorted({seed[:BYTES_MAX] for seed in seeds()})
    for number, seed in enumerate(found):
        (folder / f"{number:05}").write_bytes(seed)
    return len(found)


def write_dictionary(path: Path) -> None:
    """Write the tokens as libFuzzer reads them."""
    lines = ("".join(f"\\x{byte:02x}" for byte in token.encode(errors="surrogatepass")) for token in TOKENS)
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")


def seeds() -> Iterator[bytes]:
    """Give each value to the decoders that may take it, and each case to the one that it is for."""
    for value in values():
        start = value.lstrip()[:1]
        yield from (b"m" + bytes([row]) + value for row in (range(len(HEADERS)) if len(value) < 1_500 else (0,)))
        yield from (b"c" + bytes([row, 0]) + value[:2_000] for row in (0, 2))
        yield {b"<": b"x", b"{": b"j", b"[": b"j"}.get(start, b"t") + value
    for case in _cases("formats-markup"):
        yield from (letter + str(case["html"]).encode() for letter in (b"h", b"n"))
    for case in _cases("formats-plain-text"):
        yield b"t" + str(case["text"]).encode()
    for row in range(len(CHARSETS)):
        yield b"c" + bytes([row, 1]) + "« L’été à Málaga »".encode("cp1252")
    yield b"e" + b'content-type: text/xml; charset="utf-8"\nwire-urgency: 1\nwire-language: fr_FR\n\n<NewsML/>'
    yield (b'econtent-type: application/cloudevents+json\n\n{"specversion": "1.0", "data_base64": "YQ==", "data": {}}')
    yield b"edlq.item: 12\nwire-format: AFP-text\n\n\0\0\0\0\1" + b"text"
    yield from map(_as_lines, _lines())


def values() -> Iterator[bytes]:
    """Whole messages."""
    yield from (sample.value for sample in samples())
    yield from (str(case["source"]).encode() for case in _cases("formats-json"))
    for name in ("bad-input", "formats-bad-input"):
        yield from (str(case["text"]).encode() for case in _cases(name) if "text" in case and len(case["text"]) > 1)
    for file in sorted((CASES / "edges").glob("*.json")):
        cases = json.loads(file.read_text(encoding="utf-8"))
        yield from (("\n".join(case["lines"]) if "lines" in case else case.get("text", "")).encode() for case in cases)
    for folder in sorted(REAL.iterdir()) if REAL.is_dir() else ():
        if folder.is_dir():
            files = sorted(folder.iterdir(), key=lambda file: file.stat().st_size)
            yield from (file.read_bytes() for file in files[:REAL_EACH_MAX])


def _lines() -> Iterator[dict[int, str]]:
    """The cases of each convention, under the number of the line that ``_lines`` of the decoders has it in."""
    for name, line in (("slug", 1), ("byline", 2), ("dateline", 3), ("signoff", 6), ("version", 7)):
        yield from ({0: case.get("agency") or "", line: case["input"]} for case in _cases(name))
    for case in _cases("structure"):
        yield {
            0: case.get("agency") or "",
            **{9 + n: text.replace("\n", "\t") for n, text in enumerate(case["blocks"])},
        }


def _as_lines(lines: dict[int, str]) -> bytes:
    lines = {9: "Un train est arrivé à Lima.", **lines}
    return b"l" + "\n".join(lines.get(place, "") for place in range(max(lines) + 1)).encode()


def _cases(name: str) -> list[dict[str, str]]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
