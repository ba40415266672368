"""The live page's parts, joined: what was published on one side, how things stand on the other, and the server of both."""

from collections.abc import Callable, Sequence

from worker.settings.sections import Page
from worker.stream.ports import Outgoing
from worker.telemetry.overview import Overview
from worker.web.latest import Latest
from worker.web.page import CONNECTIONS_MAX, page
from worker.web.server import HttpServer


def shown_by(latest: Latest) -> Callable[[Sequence[Outgoing], int], None]:
    """Hand the page what was published; dead letters are counted, not shown."""

    def show(published: Sequence[Outgoing], now_ms: int) -> None:
        for outgoing in published:
            if outgoing.reason is None:
                latest.published(now_ms, outgoing.uri, outgoing.key, dict(outgoing.headers), outgoing.value)

    return show


def page_server(settings: Page, overview: Overview, latest: Latest) -> HttpServer:
    """On a port of its own: who may scrape need not be let in to read the wire."""
    return HttpServer(
        settings.host,
        settings.port or 0,
        page(overview.json, latest.since, names=settings.names or ()),
        names="WIRE_PAGE_HOST, WIRE_PAGE_PORT",
        connections_max=CONNECTIONS_MAX,
    )
