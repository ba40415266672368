"""One browser for all tests of the page; each has a tab of its own, in which nothing may go wrong unnoticed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from served import CHROMIUM, Open, Served, launch

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = Path(CHROMIUM).exists()
WAIT_MS = 30_000  # on two cores beside the other tests

# Tests wait with locators alone: wait_for_function looks a second time with eval(), which the page's policy refuses.
expect.set_options(timeout=WAIT_MS)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window."""
    if not INSTALLED:
        pytest.skip("needs Debian's chromium: apt-get install --no-install-recommends chromium")
    async with async_playwright() as playwright:
        yield await launch(playwright)


@pytest_asyncio.fixture(loop_scope="session")
async def served() -> AsyncIterator[Served]:
    """A worker that is well."""
    async with Served() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser, served: Served) -> AsyncIterator[Open]:
    """``await tab()`` opens the page. At the end: nothing was asked of others, and the console tells of no error.

    ``loses_connection`` lets those be that a browser notes of a server that does not answer.
    """
    complaints: list[str] = []
    strangers: list[str] = []
    async with AsyncExitStack() as life:

        async def open_tab(
            address: str = "", *, width: int = 1280, height: int = 900, loses_connection: bool = False, **how: Any
        ) -> Page:
            viewport = {"width": width, "height": height}
            context = await browser.new_context(viewport=viewport, locale="en-GB", timezone_id="UTC", **how)
            life.push_async_callback(context.close)
            page = await context.new_page()
            page.set_default_timeout(WAIT_MS)
            own = address or served.address
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda asked: asked.url.startswith(own) or strangers.append(asked.url))
            page.on(
                "console",
                lambda told: (
                    told.type in {"error", "warning"}
                    and not (loses_connection and "net::ERR" in told.text)
                    and complaints.append(told.text)
                ),
            )
            page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
            await page.goto(own)
            if not address:
                await expect(page.locator("#version")).not_to_be_empty()
            return page

        yield open_tab
    assert complaints == []
    assert strangers == []


@pytest.fixture(scope="session")
def lead() -> Mapping[str, Any]:
    """The record of a story of ours with authors, subheads, a dateline, a sign-off and entities of several types."""
    return orjson.loads((ROOT / "schemas/examples/05-lead.fr.json").read_bytes())


@pytest.fixture(scope="session")
def kill() -> Mapping[str, Any]:
    return orjson.loads((ROOT / "schemas/examples/08-kill.en.json").read_bytes())
