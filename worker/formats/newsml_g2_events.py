"""Events that a NewsML-G2 news item carries (EventsML-G2): a day's diary reads as one story, an event a section."""

from collections.abc import Iterator

from worker.formats.newsml_g2_codes import stated
from worker.formats.newsml_g2_texts import line_of, text_of
from worker.formats.read_xml import Element
from worker.item import Concept, RawBlock, RawKind


def event_blocks(content: Element) -> Iterator[RawBlock]:
    """Read the events as blocks: the name as a subhead, what is said of it as paragraphs, when and where as a table."""
    for event in content.iter("event"):
        if name := line_of(event.find("name")):
            yield RawBlock(name, RawKind.SUBHEAD)
        for said in event.iterchildren("definition", "note"):
            if text := text_of(said):
                yield RawBlock(text, RawKind.PARAGRAPH)
        if rows := "\n".join(_rows(event)):
            yield RawBlock(rows, RawKind.TABLE)


def events(content: Element) -> Iterator[Concept]:
    """Name the events."""
    for event in content.iter("event"):
        name = line_of(event.find("name"))
        code = stated(event) or stated(event.find("eventId"))
        if name or code:
            yield Concept(name=name, literal=code)


def _rows(event: Element) -> Iterator[str]:
    for detail in event.iterfind("eventDetails/dates/*"):
        if text := line_of(detail):
            yield f"{detail.tag}\t{text}"
    for location in event.iterfind("eventDetails/location/name"):
        if text := line_of(location):
            yield f"location\t{text}"
