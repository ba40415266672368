"""What the nested NewsComponents of a NewsML 1.x item are: the story, its summary, pictures beside it.

Apart from ``newsml12`` because this is the hard half: agencies nest as they like, and a caption must never end up in a
story.
"""

import re
from dataclasses import dataclass

from worker.formats.markup import blocks, html_blocks, is_markup
from worker.formats.plain_text import paragraphs
from worker.formats.read_xml import Element, words
from worker.item import Association, RawBlock
from worker.language_tag import primary_language

# Role@FormalName of a component, in small letters: AFP's, Business Wire's, and those of IPTC's own examples.
_NO_TEXT_ROLES = frozenset({"headline", "stylesheet"})
_SUMMARY_ROLES = frozenset({"subheadline", "abstract", "summary", "teaser"})
_STORY_ROLES = frozenset({"main", "body", "maintext", "story", "text", "article"})
_AFTER_ROLES = frozenset({"contact", "boilerplate"})  # of a press release: they come first in the file, last in print
_CAPTION_ROLES = frozenset({"caption", "legend"})
_MEDIA_ROLES = frozenset(
    (
        *("photo", "picture", "image", "graphic", "logo", "icon", "video", "audio", "multimedia"),
        *("thumbnail", "quicklook", "preview", "highdef"),
    )
)
# AFP numbers the pictures of a web story so, and its text refers to them as #photo0.
_MEDIA_ID = re.compile(r"(?:photo|picture|image|graphic|video|audio|media)\d{1,4}", re.IGNORECASE)

# ninjs' types by MediaType@FormalName, by the family of MimeType@FormalName, by Format@FormalName or a file's name.
_TYPES = {
    "text": "text",
    "complexdata": "text",
    "photo": "picture",
    "picture": "picture",
    "image": "picture",
    "graphic": "graphic",
    "animation": "graphic",
    "video": "video",
    "audio": "audio",
}
_FILE_TYPE = re.compile(
    r"(?:.{0,500}\.)?(?:(?P<picture>jpe?g|tiff?|png|gif|webp)|(?P<graphic>svg|eps|swf|pdf)"
    r"|(?P<video>mp4|mpe?g|mov|avi|wmv|flv|webm)|(?P<audio>mp3|wav|aac|ogg))\b",
    re.IGNORECASE,
)
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:\S+")


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of an item, told apart.

    ``story`` are those around its text, the outermost first: what they state is stated of the story. ``texts`` are
    those that hold its text; ``media`` pictures and the like, with their captions and renditions inside them.
    """

    story: tuple[Element, ...] = ()
    texts: tuple[Element, ...] = ()
    summaries: tuple[Element, ...] = ()
    media: tuple[Element, ...] = ()


def tell_apart(top: Element | None) -> Parts:
    """Sort what an item's top component holds; of a story in several languages the first is taken."""
    if top is None:
        return Parts()
    story: dict[Element, None] = {top: None}
    texts: list[Element] = []
    summaries: list[Element] = []
    media: list[Element] = []
    language: str | None = None
    todo = [top]
    while todo:
        here = todo.pop()
        role, stated = _role(here), _language(here)
        if here is not top and _is_media(here):
            media.append(here)
        elif role in _SUMMARY_ROLES:
            summaries.append(here)
        elif role not in _NO_TEXT_ROLES and (language is None or stated in {None, language}):
            language = language or stated
            if any(type_of(content) == "text" for content in here.findall("ContentItem")):
                texts.append(here)
                story |= dict.fromkeys(_down_to(here, top))
            todo += reversed(_inside(here))
    texts.sort(key=lambda text: _role(text) in _AFTER_ROLES)
    return Parts(tuple(story), tuple(texts), tuple(summaries), tuple(media))


def text_blocks(component: Element) -> tuple[RawBlock, ...]:
    """Read a component's own text; of several ContentItems, which are the same text in other clothes, the first."""
    for content in component.findall("ContentItem"):
        data = content.find("DataContent")
        if data is not None and type_of(content) == "text" and (read := _data_blocks(data)):
            return read
    return ()


def caption_of(component: Element) -> str | None:
    """The caption of a picture: the text of the component that has this role, else the only text there is."""
    inside = list(component.iter("NewsComponent"))
    captions = [inner for inner in inside if _role(inner) in _CAPTION_ROLES] or inside
    return " ".join(block.text for inner in captions[:20] for block in text_blocks(inner)) or None


def type_of_media(component: Element) -> str | None:
    """What a component shows: the type of the first thing in it that is not text."""
    types = (type_of(content) for content in component.iter("ContentItem"))
    return next((found for found in types if found not in {None, "text"}), None)


def association(component: Element, number: int) -> Association:
    """Describe what stands beside a story; ``number`` names what has no name of its own."""
    lines = component.find("NewsLines")
    party = component.find("AdministrativeMetadata/Creator/Party")
    hrefs = (content.get("Href", "") for content in component.iter("ContentItem"))
    return Association(
        name=component.get("Duid") or f"{_role(component) or 'media'}{number}",
        type=type_of_media(component),
        uri=next((href for href in hrefs if _ABSOLUTE_URI.fullmatch(href)), None),
        headline=words(lines, "HeadLine"),
        caption=caption_of(component),
        byline=words(lines, "ByLine") or (party is not None and party.get("FormalName", "").strip()) or None,
        credit=words(lines, "CreditLine"),
    )


def type_of(content: Element) -> str | None:
    """The type of a ContentItem, in ninjs' words; text where it holds data without saying what they are."""
    stated = {name: _formal(content, name).casefold() for name in ("MediaType", "MimeType", "Format")}
    for known in (stated["MediaType"], stated["MimeType"].partition("/")[0]):
        if known in _TYPES:
            return _TYPES[known]
    for name in (stated["Format"], content.get("Href", "")):
        if file_type := _FILE_TYPE.match(name):
            return file_type.lastgroup
    return "text" if content.find("DataContent") is not None else None


def _inside(component: Element) -> list[Element]:
    """The components in one; of those that are equivalents, the same in other clothes, the first that has a text."""
    inside = component.findall("NewsComponent")
    if component.get("EquivalentsList") != "yes":
        return inside
    texts = [one for one in inside if not _is_media(one)]
    return [one for one in inside if one in texts[:1] or one not in texts]


def _is_media(component: Element) -> bool:
    role = _role(component)
    if role in _STORY_ROLES:
        return False
    if role in _MEDIA_ROLES | _CAPTION_ROLES or _MEDIA_ID.fullmatch(component.get("Duid", "")):
        return True
    if any(type_of(content) not in {None, "text"} for content in component.findall("ContentItem")):
        return True
    return type_of_media(component) is not None and not any(
        type_of(content) == "text" and _role(content.getparent()) not in _CAPTION_ROLES
        for content in component.iter("ContentItem")
    )


def _data_blocks(data: Element) -> tuple[RawBlock, ...]:
    if len(data):
        body = next(data.iter("body.content"), data)
        return tuple(blocks(body))
    text = data.text or ""
    return html_blocks(text) if is_markup(text) else tuple(RawBlock(paragraph) for paragraph in paragraphs(text))


def _down_to(inner: Element, top: Element) -> list[Element]:
    """The components from the one below ``top`` down to ``inner``."""
    chain = [inner, *inner.iterancestors("NewsComponent")]
    return chain[: chain.index(top)][::-1]


def _role(component: Element | None) -> str:
    return "" if component is None else _formal(component, "Role").casefold()


def _language(component: Element) -> str | None:
    return primary_language(_formal(component, "DescriptiveMetadata/Language"))


def _formal(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get("FormalName", "").strip()
