"""Messages of our own in the forms of the agencies that send NewsML-G2; every event and person in them is invented."""

from worker.formats import parse, unwrap
from worker.item import FileOrigin, Message, WireItem

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"


def item(
    *,
    guid: str = "urn:newsml:example.org:20240305:A1",
    version: str = "1",
    language: str = "en",
    item_class: str = '<itemClass qcode="ninat:text"/>',
    provider: str = '<provider qcode="nprov:AAP"/>',
    meta: str = "",
    content: str = "<headline>Fire closes harbour</headline>",
    beside: str = "",
    content_set: str = "",
    root: str = "newsItem",
) -> str:
    """One item: ``meta`` goes into itemMeta, ``content`` into contentMeta, ``beside`` stands beside them."""
    return (
        f'<{root} xmlns="{NAMESPACE}" guid="{guid}" version="{version}" standard="NewsML-G2" standardversion="2.18"'
        f' conformance="power" xml:lang="{language}">'
        f"<itemMeta>{item_class}{provider}<versionCreated>2024-03-05T10:12:30Z</versionCreated>{meta}</itemMeta>"
        f"<contentMeta>{content}</contentMeta>{beside}"
        f"<contentSet>{content_set}</contentSet></{root}>"
    )


def message(*items: str, header: str = "") -> str:
    """A message with its header and its items."""
    return (
        f'<newsMessage xmlns="{NAMESPACE}"><header>{header}</header><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )


def xhtml(body: str, head: str = "", attributes: str = "") -> str:
    """A content in XHTML."""
    return (
        f'<inlineXML contenttype="application/xhtml+xml"{attributes}><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head>{head}</head><body>{body}</body></html></inlineXML>"
    )


def nitf(content: str, head: str = "", end: str = "") -> str:
    """A content in NITF."""
    return (
        '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/><body>'
        f"<body.head>{head}</body.head><body.content>{content}</body.content><body.end>{end}</body.end>"
        "</body></nitf></inlineXML>"
    )


def data(text: str, attributes: str = ' contenttype="text/plain"') -> str:
    """A content that is data."""
    return f"<inlineData{attributes}>{text}</inlineData>"


def read(content: str, **parts: str) -> WireItem:
    """What is read of an item with ``content`` in its contentMeta, behind a headline."""
    document = item(content=f"<headline>Fire</headline>{content}", **parts)
    ((_, found),) = parse(unwrap(Message(document.encode(), FileOrigin("a.xml"))))
    assert isinstance(found, WireItem)
    return found
