"""Pictures, videos and sounds in a NITF story: what stands beside it, or what the item is where it has no story."""

from collections.abc import Iterator

from worker.formats.nitf_text import line_of
from worker.formats.read_xml import Element
from worker.item import Association

# ninjs' types by media/@media-type, or by the family of media-reference/@mime-type.
_TYPES = {
    "image": "picture",
    "photo": "picture",
    "picture": "picture",
    "graphic": "graphic",
    "grafikk": "graphic",  # NTB
    "animation": "graphic",
    "video": "video",
    "audio": "audio",
    "text": "text",
}


def associations_of(root: Element) -> Iterator[Association]:
    """Each piece of media that has an address or words; several references of one are its renditions."""
    for media in root.iter("media"):
        found = _association(media)
        if found.uri or found.caption or found.headline:
            yield found


def _association(media: Element) -> Association:
    references = media.findall("media-reference")
    kind = _type(media, references)
    captions = filter(None, (line_of(caption) for caption in media.iterfind("media-caption")))
    return Association(
        name=media.get("id") or kind or "media",
        type=kind,
        uri=_first(references, "source"),
        headline=_metadata(media, "headline", "title"),
        caption=" ".join(captions) or _first(references, "alternate-text") or _metadata(media, "caption"),
        byline=line_of(media.find("media-producer")) or _metadata(media, "byline", "photographer"),
        credit=_first(references, "source-credit", "copyright") or _metadata(media, "credit", "source", "copyright"),
    )


def _type(media: Element, references: list[Element]) -> str | None:
    stated = media.get("media-type", "").strip().casefold()
    families = (one.get("mime-type", "").partition("/")[0].casefold() for one in references)
    return next((_TYPES[name] for name in (stated, *families) if name in _TYPES), None)


def _first(references: list[Element], *names: str) -> str | None:
    """The first that says anything; a reference within the document (``#photo0``) is no address."""
    stated = (one.get(name, "").strip() for name in names for one in references)
    return next((value for value in stated if value and not value.startswith("#")), None)


def _metadata(media: Element, *names: str) -> str | None:
    stated = {one.get("name", "").casefold(): one.get("value", "").strip() for one in media.iterfind("media-metadata")}
    return next((stated[name] for name in names if stated.get(name)), None)
