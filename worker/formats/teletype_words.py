"""Words by which the lines of a teletype's header are told apart, as tables: genres, version words, embargoes, bylines."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENRES = _words("""
    meldung kurzmeldung zusammenfassung korr-bericht korrespondentenbericht bericht hintergrund porträt portrait
    interview wortlautinterview feature reportage analyse kommentar chronologie stichwort dokumentation umfrage vorschau
    tagesvorschau terminvorschau vorbericht überblick übersicht achtung service extra glosse leitartikel kolumne
    themenpaket zitate zitat presseschau pressestimmen bilanz infobox ratgeber rezension nachruf lexikon ticker
    fragen-und-antworten zahlen fakten background analysis profile factbox chronology scene preview review roundup
    newsmaker explainer papier encadré repères chrono éclairage
""")
"""What dpa and its sisters put in brackets above a headline to say what kind of text it is, folded."""

PLANNING = _words("vorschau tagesvorschau terminvorschau achtung advisory schedule")
"""Genres that tell editors what will come."""

_EMBARGO = (
    r"sperrfrist|sperrvermerk|embargo(?:ed)?\b|sous embargo|bajo embargo|frei für|frei fuer|hold for release|"
    r"for release|not for release|эмбарго|حظر للنشر"
)
EMBARGO = re.compile(rf"\W{{0,3}}(?:{_EMBARGO})", re.IGNORECASE)
"""How a line begins that says when a text may be published."""

EMBARGO_INSIDE = re.compile(rf"(?<!\w)(?:{_EMBARGO})", re.IGNORECASE)
"""The same behind a genre, in one pair of brackets: "(Vorbericht Sperrfrist 23. Januar 19.00 Uhr)"."""

KILL = re.compile(
    r"\W{0,4}(?:kill kill|bulletin kill|mandatory kill|аннулирование|حظر حظر|eliminar\b.{0,4}eliminar)", re.IGNORECASE
)
"""How a line begins that takes a story back, as dpa's services say it."""

HURRY = re.compile(
    r"(?P<word>flash|urgente?|d'urgence|eil|blitz|pilne|молния|срочно|عاجل جدا|عاجل)(?: ?: ?:?\s|\s?\+{3}\s?)",
    re.IGNORECASE,
)
"""How a headline begins that names its priority."""

VERSION = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?|first|second|third|fourth|fifth)?[ -]?"
    r"(?:lead|ld|update|add|writethru|refile|repeat|rpt(?: rpt)?|wdhlg?\.?|wiederholung|correction|corrected|corr|kill|"
    r"adv(?:ance)?|hfr|insert|sub|eil|eilmeldung|blitz|flash|urgente?|bulletin|alert|advisory|neu|zf|zusammenfassung|"
    r"berichtigung|korrektur|aktualisierung|versión corregida|actualización|korekta|powtarzanie|aktualizacja|remettre|"
    r"mettre à jour|коррекция|повтор|обновить|تصحيح|إعادة|تحديث)"
    r"(?:[ -]?\d{1,2}|[ -]writethru)?",
    re.IGNORECASE,
)
"""A line, or a part of a slug, that says as a whole which version of a story this is."""

NOTE = re.compile(
    r"\W{0,3}(?:berichtigung|korrektur|richtigstellung|correct(?:s|ion|ed)?|rectificatif|hinweis|achtung|eds|editors?|"
    r"note|update[sd]?|adds?|recasts?)\b",
    re.IGNORECASE,
)
"""How a line begins that speaks to editors."""

_BY = re.compile(r"(?:Von|VON|By|BY|Par|PAR|Por|POR|Di|DI|Door|Av|AV|Af|Text:|بقلم|من)\s+[^\W\d_]")
_SMALL = _words("""
    und and et y e en och og von van de der den del della di da dos le la in dpa afp ap the zu zur aus correspondents
    staff writer mit with af av
""")


def is_byline(line: str) -> bool:
    """Tell whether a line is signed by its own words: "By" and names, and nothing that a sentence would have.

    >>> is_byline("Von Marie Koch und Sun Li, dpa"), is_byline("Von der Hoh tritt nach Wahlniederlage ab")
    (True, False)
    """
    if len(line) > 160 or not _BY.match(line) or line.endswith((".", "!", "?", ":")):
        return False
    words = [word.strip(",;&/()") for word in line.split()[1:]]
    return all(not word or not word[0].islower() or word.lower() in _SMALL for word in words)


def opens_genre(text: str) -> int:
    """How much of a text in brackets is the name of a genre, 0 where it names none; a note can stand behind it.

    >>> [opens_genre(text) for text in ("KORR-Bericht", "Achtung - Planungshinweis", "Überblick 1330", "Foto Produktion")]
    [12, 7, 9, 0]
    """
    name = re.split(r"\s[-–]\s|\s\d|:", text, maxsplit=1)[0].strip()
    return len(name) if re.sub(r"[\s&]+", "-", name.lower()) in GENRES else 0
