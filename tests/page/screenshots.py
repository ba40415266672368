"""``make screenshots``: the live page with our own sample dispatches on it, as the README shows it.

The samples go through the real pipeline; the numbers beside them are those of a worker at an ordinary hour. Debian's
``fonts-noto-core`` makes the letters what most Linux desktops have.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright, expect
from served import WELL, Served, launch

from worker.assembly import enrich_options
from worker.enrich import prepare
from worker.item import Coordinates, Message, Record
from worker.samples import samples
from worker.settings import load_settings

LOOKS = 60
SECONDS_A_LOOK = 2
RATES = (9, 14, 11, 16, 22, 31, 24, 18, 12, 15, 13, 10)  # items between two looks, again and again
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
# The newest last: what a reader sees first are an alert, a correction and a withheld item.
LAST = ("02-story", "24-no-model", "08-kill", "30-nitf", "05-lead", "21-embargoed", "04-urgent")
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)
SHARES = (0.0, 0.11, 0.58, 0.91, 0.985, 0.998, 1.0)  # of the latencies up to each bound


def records() -> list[Record]:
    """What the samples give, in the order in which they come."""
    enrich = prepare(enrich_options(load_settings()))
    order = {name: place for place, name in enumerate(LAST)}
    found = sorted(
        samples(), key=lambda sample: next((order[name] for name in LAST if sample.name.startswith(name)), -1)
    )
    outcomes = [
        enrich(Message(sample.value, Coordinates("wire.in", 0, offset, 1_773_788_020_000), headers=sample.headers))
        for offset, sample in enumerate(found)
    ]
    return [output for outcome in outcomes for output in outcome.outputs if isinstance(output, Record)]


def numbers(look: int, done: int) -> dict[str, Any]:
    """How things stand at one look."""
    lags = (0, look % 3, 0)
    partitions = [{**WELL["partitions"][at], "lag": lag, "quiet": (look + at) % 3 + 0.4} for at, lag in enumerate(lags)]
    working = {"at_it_seconds": 0.02, "deadline_seconds": 10.0}
    children = [
        {"pid": 4211, "items": 40_000 + done // 2, "age_seconds": 5_400, **working},
        {"pid": 4212, "items": 39_000 + done // 2, "age_seconds": 5_400, "at_it_seconds": 0, "deadline_seconds": 0},
    ]
    return {
        "done": {"published": 79_000 + done, "dead_lettered": 12, "tombstone": 0},
        "latency": {str(bound): int(share * done) for bound, share in zip(BOUNDS, SHARES, strict=True)}
        | {"+Inf": done},
        "partitions": partitions,
        "inFlight": look % 4,
        "deadLetters": {"malformed": 9, "no_text": 2, "not_news": 1},
        "pool": {**WELL["pool"], "restarts": {"recycle": 1}, "children": children},
    }


async def fill(served: Served, page: Page, found: list[Record]) -> None:
    """Let the page see some minutes pass, and then the items arrive."""
    done = 1_000
    for look in range(LOOKS):
        done += RATES[look % len(RATES)]
        served.later(SECONDS_A_LOOK, **numbers(look, done))
        await page.evaluate("ask()")
    for at, record in enumerate(found):
        at_ms = 1_773_788_020_000 + at * 4_000
        served.latest.published(at_ms, record.uri, record.key, dict(record.headers), record.value)
    await page.evaluate("ask()")
    await page.locator("#feed > li").nth(min(len(found), 30) - 1).wait_for()


async def shoot(folder: Path) -> None:
    """Write one picture a size."""
    found = records()
    async with async_playwright() as playwright, Served() as served:
        browser = await launch(playwright)
        for name, (width, height) in SIZES.items():
            page = await browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="light",
                reduced_motion="reduce",
                locale="en-GB",
                timezone_id="UTC",
            )
            served.later(SECONDS_A_LOOK, **numbers(0, 1_000))
            await page.goto(served.address)
            await expect(page.locator("#version")).not_to_be_empty()
            await fill(served, page, found)
            await page.screenshot(path=folder / f"page-{name}.png")
            sys.stdout.write(f"{folder / f'page-{name}.png'}\n")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(shoot(Path(sys.argv[1])))
