"""What the nested NewsComponents of a NewsML 1.x item are: the story, its summary, pictures beside it.

Apart from ``newsml12`` because this is the hard half: agencies nest as they like, and a caption must never end up in a
story. ``newsml12_media`` describes what stands beside one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from worker.formats import newsml12_data
from worker.formats.read_xml import LANG, Element, child, words
from worker.item import RawBlock, RawKind
from worker.language_tag import primary_language

# Role@FormalName of a component, in small letters: AFP's, Belga's, Business Wire's, and those of IPTC's own examples.
_HEADLINE_ROLES = frozenset({"headline", "title"})
_NO_TEXT_ROLES = _HEADLINE_ROLES | {"stylesheet"}
_SUMMARY_ROLES = frozenset({"subheadline", "abstract", "summary", "teaser"})
_OPENING_ROLES = frozenset({"lead", "intro"})  # Belga's: the first paragraph of a story, which its body does not repeat
_STORY_ROLES = frozenset({"main", "body", "maintext", "story", "text", "article"})
_CONTACT_ROLES = frozenset({"contact", "contacts"})
_AFTER_ROLES = _CONTACT_ROLES | {"boilerplate"}  # of a press release: they come first in the file, last in print
CAPTION_ROLES = frozenset({"caption", "legend"})
_MEDIA_ROLES = frozenset(
    (
        *("photo", "picture", "image", "graphic", "logo", "icon", "video", "audio", "multimedia"),
        *("thumbnail", "quicklook", "preview", "highdef"),
    )
)
# AFP numbers the pictures of a web story so, and its text refers to them as #photo0.
_MEDIA_ID = re.compile(r"(?:photo|picture|image|graphic|video|audio|media)\d{1,4}", re.IGNORECASE)

# ninjs' types by MediaType@FormalName, by the family of MimeType@FormalName, by Format@FormalName or a file's name.
MEDIA_TYPES = {
    "text": "text",
    "complexdata": "text",
    "photo": "picture",
    "picture": "picture",
    "image": "picture",
    "graphic": "graphic",
    "logo": "graphic",
    "animation": "graphic",
    "video": "video",
    "livevideo": "video",
    "audio": "audio",
}
_FILE_TYPE = re.compile(
    r"(?:.{0,500}\.)?(?:(?P<picture>jpe?g|tiff?|png|gif|webp)|(?P<graphic>svg|eps|swf|pdf)"
    r"|(?P<video>mp4|mpe?g|mov|avi|wmv|flv|webm)|(?P<audio>mp3|wav|aac|ogg))\b",
    re.IGNORECASE,
)


STORIES_MAX = 50
"""Stories in one item; what has more components with headlines is one story in very many pieces."""

STATED_MAX = 100
"""Components that are asked for what they state of one story; each of them is asked for all that can be stated."""

_STORY = "{urn:wire}story"  # marks a component that is a story; no wire's attribute has this name


class Told(NamedTuple):
    """A component with text of the story: what it is for, and its ContentItems that are text."""

    component: Element
    role: str
    contents: list[Element]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of an item, told apart.

    ``story`` are those around its text, the outermost first: what they state is stated of the story. ``texts`` are
    those that hold its text; ``media`` pictures and the like, with their captions and renditions inside them.
    """

    story: tuple[Element, ...] = ()
    texts: tuple[Told, ...] = ()
    summaries: tuple[Element, ...] = ()
    media: tuple[Element, ...] = ()
    headlines: tuple[Element, ...] = ()


def tell_apart(top: Element | None, chosen: Element | None = None) -> Parts:
    """Sort what an item's top component holds: all of it, or of several stories the ``chosen`` one.

    Of a story in several languages one is taken: the chosen one's, else the first.
    """
    if top is None:
        return Parts()
    language = primary_language(language_of(chosen)) if chosen is not None else None
    story: dict[Element, None] = {top: None}
    texts: list[Told] = []
    summaries: list[Element] = []
    headlines: list[Element] = []
    media: list[Element] = []
    todo = [top]
    while todo:
        here = todo.pop()
        role = role_of(here)
        stated = None if chosen is not None and here is top else primary_language(language_of(here))
        if here is not top and _is_media(here):
            media.append(here)
        elif (_STORY in here.attrib and here is not chosen) or (language and stated not in {None, language}):
            continue
        elif role in _SUMMARY_ROLES:
            summaries.append(here)
        elif role in _HEADLINE_ROLES:
            headlines.append(here)
        elif role not in _NO_TEXT_ROLES:
            language = language or stated
            if contents := _own_texts(here):
                texts.append(Told(here, role, contents))
                story |= dict.fromkeys(_down_to(here, top))
            todo += reversed(_inside(here, language))
    texts.sort(key=lambda text: (text.role in _AFTER_ROLES) - (text.role in _OPENING_ROLES))
    spoken = list(story)[:STATED_MAX]
    if chosen is not None:  # what stands around several stories is heard after the one
        spoken.sort(key=[*chosen.iterancestors()].__contains__)
    return Parts(tuple(spoken), tuple(texts), tuple(summaries), tuple(media), tuple(headlines))


def part_stories(top: Element | None) -> list[Element]:
    """The stories of an item that holds several: components under headlines of their own, or in languages of their own.

    They are marked in the tree, since to find them again for each of them would cost the square of their number.
    """
    stories = _stories(top) if top is not None else []
    languages = [primary_language(language_of(one)) for one in stories]
    duids = [one.get("Duid") for one in stories]
    for place, one in enumerate(stories):
        names = (named[place] for named in (languages, duids) if named[place] and named.count(named[place]) == 1)
        one.set(_STORY, f"#{next(names, place)}" if place else "")
    return stories


def fragment_of(story: Element | None) -> str:
    """What tells a story of an item from its first one, which has the item's own name: its language, its Duid, its place."""
    return story.get(_STORY, "") if story is not None else ""


def _stories(top: Element) -> list[Element]:
    inside = _told_in(top)
    if len(inside) == 1 and _is_list(inside[0]):  # EFE's "Content list", one level down
        inside = [one for one in _told_in(inside[0]) if _has_headline(one)]
    headed = [one for one in inside if _has_headline(one)]
    if top.get("EquivalentsList") == "yes" or len(headed) < 2:
        headed = list(
            {primary_language(language_of(one)): one for one in reversed(inside) if language_of(one)}.values()
        )[::-1]
    return headed if 1 < len(headed) <= STORIES_MAX else []


def _told_in(component: Element) -> list[Element]:
    return [one for one in component.iterchildren("NewsComponent") if _has_story(one) and not _is_media(one)]


def _is_list(component: Element) -> bool:
    """Whether a component only holds others; under the headline of a story they would be its parts."""
    return child(component, "ContentItem") is None and not _has_headline(component)


def language_of(component: Element) -> str | None:
    """The language that a component states of itself."""
    about = component.iterchildren("DescriptiveMetadata")
    stated = next((language for one in about for language in one.iterchildren("Language")), None)
    return _formal_name(stated) or component.get(LANG) or None


def role_of(component: Element | None) -> str:
    """What a component is for, in small letters."""
    return "" if component is None else _named(component, "Role")


def text_blocks(component: Element) -> tuple[RawBlock, ...]:
    """Read a component's own text."""
    return _first_blocks(_own_texts(component))


def _first_blocks(contents: Iterable[Element]) -> tuple[RawBlock, ...]:
    """The blocks of several ContentItems, which are the same text in other clothes: those of the first that has any."""
    return next(filter(None, map(newsml12_data.blocks_in, contents)), ())


def nitf_of(parts: Parts) -> Element | None:
    """Give the NITF document among the texts of a story, which may state more than the NewsML around it."""
    held = (newsml12_data.nitf_in(content) for text in parts.texts for content in text.contents)
    return next((root for root in held if root is not None), None)


def type_of_media(component: Element) -> str | None:
    """What a component shows: the type of the first thing in it that is not text."""
    types = (type_of(content) for content in component.iter("ContentItem"))
    return next((found for found in types if found not in {None, "text"}), None)


def story_blocks(told: Told, headline: str | None = None) -> tuple[RawBlock, ...]:
    """The blocks of a component: whom to call is no story, and a sidebar has a headline beside the story's, ``headline``."""
    read = _first_blocks(told.contents)
    title = words(told.component.find("NewsLines"), "HeadLine") if told.role.startswith("sidebar") else None
    if read and title and title not in {headline, read[0].text}:
        return (RawBlock(title, RawKind.SUBHEAD), *read)
    if told.role in _CONTACT_ROLES:
        return tuple(block._replace(kind=RawKind.CREDIT) for block in read)
    return read


def type_of(content: Element) -> str | None:
    """The type of a ContentItem, in ninjs' words; text where it holds data without saying what they are."""
    known = MEDIA_TYPES.get(_named(content, "MediaType"))
    if known := known or MEDIA_TYPES.get(_named(content, "MimeType").partition("/")[0]):
        return known
    for name in (_named(content, "Format"), content.get("Href", "")):
        if file_type := _FILE_TYPE.match(name):
            return file_type.lastgroup
    return "text" if any(child(content, name) is not None for name in ("DataContent", "Encoding")) else None


def _own_texts(component: Element) -> list[Element]:
    return [content for content in component.iterchildren("ContentItem") if type_of(content) == "text"]


def _has_story(component: Element) -> bool:
    if role_of(component) in _SUMMARY_ROLES | _NO_TEXT_ROLES:
        return False
    return any(type_of(content) == "text" for content in component.iter("ContentItem"))


def _has_headline(component: Element) -> bool:
    if component.find("NewsLines/HeadLine") is not None:
        return True
    return any(role_of(one) in _HEADLINE_ROLES for one in component.iterchildren("NewsComponent"))


def _inside(component: Element, language: str | None) -> list[Element]:
    """The components in one; of those that are equivalents, the same in other clothes, the first that has a text."""
    inside = list(component.iterchildren("NewsComponent"))
    if component.get("EquivalentsList") != "yes":
        return inside
    texts = [one for one in inside if not _is_media(one)]
    spoken = [one for one in texts if primary_language(language_of(one)) in {None, language}] if language else texts
    return [one for one in inside if one in spoken[:1] or one not in texts]


def _is_media(component: Element) -> bool:
    role = role_of(component)
    if role in _STORY_ROLES:
        return False
    if role in _MEDIA_ROLES | CAPTION_ROLES or _MEDIA_ID.fullmatch(component.get("Duid", "")):
        return True
    if any(type_of(content) not in {None, "text"} for content in component.iterchildren("ContentItem")):
        return True
    return type_of_media(component) is not None and not any(
        type_of(content) == "text" and role_of(content.getparent()) not in CAPTION_ROLES
        for content in component.iter("ContentItem")
    )


def _down_to(inner: Element, top: Element) -> list[Element]:
    """The components from the one below ``top`` down to ``inner``."""
    chain = [inner, *inner.iterancestors("NewsComponent")]
    return chain[: chain.index(top)][::-1]


def _named(element: Element, name: str) -> str:
    """What an element right below another is by its name, in small letters."""
    return _formal_name(child(element, name)).casefold()


def _formal_name(element: Element | None) -> str:
    return "" if element is None else element.get("FormalName", "").strip()
