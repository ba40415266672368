"""The live page's view of items in one file: style and scripts inside it, and nothing that it asks of anyone."""

import base64
from collections.abc import Mapping, Sequence
from hashlib import sha256

from worker.web.latest import Card, card
from worker.web.page import asset


def document(records: Sequence[tuple[str, Mapping[str, bytes], bytes]], version: str) -> bytes:
    """The file, of records as URI, headers and value, in their order.

    What the page would not show is not shown: of an item that is withheld, or killed by another of them, the slug alone.
    """
    cards = [
        (uri, card(number, 0, None, headers, value, item_bytes_max=len(value)))
        for number, (uri, headers, value) in enumerate(records, 1)
    ]
    killed = {uri for uri, kept in cards if kept.show == "kill"}
    shown = [kept for uri, kept in cards if kept.show == "kill" or uri not in killed]
    style, script = asset("page.css"), asset("story.js") + asset("file.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    parts = {b"version": version.encode(), b"policy": policy.encode(), b"style": style, b"script": script}
    before, after = asset("file.html").split(b"{records}")
    return _filled(before, parts) + _embedded(shown) + _filled(after, parts)


def _embedded(cards: Sequence[Card]) -> bytes:
    """Their JSON where HTML is read: no "<" is left in it that could end the element, or begin a comment in it."""
    return (b"[%b]" % b",".join(kept.json() for kept in cards)).replace(b"<", b"\\u003c")


def _filled(text: bytes, parts: Mapping[bytes, bytes]) -> bytes:
    for name, part in parts.items():
        text = text.replace(b"{%b}" % name, part, 1)
    return text


def _hash(code: bytes) -> str:
    return f"'sha256-{base64.b64encode(sha256(code).digest()).decode()}'"
