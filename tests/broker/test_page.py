"""The live page of the real service on Apache Kafka, in a real browser: dispatches arrive on it, and a kill removes one."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from playwright.async_api import Page, async_playwright
from served import CHROMIUM, launch
from service import running

from worker.samples import samples

SAMPLES = {sample.name: sample for sample in samples()}
LEAD = SAMPLES["05-lead.fr.xml"].value
# The correction of that lead, as its agency would kill it: the same item, and words that nobody may read any more.
KILL = (
    SAMPLES["06-correction.fr.xml"]
    .value.replace(b"CORRIGE", b"KILL")
    .replace(b'FormalName="Usable"', b'FormalName="Canceled"')
)
INSTALLED = Path(CHROMIUM).exists()


async def test_dispatches_arrive_on_the_page_and_a_kill_removes_one(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]]
) -> None:
    if not INSTALLED:
        pytest.skip("needs Debian's chromium: apt-get install --no-install-recommends chromium")
    names = [await topics("wire.in", partitions=2), await topics("wire.out"), await topics("wire.dlq")]
    settings = {
        "WIRE_BOOTSTRAP_SERVERS": bootstrap_servers,
        "WIRE_GROUP_ID": names[0],
        "WIRE_INPUT_TOPICS": names[0],
        "WIRE_OUTPUT_TOPIC": names[1],
        "WIRE_DEAD_LETTER_TOPIC": names[2],
        "WIRE_PROCESSES": "1",
        "WIRE_MODELS": "fr=wire_fr",
        "WIRE_PAGE_PORT": "0",
    }
    async with (
        AIOKafkaProducer(bootstrap_servers=bootstrap_servers) as producer,
        async_playwright() as playwright,
        running(settings) as service,
    ):
        browser = await launch(playwright)
        page = await browser.new_page()
        page.set_default_timeout(60_000)
        complaints: list[str] = []
        page.on("console", lambda told: complaints.append(told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        (starting,) = service.said("starting")
        await page.goto(starting["page"])
        await page.get_by_text("No item has been published").wait_for()

        for value in (SAMPLES["21-embargoed-ninjs-3.fr.json"].value, SAMPLES["22-story-truncated.xml"].value, LEAD):
            await producer.send_and_wait(names[0], value)
        await page.get_by_role("heading", name="nouvelle vigie européenne des océans").wait_for()
        await page.get_by_text("Withheld", exact=True).wait_for()
        await _until(page, "#dead", "malformed1")
        await _until(page, "#health", "ready")
        assert await page.locator("#partitions tr").count() == 2
        assert await page.locator("#children tr").count() == 1
        assert "hirondelles" not in await page.content()

        await producer.send_and_wait(names[0], KILL)
        await page.get_by_text("Kill", exact=True).wait_for()
        assert "vigie européenne" not in await page.content()
        assert complaints == []
        await browser.close()


async def _until(page: Page, selector: str, text: str) -> None:
    async with asyncio.timeout(60):
        while await page.locator(selector).text_content() != text:
            await asyncio.sleep(0.2)
