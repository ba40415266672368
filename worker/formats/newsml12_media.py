"""What stands beside a NewsML 1.x story: pictures and the like, each with its caption and where it lies.

Apart from ``newsml12_parts``, which tells them from the story.
"""

import re

from worker.formats.newsml12_parts import CAPTION_ROLES, MEDIA_TYPES, Parts, role_of, text_blocks, type_of_media
from worker.formats.read_xml import Element, words
from worker.item import Association

GALLERY_MAX = 200
"""Pictures of one item; the largest gallery seen has some forty."""

_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:\S+")


def association(component: Element) -> Association:
    """Describe what stands beside a story, by its own name or by its role."""
    lines = component.find("NewsLines")
    party = component.find("AdministrativeMetadata/Creator/Party")
    role = role_of(component)
    return Association(
        name=component.get("Duid") or role or "media",
        type=MEDIA_TYPES.get(role) or type_of_media(component),
        uri=_address(component),
        headline=words(lines, "HeadLine"),
        caption=caption_of(component),
        byline=words(lines, "ByLine") or (party is not None and party.get("FormalName", "").strip()) or None,
        credit=words(lines, "CreditLine"),
    )


def caption_of(component: Element) -> str | None:
    """The caption of a picture: the text of the component that has this role, else the only text there is."""
    inside = list(component.iter("NewsComponent"))
    captions = [inner for inner in inside if role_of(inner) in CAPTION_ROLES] or inside
    return " ".join(block.text for inner in captions[:20] for block in text_blocks(inner)) or None


def gallery_of(parts: Parts) -> tuple[Element, ...]:
    """The pictures of an item that has several, each under a caption of its own; one picture's renditions are no gallery."""
    shown = tuple(one for one in parts.media[:GALLERY_MAX] if type_of_media(one) and caption_of(one))
    return shown if len(shown) > 1 else ()


def _address(component: Element) -> str | None:
    """Where the thing is: the rendition that is made to be looked at, else the first that has an absolute address."""
    stated = [
        (one, href) for one in component.iter("ContentItem") if _ABSOLUTE_URI.fullmatch(href := one.get("Href", ""))
    ]
    shown = (href for one, href in stated if one.find("Characteristics/Property[@Value='Viewimage']") is not None)
    return next(shown, None) or next((href for _, href in stated), None)
