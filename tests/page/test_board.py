"""The numbers, the connection and its loss, and who reads the page how: a keyboard, a phone, a screen reader, the dark."""

import math
from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import expect
from served import WELL, Open, Served
from test_items import HOSTILE, entity, record

pytestmark = pytest.mark.asyncio(loop_scope="session")

ILL: dict[str, Any] = {
    "problems": ["the breaker is open: 20 items in a row became dead letters", "1 of 4 partitions are claimed"],
    "breaker": "20 items in a row became dead letters",
    "partitions": [
        {**WELL["partitions"][0], "number": number, "state": state, "lag": lag, "trouble": trouble}
        for number, (state, lag, trouble) in enumerate(
            (
                ("claimed", 0, ""),
                ("paused", 1200, ""),
                ("gap", None, "GapError: what came next is gone"),
                ("stuck", 7, ""),
                ("assigned", None, ""),
            )
        )
    ],
    "deadLetters": {"malformed": 3, "worker_crashed": 40},
    "pool": {
        "starting": 1,
        "queued": 12,
        "restarts": {"crash": 2, "timeout": 1},
        "children": [{"pid": 77, "items": 1234, "age_seconds": 8000, "at_it_seconds": 3.2, "deadline_seconds": 10.0}],
    },
}


async def test_every_state_of_the_worker_is_told_in_words(tab: Open, served: Served):
    served.later(**ILL)
    page = await tab()
    told = " ".join((await page.locator("body").inner_text()).split())
    for part in (
        "not ready",
        "the breaker is open: 20 items in a row became dead letters",
        "Breaker open: 20 items in a row",
        "paused",
        "gap GapError: what came next is gone",
        "stuck",
        "being claimed",
        "malformed 3",
        "worker crashed 40",
        "Restarts: crash 2, timeout 1. 12 items wait for a child.",
        "3.2 s of 10 s",
        "starting",
        "1,234",
        "2 h",
    ):
        assert part in told
    states = await page.eval_on_selector_all("#partitions .state", "nodes => nodes.map(node => node.textContent)")
    assert states[-1] == "claimed", "what is ill stands first"
    assert await page.locator("#lag").text_content() == "1,207"
    served.later(**WELL)
    await page.evaluate("ask()")
    await page.get_by_text("Breaker closed").wait_for()
    assert await page.locator("#problems").is_hidden()
    assert await page.locator("#health").text_content() == "ready"


async def test_rates_and_quantiles_are_those_of_the_time_between_two_looks(tab: Open, served: Served):
    served.later(done={"published": 1000}, latency={"0.05": 900, "0.1": 1000, "0.25": 1000, "+Inf": 1000})
    page = await tab()
    assert await page.locator("#p50-window").text_content() == "since the start"
    served.later(
        4, done={"published": 1090, "dead_lettered": 10}, latency={"0.05": 900, "0.1": 1050, "0.25": 1100, "+Inf": 1100}
    )
    await page.evaluate("ask()")
    await expect(page.locator("#rate")).to_have_text("25.0")
    assert await page.locator("#p50").text_content() == "100 ms"
    assert await page.locator("#p99").text_content() == "247 ms"
    assert await page.locator("#p50-window").text_content() == "last 4.0 s"


@pytest.mark.parametrize(
    ("buckets", "share", "seconds"),
    [
        ({"0.1": 0, "0.5": 10, "+Inf": 10}, 0.5, 0.3),
        ({"0.1": 10, "0.5": 10, "+Inf": 10}, 0.5, 0.05),
        ({"0.1": 0, "0.5": 0, "+Inf": 10}, 0.5, 0.5),
        ({"10.0": 4, "2.5": 2, "+Inf": 4}, 0.75, 6.25),
        ({"0.1": 0, "+Inf": 0}, 0.5, None),
        ({}, 0.5, None),
    ],
)
async def test_a_quantile_is_what_prometheus_says(tab: Open, buckets: dict, share: float, seconds: float | None):
    page = await tab()
    found = await page.evaluate("([buckets, share]) => quantile(null, buckets, share)", [buckets, share])
    assert found is None if seconds is None else math.isclose(found, seconds)


async def test_a_lost_connection_is_said_and_the_page_goes_on_with_the_worker_that_comes(tab: Open, served: Served):
    served.publish(record("urn:x:before"))
    page = await tab(loses_connection=True)
    assert await page.locator("#link").text_content() == "live"
    await served.__aexit__()
    await page.evaluate("ask()")
    await page.get_by_text("connection lost").wait_for()
    assert await page.locator("#health").text_content() == "not known"
    assert await page.locator("#feed > li").count() == 1
    await served.restart()
    await page.evaluate("ask()")
    await page.locator("#empty").wait_for()
    assert await page.locator("#feed > li").count() == 0, "what the new one does not know it could not take back"
    served.publish(record("urn:x:after"))
    await page.evaluate("ask()")
    await page.locator("article").wait_for()
    assert await page.locator("#link").text_content() == "live"


async def test_what_is_read_stays_as_it_is_when_more_arrives(tab: Open, served: Served):
    served.publish(record("urn:x:1", headlines=[{"value": "The one that is read"}]))
    page = await tab()
    await page.evaluate("window.read = document.querySelector('article')")
    served.publish(record("urn:x:2"))
    await page.evaluate("ask()")
    await expect(page.locator("#feed > li")).to_have_count(2)
    assert await page.evaluate("document.querySelectorAll('article')[1] === window.read")


async def test_a_pause_asks_for_nothing_until_it_ends(tab: Open, served: Served):
    page = await tab()
    await page.get_by_role("button", name="Pause").click()
    assert "paused" in await page.locator("#link").text_content()
    asked = served.asked
    served.publish(record())
    await page.wait_for_timeout(2_500)  # longer than from one question to the next
    assert served.asked == asked
    assert await page.locator("article").count() == 0
    await page.get_by_role("button", name="Resume").click()
    await page.locator("article").wait_for()


async def test_it_asks_again_by_itself(tab: Open, served: Served):
    page = await tab()
    served.publish(record())
    await page.locator("article").wait_for()


async def test_a_screen_reader_is_not_flooded(tab: Open, served: Served):
    page = await tab()
    await page.evaluate(
        "window.told = 0; new MutationObserver(() => { window.told += 1; })"
        ".observe(document.getElementById('news'), { childList: true, characterData: true, subtree: true })"
    )
    for number in range(5):
        for version in range(number + 1):  # more each time, so that the same words would not pass for silence
            served.publish(record(f"urn:x:{number}:{version}"))
        await page.evaluate("ask()")
        await page.locator(f"#feed > li[data-number='{sum(range(number + 2))}']").wait_for()
    assert await page.evaluate("window.told") == 1
    live = await page.eval_on_selector_all(
        "[aria-live], [role=alert], [role=log]", "nodes => nodes.map(node => node.id)"
    )
    assert live == ["news"]


async def test_everything_is_reached_by_keyboard_in_the_order_in_which_it_stands_and_is_seen_to_be(
    tab: Open, served: Served
):
    places = [entity("place", name, (0, 4), links={"geonames": 5}) for name in ("Ghent", "Liège")]
    served.publish(record(body="Anna\n\nwalked\n\nto Ghent", entities=places, wire={"format": "x"}))
    page = await tab()
    await page.bring_to_front()
    seen = []
    for _ in range(5):
        await page.keyboard.press("Tab")
        name, outline, above = await page.evaluate(
            "() => { const node = document.activeElement; const style = getComputedStyle(node); return "
            "[node.textContent.trim().slice(0, 30), style.outlineStyle + parseFloat(style.outlineWidth), "
            "node.getBoundingClientRect().top]; }"
        )
        assert outline == "solid3", name
        assert above >= 0, name
        seen.append(name)
    assert seen[:4] == ["Skip to the latest items", "Pause", "Ghent", "Liège"]
    await page.locator(".skip").focus()
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "items"
    await page.locator("#pause").focus()
    await page.keyboard.press("Enter")
    assert await page.locator("#pause").text_content() == "Resume"


async def test_a_long_story_opens_by_keyboard(tab: Open, served: Served):
    body = "One.\n\nTwo.\n\nThree."
    blocks = [{"role": "paragraph", "start": start, "end": start + 4} for start in (0, 6)]
    served.publish(
        record(body=body, wire={"format": "x", "blocks": [*blocks, {"role": "paragraph", "start": 12, "end": 18}]})
    )
    page = await tab()
    assert await page.get_by_text("Three.").is_hidden()
    await page.locator("summary").focus()
    await page.keyboard.press("Enter")
    assert await page.get_by_text("Three.").is_visible()


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
async def test_nothing_runs_out_at_the_side(tab: Open, served: Served, lead: dict, width: int):
    served.publish(lead)
    served.publish(record("urn:x:2", HOSTILE["long"], slugline=HOSTILE["long"], pubStatus="withheld"))
    long = "wire.in.a-very-long-name-of-a-topic.that-somebody.chose.with-no-phone-in-mind"
    served.later(**{**ILL, "partitions": [{**ILL["partitions"][3], "topic": long, "trouble": HOSTILE["long"]}]})
    page = await tab(width=width)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    small = await page.eval_on_selector_all(
        "body *",
        "nodes => nodes.filter(node => node.textContent.trim() && parseFloat(getComputedStyle(node).fontSize) < 12).length",
    )
    assert small == 0


async def test_the_page_has_landmarks_and_its_headings_are_in_order(tab: Open, served: Served, lead: dict):
    served.publish(lead)
    page = await tab()
    levels = await page.eval_on_selector_all("h1, h2, h3, h4", "nodes => nodes.map(node => Number(node.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert await page.locator("header, main").count() == 2
    for selector in ("section", "article", "[role=region]"):
        for part in await page.locator(selector).all():
            assert await part.evaluate(
                "node => document.getElementById(node.getAttribute('aria-labelledby')).textContent.trim()"
            )
    assert await page.locator("html").get_attribute("lang") == "en"
    assert await page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(n => n.id)).size === document.querySelectorAll('[id]').length"
    )
    assert await page.locator("th:not([scope])").count() == 0


CONTRAST = """() => {
  const rgb = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { c: [r, g, b], a }; };
  const light = (c) => c.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => { for (let up = node; up; up = up.parentElement) {
    const { c, a } = rgb(getComputedStyle(up).backgroundColor); if (a === 1) return c; if (a) throw new Error("half see-through"); } return [255, 255, 255]; };
  const poor = [];
  let looked = 0;
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.getClientRects().length || node.matches("script, style, .unseen, .skip")) continue;
    looked += 1;
    const style = getComputedStyle(node);
    const [one, other] = [light(rgb(style.color).c), light(ground(node))].sort((x, y) => y - x);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) poor.push([node.tagName, node.className, node.textContent.slice(0, 30), ratio.toFixed(2)]);
  }
  return { poor, looked };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["well", "ill", "lost"])
async def test_every_word_stands_out_from_its_ground(
    tab: Open, served: Served, lead: dict, kill: dict, scheme: str, state: str
):
    body = "a b c d e f"
    types = ("person", "organisation", "place", "event", "product", "other")
    names = [entity(kind, kind, (2 * at, 2 * at + 1), links={"geonames": 5}) for at, kind in enumerate(types)]
    for at, kind in enumerate(("flash", "lead", "correction", "advisory")):
        wire = {**lead["wire"], "version": {"kind": kind}, "blocks": [], "warnings": ["no_model"]}
        served.publish({**lead, "uri": f"urn:x:{at}", "entities": names, "bodies": [{"value": body}], "wire": wire})
    served.publish(kill)
    served.publish(record("urn:x:held", pubStatus="withheld"))
    if state == "ill":
        served.later(**ILL)
    page = await tab(color_scheme=scheme, reduced_motion="reduce", loses_connection=True)
    if state == "lost":
        await served.__aexit__()
        await page.evaluate("ask()")
        await page.get_by_text("connection lost").wait_for()
    found = await page.evaluate(CONTRAST)
    assert found["poor"] == []
    assert found["looked"] > 100


async def test_nothing_moves_where_no_motion_is_wanted(tab: Open, served: Served):
    moving = {}
    for wanted in ("reduce", "no-preference"):
        page = await tab(reduced_motion=wanted)
        served.publish(record(f"urn:x:{wanted}"))
        await page.evaluate("ask()")
        await page.locator(".fresh").first.wait_for()
        moving[wanted] = await page.locator(".fresh").first.evaluate("node => getComputedStyle(node).animationName")
    assert moving == {"reduce": "none", "no-preference": "arrive"}
