"""What dpa's own converter to NewsML-G2 puts elsewhere than the standard; the same values as in ``dpa_json``.

It states no slug: as in dpa's IPTC 7901 that is the subjects, the places and the keywords, in this order. An urgent text
is told by its urgency alone.
"""

from worker.formats.newsml_g2_codes import Concepts, local, stated
from worker.formats.newsml_g2_texts import line_of, ranked
from worker.formats.read_xml import Element

_SUBJECTS = frozenset({"dpasubject"})
_PLACES = frozenset({"geoArea"})


def is_converted(item: Element) -> bool:
    """Tell an item of dpa's converter by the scheme of its provider."""
    return (stated(item.find("itemMeta/provider")) or "").startswith("dnlprov:")


def slug_parts(meta: Element, concepts: Concepts) -> tuple[str, ...]:
    """Make up the slug as dpa does."""
    subjects = ranked(meta.iterchildren("subject"))
    named = [(local(stated(one, "type")), concepts.name(one)) for one in subjects]
    parts = [name for natures in (_SUBJECTS, _PLACES) for nature, name in named if nature in natures]
    parts += map(line_of, ranked(meta.iterchildren("keyword")))
    return tuple(dict.fromkeys(filter(None, parts)))
