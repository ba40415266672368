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

# What says nothing else, wherever it stands; and what news speaks of too: "Embargo gegen Kuba", "Frei für alle".
_HELD = r"sperrfrist|sperrvermerk|hold for release|not for release|حظر للنشر"
_MAY_BE_HELD = (
    r"(?:(?:sous|bajo|under)\s)?embargo(?:ed)?(?:\sfor\s(?:release|publication|use|broadcast))?(?![\w-])|эмбарго\b|"
    r"for release\b(?:\s(?:on|at)\b)?|frei f(?:ü|ue)r\b(?:\s(?:die|den|das|alle)\b)?"
)
_UNTIL = r"bis|to|until|till?|tot|jusqu\S{1,3}|hasta|até|fino|до|حتى"
_SMALL_WORD = (
    rf"(?:{_UNTIL}|zum|zur|den|dem|am|um|ab|vom|on|at|the|le|el|la|las|alle|au|à|a|kl|klo|klokken|release|publication)"
)
_DAYS = "|".join(
    sorted(
        _words("""
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag понедельника вторника среды четверга пятницы субботы
    воскресенья
""")
    )
)
_MONTHS = "|".join(
    sorted(
        _words("""
    january february march april may june july august september october november december januar jänner februar märz mai
    juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio
    giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    januari februari maart mei augustus января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    jan feb mar apr aug sep sept oct okt nov dec dez janv févr avr juil déc
""")
    )
)
_HOUR = (
    r"(?:[01]?\d|2[0-4])(?:\s?(?:uhr|h|[ap]\.?m)\b|[.:h]\s?[0-5]\d\b)|[0-2]\d[0-5]\d\s?(?:gmt|utc|uhr|hrs?|hours|[a-z]{2,3}t|h|z)\b|"
    rf"[0-2]\d[0-5]\d\s(?:on\s)?(?:{_DAYS})\b|(?:midnight|noon|mitternacht|minuit|midi|medianoche)\b"
)
_DAY = (
    rf"\d{{1,2}}(?:er|st|nd|rd|th|\.|º)?\s(?:de\s|of\s)?(?:{_MONTHS})\b|(?:{_MONTHS})\.?\s\d{{1,2}}\b|\d{{1,2}}\.\s?\d{{1,2}}\.|"
    rf"\d{{1,2}}/\d{{1,2}}\b|\d{{4}}-\d\d-\d\d|"
    rf"(?:{_DAYS})(?:\W{{0,3}}$|\W{{1,3}}(?:(?:den|um|ab|at|on|the|à|om|kl\.?)\s)?(?:\d|{_MONTHS}|midnight|noon|früh|abend|morning))"
)
_WHEN = rf"(?:{_HOUR}|{_DAY}|\w{{0,20}}ausgaben?\b)"
# On a line of its own: alone, or with a time behind it; "until" and a colon can have a few words before that.
_EMBARGO = re.compile(
    rf"\W{{0,5}}(?:{_HELD}|(?:{_MAY_BE_HELD})"
    rf"(?:\W{{0,3}}$|(?:(?:\s?:|\s(?:{_UNTIL})\b)(?:\W{{1,2}}{_SMALL_WORD}\b){{0,3}})?\W{{1,3}}{_WHEN}))",
    re.IGNORECASE,
)
# In brackets, perhaps behind a genre: "(Vorbericht Sperrfrist 23. Januar 19.00 Uhr)".
_EMBARGO_INSIDE = re.compile(
    rf"(?<![\w-])(?:{_HELD}|(?:{_MAY_BE_HELD})(?:\W{{0,3}}$|\s?:|\s(?:{_UNTIL})\b|.{{0,60}}?(?:\d|{_DAYS}|ausgaben)))",
    re.IGNORECASE,
)
NO_EMBARGO = re.compile(
    r"\W{0,3}(?:(?:sperrfrist|sperrvermerk)(?:\s?:|\sist)?\s?(?:kein\w{0,2}|aufgehoben|entf(?:ä|ae)llt|abgelaufen)\b|"
    r"embargo\s?:\s?(?:kein\w{0,2}|aufgehoben|none|lifted|levé|aucun|levantado|ninguno)\W{0,3}$)",
    re.IGNORECASE,
)
"""How a line begins that says that there is no embargo, or none any more."""


def embargo_at(line: str, *, bracketed: bool = False) -> int | None:
    """Where in a line its embargo is stated, when the text may be published; what only speaks of an embargo states none.

    >>> [embargo_at(line) for line in ("Sperrfrist 18.00 Uhr", "EMBARGO: 3 mai 18h00", "Frei für Dienstagsausgaben")]
    [0, 0, 0]
    >>> [embargo_at(line) for line in ("Embargo gegen Kuba: Vollversammlung stimmt ab", "Sperrfrist: keine")]
    [None, None]
    >>> embargo_at("Vorbericht Sperrfrist 23. Januar 19.00 Uhr", bracketed=True)
    11
    """
    if NO_EMBARGO.match(line):
        return None
    found = _EMBARGO_INSIDE.search(line) if bracketed else _EMBARGO.match(line)
    return found.start() if found else None


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

_NOTE_WORDS = (
    r"(?:berichtigung|korrektur|richtigstellung|correct(?:s|ion|ed)?|rectificatif|hinweis|achtung|eds|editors?|note|"
    r"update[sd]?|adds?|recasts?)\b"
)
_OF_A_TEXT = r"absatz|\bsatz|\babs\.|para|graf\b|headline|überschrift|titel|zeile|dateline|byline"
NOTE = re.compile(
    rf"\({_NOTE_WORDS}|\W{{0,3}}(?:{_NOTE_WORDS}\s?:|(?:corrects|adds|recasts|eds)\b.{{0,40}}:|"
    r"(?:hinweis|achtung|berichtigung|korrektur|note),?\s(?:(?:an|für|to)\s)?(?:die\s|alle\s|the\s)?(?:redaktion|editor)|"
    rf"(?:berichtigung|korrektur|richtigstellung|corrected|correction)\b.{{0,30}}?(?:{_OF_A_TEXT}).{{0,30}}:|"
    r"updates?\s(?:with|throughout)\b.{0,40}:)",
    re.IGNORECASE,
)
"""How a line begins that speaks to editors: its word and a colon, since headlines begin so too ("Hinweis auf Tatwaffe: …")."""

_BY = re.compile(
    r"(?:Von|VON|By|BY|Par|PAR|Por|POR|Di|DI|Door|Av|AV|Af|Text:|بقلم|من)\s+[^\W\d_]|Interview:\s.{2,80}, ?dpa\b"
)
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
