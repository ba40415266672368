"""How a NewsML-G2 item stands: its identity, its status, its embargo, and what kind of move in a story it is."""

import re
from dataclasses import dataclass

from worker.formats.newsml_g2_codes import local, stated
from worker.formats.newsml_g2_texts import EMBARGO_ROLES, Notes
from worker.formats.read_xml import Element, words

# What a signal, or the role that an agency gives an item (AP: "NewsAlert"), may say of it; the gravest that is said counts.
_KINDS = (
    *("kill", "withdrawal", "elimination", "disregard", "correction", "corrective", "clarification"),
    *("flash", "newsflash", "alert", "newsalert", "bulletin", "urgent", "newsbreak"),
    *("update", "writethru", "lead", "add", "advisory"),
)
# urn:newsml:provider:date:item:version, and Reuters' tag with it
_WITH_VERSION = re.compile(
    r"(urn:newsml:[^:]{1,200}:[^:]{0,40}:.{1,400}|tag:reuters\.com,\d{4}:newsml_[^:]{1,100}):(\d{1,9})"
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:\S")
_FILLER_YEAR = re.compile(r"000[01]-")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Embargo:
    """What an item says of an embargo; ``open_end`` where it is embargoed until someone says otherwise."""

    stated: str | None = None
    open_end: bool = False


def identity(item: Element) -> tuple[str | None, str | None]:
    """Give the guid as URI, or as an id of the agency's own, without the version that some agencies put behind it."""
    guid = item.get("guid", "").strip()
    versioned = _WITH_VERSION.fullmatch(guid)
    if versioned and versioned[2] == item.get("version", versioned[2]):
        guid = versioned[1]
    return (guid, None) if _URI.match(guid) else (None, guid or None)


def embargo(item: Element, notes: Notes) -> Embargo:
    """Read a time, a text, or an empty element, which by the standard is an embargo without an end.

    Fillers ("-->", the year 1) say nothing.
    """
    element = item.find("itemMeta/embargoed")
    text = words(element)
    if text and (_FILLER_YEAR.match(text) or not _WORD.search(text)):
        return Embargo()
    return Embargo(text or notes.of(*EMBARGO_ROLES), open_end=element is not None and text is None)


def status(item: Element, held: Embargo) -> str | None:
    """Give the publishing status without its scheme."""
    said = local(stated(item.find("itemMeta/pubStatus"))) or None
    return "embargoed" if held.open_end and said in {None, "usable"} else said


def kind(item: Element) -> str | None:
    """Give the kind of item in the words of its gravest signal or role; else the first signal."""
    signals = [code for signal in item.iterfind("itemMeta/signal") if (code := stated(signal))]
    roles = [words(role, "name") or stated(role) for role in item.iterfind("itemMeta/role")]
    said = {local(code).casefold().replace(" ", ""): code for code in (*signals, *filter(None, roles))}
    return next((said[word] for word in _KINDS if word in said), signals[0] if signals else None)
