"""What a person sees of an item, and what becomes of items that mean no good: a real browser throughout."""

from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from playwright.async_api import expect
from served import Open, Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET = "Sluices of Lobith to close at noon"


def record(uri: str = "urn:x:1", body: str = "Anna Fell walked to Ghent.", **more: Any) -> dict[str, Any]:
    bodies = [{"role": "main", "value": body}]
    blocks = [{"role": "paragraph", "start": 0, "end": len(body)}]
    return {
        "uri": uri,
        "pubStatus": "usable",
        "headlines": [{"value": "A walk to Ghent"}],
        "slugline": "walk",
        "bodies": bodies,
        "wire": {"format": "plain-text", "blocks": blocks},
        **more,
    }


def entity(type_: str, text: str, *places: tuple[int, int], pointer: str = "/bodies/0/value", **more: Any) -> dict:
    mentions = [{"in": pointer, "start": start, "end": end, "text": text} for start, end in places]
    return {"id": f"urn:wire:{type_}:x", "type": type_, "name": text, "mentions": mentions, **more}


async def marked(page: Any, within: str = ".body") -> list[str]:
    return await page.eval_on_selector_all(f"{within} mark", "marks => marks.map(mark => mark.textContent)")


async def test_a_story_is_drawn_whole_with_its_names_marked_and_dateline_and_sign_off_apart(
    tab: Open, served: Served, lead: Mapping[str, Any]
):
    served.publish(lead)
    page = await tab()
    article = page.locator("article")
    body = lead["bodies"][0]["value"]
    spans = sorted(
        (mention["start"], mention["text"])
        for found in lead["entities"]
        for mention in found["mentions"]
        if mention["in"] == "/bodies/0/value"
    )
    assert await marked(page) == [text for _, text in spans]
    assert len(spans) > 10
    drawn = await page.eval_on_selector_all(".body > :not(summary)", "nodes => nodes.map(node => node.textContent)")
    assert "\n\n".join(drawn) == body
    assert await page.locator("h4").count() == sum(block["role"] == "subhead" for block in lead["wire"]["blocks"])
    for part in (lead["slugline"], lead["by"], lead["headlines"][0]["value"], "Lead 2", "AFP"):
        assert part in await article.text_content()
    dateline = await page.locator(".dateline").text_content()
    assert "Kourou, 18 mars 2026 (AFP)" in dateline or "Kourou" in dateline
    assert lead["wire"]["signOff"]["raw"] in await page.locator(".signoff").text_content()
    assert lead["wire"]["signOff"]["raw"] not in "".join(drawn)


async def test_each_type_is_told_by_its_line_too_and_the_legend_names_it(tab: Open, served: Served):
    types = ("person", "organisation", "place", "event", "product", "other")
    served.publish(
        record(body="a b c d e f", entities=[entity(kind, kind, (2 * at, 2 * at + 1)) for at, kind in enumerate(types)])
    )
    page = await tab()
    lines = await page.eval_on_selector_all(
        ".body mark",
        "marks => marks.map(mark => { const s = getComputedStyle(mark); return s.textDecorationLine + s.textDecorationStyle; })",
    )
    grounds = await page.eval_on_selector_all(
        ".body mark", "marks => marks.map(mark => getComputedStyle(mark).backgroundColor)"
    )
    assert len(set(lines)) == len(set(grounds)) == len(types)
    legend = await page.locator("#legend li").all_text_contents()
    assert [word.split(",")[0].lower() for word in legend] == list(types)


async def test_mentions_are_counted_in_code_points(tab: Open, served: Served):
    body = "😀👩‍🚀 Anna met 𝒁oe 𝔽ell in Ghent"
    places = [entity("person", name, (body.index(name), body.index(name) + len(name))) for name in ("Anna", "𝒁oe 𝔽ell")]
    served.publish(record(body=body, entities=[*places, entity("place", "Ghent", (body.index("Ghent"), len(body)))]))
    page = await tab()
    assert await marked(page) == ["Anna", "𝒁oe 𝔽ell", "Ghent"]


async def test_mentions_that_do_not_fit_are_left_out_and_no_word_with_them(tab: Open, served: Served):
    body = "Anna Fell walked to Ghent."
    spans = [(0, 9), (5, 9), (20, 99), (7, 3), (-3, 2), (20, 25)]
    odd = {**entity("person", "Anna"), "mentions": [{"in": "/bodies/0/value", "start": None, "end": "9"}]}
    served.publish(record(body=body, entities=[*(entity("person", "x", span) for span in spans), odd]))
    page = await tab()
    assert await marked(page) == ["Anna Fell", "Ghent"]
    assert await page.locator(".body p").all_text_contents() == [body]


async def test_places_and_authorities_are_links_and_nothing_else_is(tab: Open, served: Served):
    links = (
        ("geonames", 2797656, "https://www.geonames.org/2797656"),
        ("authority", "https://desk.example/p/7", "https://desk.example/p/7"),
        ("authority", "javascript:alert(1)", None),
        ("authority", " java\nscript:alert(1)", None),
        ("authority", "data:text/html,<script>alert(1)</script>", None),
        ("sameAs", ["vbscript:x"], None),
        ("geonames", "1/../../evil", None),
    )
    entities = [entity("place", f"N{at}", (0, 4), links={name: value}) for at, (name, value, _) in enumerate(links)]
    served.publish(record(entities=entities))
    page = await tab()
    hrefs = await page.eval_on_selector_all(
        "article a", "links => links.map(link => [link.textContent, link.href, link.rel])"
    )
    expected = [[f"N{at}", href, "noopener noreferrer"] for at, (_, _, href) in enumerate(links) if href]
    assert hrefs == expected


HOSTILE = {
    "script": "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'><svg/onload=window.hit=1>",
    "closing": "</p></article></script><!--<script>window.hit = 1</script>",
    "javascript": "javascript:window.hit=1",
    "template": "${window.hit=1}{{window.hit=1}}",
    "nul": "be\u0000fore\u0001\u001f\u007f\u009f",
    "bidi": "\u202egnp.exe\u202c \u2066left\u2069 \u2069\u2069 \u202dend",
    "long": "W" * 3_000,
    "combining": "Z" + "\u0351\u0336" * 500,
    "proto": "__proto__",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_is_shown_as_text_wherever_it_stands(tab: Open, served: Served, text: str):
    found = entity("person", text, (0, min(4, len(text))), links={"authority": text, "sameAs": [text]}, roles=[text])
    wire = {
        "format": text,
        "agency": text,
        "slug": {"raw": text, "key": text, "kind": text},
        "version": {"raw": text, "kind": text, "number": 3},
        "dateline": {"raw": text, "places": [{"name": text, "country": text, "geonames": 5}]},
        "signOff": {"raw": text, "writers": [text], "editors": [text], "people": [{"id": text, "name": text}]},
        "blocks": [{"role": text, "start": 0, "end": 9_999_999}],
        "warnings": [text],
    }
    served.publish(
        record(
            body=text,
            wire=wire,
            entities=[found, {**found, "type": text}],
            headlines=[{"value": text}],
            descriptions=[{"value": text, "role": text}],
            slugline=text,
            by=text,
            edNote=text,
            language=text,
            versionCreated=text,
        )
    )
    served.publish(record("urn:x:after"))
    page = await tab(width=320)
    assert await page.locator("#feed > li").count() == 2
    assert await page.locator("#feed .cut:has-text('could not be drawn')").count() == 0
    assert await page.evaluate("window.hit") is None
    assert await page.evaluate("document.querySelectorAll('article script, article img, article svg').length") == 0
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    drawn = await page.locator("article").nth(1).text_content()
    assert not set(drawn) & set("\0\1\u202e\u202d\u2069"), "what is invisible, or turns what stands beside it"
    if text.isprintable():
        assert text in drawn


async def test_a_huge_item_is_cut_and_said_to_be(tab: Open, served: Served):
    served.publish(record(body="Words and more words. " * 8_000))
    page = await tab()
    assert "136,000 more characters" in await page.locator(".body .cut").text_content()


@pytest.mark.parametrize("broken", [{"wire": None}, {"bodies": 5, "entities": "x"}, {"entities": [{"mentions": 1}]}])
async def test_an_item_that_cannot_be_drawn_is_said_and_the_next_one_drawn(tab: Open, served: Served, broken: dict):
    for at, item in enumerate((record("urn:x:1"), record("urn:x:2"), record("urn:x:3"))):
        served.latest.published(
            1, item["uri"], None, {"wire-status": b"usable"}, orjson.dumps({**item, **(broken if at == 1 else {})})
        )
    page = await tab()
    assert await page.locator("#feed > li").count() == 3
    assert await page.locator("article").count() >= 2


async def test_no_withheld_word_leaves_the_worker(tab: Open, served: Served):
    page = await tab()
    answers: list[str] = []

    async def keep(response: Any) -> None:
        answers.append(await response.text())

    page.on("response", keep)
    served.publish(
        record("urn:x:held", SECRET, pubStatus="withheld", slugline="rhine-locks", headlines=[{"value": SECRET}])
    )
    served.publish(record("urn:x:2"))
    await page.evaluate("ask()")
    await page.get_by_text("rhine-locks").wait_for()
    assert SECRET not in await page.content()
    assert any("rhine-locks" in answer for answer in answers)
    assert not any(SECRET in answer or "urn:x:held" in answer for answer in answers)


async def test_a_kill_takes_its_item_from_the_page(tab: Open, served: Served, kill: Mapping[str, Any]):
    page = await tab()
    served.publish(record(kill["uri"], SECRET))
    served.publish(record("urn:x:2"))
    await page.evaluate("ask()")
    await page.get_by_text(SECRET).wait_for()
    served.publish(kill)
    await page.evaluate("ask()")
    await page.get_by_text(kill["slugline"]).wait_for()
    assert SECRET not in await page.content()
    assert kill["headlines"][0]["value"] not in await page.content()
    served.publish(record(kill["uri"], SECRET))  # once more, late
    served.publish(record("urn:x:3"))
    await page.evaluate("ask()")
    await expect(page.locator("#feed > li")).to_have_count(3)
    assert SECRET not in await page.content()


async def test_right_to_left_text_runs_from_the_right(tab: Open, served: Served):
    served.publish(record(body="عرض متحف باردو في تونس", headlines=[{"value": "متحف باردو في تونس"}], language="ar"))
    page = await tab()
    for selector in ("h3", ".body p"):
        assert await page.locator(selector).first.evaluate("node => getComputedStyle(node).direction") == "rtl"
        assert await page.locator(selector).first.get_attribute("lang") == "ar"
