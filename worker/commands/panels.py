"""An enriched record, and a dead letter, as a person reads them in a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

BODY_LINES_MAX = 2  # paragraphs of the story that are shown
COLOURS = {"person": "magenta", "organisation": "cyan", "place": "green", "event": "yellow", "product": "blue"}


def record_panel(record: Mapping[str, Any]) -> Panel:
    """The story's head, its first paragraphs with the entities in colour, and what was read around them."""
    wire = record["wire"]
    title = record["headlines"][0]["value"] if record.get("headlines") else record.get("slugline", "no headline")
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(record, wire):
        facts.add_row(f"[dim]{name}[/]", escape(value))
    body: Sequence[Text] = list(_paragraphs(record))
    return Panel(
        Group(*body, facts),
        title=f"[bold]{escape(title)}[/]",
        title_align="left",
        subtitle=escape(_origin(record)),
        subtitle_align="right",
        border_style="red" if record["pubStatus"] == "canceled" else "green",
    )


def dead_letter_panel(headers: Mapping[str, bytes]) -> Panel:
    """Why a message gave no record, as the dead letter's headers say it."""
    said = {name: value.decode("utf-8", "replace") for name, value in headers.items() if name.startswith("dlq.")}
    facts = Table.grid(padding=(0, 2))
    for name, value in said.items():
        facts.add_row(f"[dim]{name}[/]", escape(value))
    return Panel(facts, title=f"[bold red]dead letter: {escape(said['dlq.reason'])}[/]", title_align="left")


def _facts(record: Mapping[str, Any], wire: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in (
        ("slug", wire.get("slug", {}).get("raw")),
        ("version", _version(wire.get("version"))),
        ("status", record["pubStatus"]),
        ("byline", wire.get("byline", {}).get("raw")),
        ("dateline", _dateline(wire.get("dateline"))),
        ("sign-off", _sign_off(wire.get("signOff"))),
        *((kind, _names(record, kind)) for kind in COLOURS),
        ("note", record.get("edNote")),
        ("warnings", ", ".join(wire.get("warnings", ()))),
    ):
        if value:
            yield name, value


def _origin(record: Mapping[str, Any]) -> str:
    wire = record["wire"]
    return "  ".join(filter(None, (wire.get("agency"), record.get("language"), wire["format"], record["uri"])))


def _version(version: Mapping[str, Any] | None) -> str:
    return " ".join(str(version[name]) for name in ("kind", "number") if name in version) if version else ""


def _dateline(dateline: Mapping[str, Any] | None) -> str:
    if not dateline:
        return ""
    places = (f"{place['name']} {place.get('country', '')}".strip() for place in dateline.get("places", ()))
    return f"{dateline['raw']}  →  {', '.join(places)}"


def _sign_off(sign_off: Mapping[str, Any] | None) -> str:
    if not sign_off:
        return ""
    roles = (f"{role} {', '.join(sign_off[role])}" for role in ("writers", "editors") if sign_off.get(role))
    names = ", ".join(f"{person['id']} = {person['name']}" for person in sign_off.get("people", ()))
    compiled = " (compiled)" if sign_off["compiled"] else ""
    return f"{sign_off['raw']}  →  {'; '.join(roles)}{compiled}" + (f"  [{names}]" if names else "")


def _names(record: Mapping[str, Any], kind: str) -> str:
    found = (entity for entity in record.get("entities", ()) if entity["type"] == kind)
    return ", ".join(f"{entity['name']} ×{len(entity['mentions'])}" for entity in found)


def _paragraphs(record: Mapping[str, Any]) -> Iterable[Text]:
    """The first paragraphs of the body, each mention in its entity's colour."""
    if not record.get("bodies"):
        return
    body = record["bodies"][0]["value"]
    end = _end_of_paragraph(body, BODY_LINES_MAX)
    text = Text(body[:end])
    for entity in record.get("entities", ()):
        for mention in entity["mentions"]:
            if mention["in"] == "/bodies/0/value" and mention["end"] <= end:
                text.stylize(COLOURS.get(entity["type"], "dim"), mention["start"], mention["end"])
    yield text
    yield Text()


def _end_of_paragraph(body: str, number: int) -> int:
    end = -1
    for _ in range(number):
        end = body.find("\n\n", end + 1)
        if end < 0:
            return len(body)
    return end
