"""The live page: a document, its style and its scripts out of the package, and the numbers and items that they ask for.

The browser asks every two seconds for what is new since the item that it had last. A request that ends holds nothing
here between two of them: a browser that sleeps, or reads slowly, costs no more than one that is gone, a restart of the
worker needs no reconnecting, and a pause is a browser that does not ask.
"""

import ipaddress
from collections.abc import Callable, Collection
from importlib.resources import files
from urllib.parse import parse_qs

from worker.web.server import RefusedError, Request, Response

CONNECTIONS_MAX = 16  # at a time

ASSETS = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/story.js": ("story.js", "text/javascript; charset=utf-8"),
    "/board.js": ("board.js", "text/javascript; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}

# Nothing but our own files, no script or style in the document, no frame around it, and no text that becomes markup.
PROTECTION = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def page(
    overview: Callable[[], bytes], since: Callable[[str, int], bytes], *, names: Collection[str] = ()
) -> Callable[[Request], Response]:
    """Answers of what is handed in: ``overview`` gives a JSON object, ``since`` members of one (see ``Latest.since``).

    ``names`` are the host names by which the page may be asked for, beside localhost and addresses: under any other a
    site elsewhere, whose name was made to point here, would read it in a visitor's browser.
    """
    assets = {path: (asset(name), kind) for path, (name, kind) in ASSETS.items()}
    known = {"localhost", *(name.casefold() for name in names)}

    def respond(request: Request) -> Response:
        if not _asked_by_name(request.fields.get("host", ""), known):
            raise RefusedError(421)
        if request.path in assets:
            return Response(200, *assets[request.path], PROTECTION)
        if request.path != "/now":
            raise RefusedError(404)
        run, number = _cursor(request.query)
        body = b'{%b,"overview":%b}' % (since(run, number), overview())
        return Response(200, body, "application/json", PROTECTION)

    return respond


def asset(name: str) -> bytes:
    """One of the page's files."""
    return files("worker.web").joinpath("assets", name).read_bytes()


def _asked_by_name(host: str, known: Collection[str]) -> bool:
    """Whether the Host header is an address, which nobody can make point elsewhere, or a name that is known."""
    name, bracket, rest = host.rpartition("]") if host.startswith("[") else (host, "", "")
    name, _, port = (name.removeprefix("["), "", rest.removeprefix(":")) if bracket else host.partition(":")
    if port and not port.isdecimal():
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name.casefold() in known
    return True


def _cursor(query: str) -> tuple[str, int]:
    """The run and the number of ``since=RUN.NUMBER``; anything else asks for all."""
    run, _, number = next(iter(parse_qs(query).get("since", ())), "").partition(".")
    return run, int(number) if number.isascii() and number.isdecimal() and len(number) < 16 else 0
