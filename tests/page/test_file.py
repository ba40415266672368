"""``enrich --html``: one file that shows its items by itself, asks nobody for anything, and runs nothing of an item's."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from served import Open
from test_items import HOSTILE, SECRET, entity, record

from worker.web.standalone import document

pytestmark = pytest.mark.asyncio(loop_scope="session")


def written(folder: Path, *records: Mapping[str, Any]) -> str:
    told = []
    for found in records:
        kind = found.get("wire", {}).get("version", {}).get("kind", "")
        headers = {"wire-status": found["pubStatus"].encode(), "wire-kind": kind.encode()}
        told.append((found["uri"], headers, orjson.dumps(found)))
    file = folder / "items.html"
    file.write_bytes(document(told, "0.1.0"))
    return file.as_uri()


async def test_the_file_shows_each_item_whole(tab: Open, tmp_path: Path, lead: Mapping[str, Any]):
    page = await tab(written(tmp_path, lead, record("urn:x:2"), record("urn:x:2")), width=320)
    assert await page.locator("article").count() == 3
    assert await page.locator("details").count() == 0
    first = page.locator("article").first
    assert await first.locator(".body mark").count() > 10
    assert lead["wire"]["signOff"]["raw"] in await first.locator(".signoff").text_content()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_hostile_items_stay_text_in_the_file(tab: Open, tmp_path: Path):
    items = [
        record(f"urn:x:{at}", text, headlines=[{"value": text}], slugline=text)
        for at, text in enumerate(HOSTILE.values())
    ]
    links = {"authority": "javascript:window.hit=1"}
    page = await tab(
        written(tmp_path, *items, record("urn:x:y", entities=[entity("person", "Anna", (0, 4), links=links)]))
    )
    assert await page.locator("article").count() == len(HOSTILE) + 1
    assert await page.evaluate("window.hit") is None
    assert await page.locator("script").count() == 2
    assert await page.locator("article a").count() == 0


async def test_what_the_page_withholds_the_file_withholds_too(tab: Open, tmp_path: Path, kill: Mapping[str, Any]):
    held = record("urn:x:held", SECRET, pubStatus="withheld", slugline="rhine-locks")
    address = written(tmp_path, record(kill["uri"], SECRET), held, kill, record("urn:x:2"))
    page = await tab(address)
    assert await page.locator("article").count() == 3
    assert "rhine-locks" in await page.locator("body").text_content()
    assert SECRET not in (tmp_path / "items.html").read_text(encoding="utf-8")
    assert kill["headlines"][0]["value"] not in await page.content()


async def test_its_policy_allows_its_own_script_and_style_alone(tmp_path: Path):
    written(tmp_path, record())
    text = (tmp_path / "items.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 2
    assert "http" not in policy
    assert json.loads(re.search(r'id="records">(.*?)</script>', text)[1])[0]["record"]["uri"] == "urn:x:1"


async def test_a_file_without_items_says_so(tab: Open, tmp_path: Path):
    page = await tab(written(tmp_path))
    assert await page.locator("#empty").is_visible()
