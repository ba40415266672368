"""The news agencies that the worker knows: one row each, read by formats, normalize and entities.

Apart from all of them because a new agency must be one row here, and no change of code anywhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from worker.further_agencies import NUMBERS_TAKES, ROWS, SIGN_OFFS, SIGNS_ALONE
from worker.item import ClosedList
from worker.slug_form import PLAIN, SlugForm


class SignOffForm(ClosedList):
    """How an agency closes its stories with initials."""

    SLASHES = "slashes"  # burs-dk/sms
    CLOSING_LINE = "closing line"  # dpa kre/su yysw a3 lön mda
    CAPITALS = "capitals"  # DWM/TIP, VR-BAR
    OPEN_SLASHES = "open slashes"  # abc/ def/
    BRACKETS = "brackets"  # (SDA/sj)
    SOURCE_LINE = "source line"  # AAP RTV ar
    SOURCE_CAPITALS = "source and capitals"  # PTI ABK DEL
    CREDIT = "credit"  # (Reporting by A; Editing by B)
    WORDS = "words"  # jan mok
    ANY_CASE = "any case"  # Red/Sab, mgg/com
    THREE_LETTERS = "three letters"  # JRN/clc, NDP/RRC
    NAMES = "names"  # WAM/Ann Lee/Bo Berg
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency.

    ``names`` are what items state as their provider, in any language (letter case, accents, dots and spaces do not
    matter); ``domains`` what its URIs begin with; ``marks`` what stands in a dateline's brackets beside the code;
    ``end_marks`` whole last lines, or closing words, that only say that the text is over. ``signs_alone`` tells that
    one person's initials can close a story ("ly"), ``dashless`` that nothing stands between dateline and story
    ("Paris (ats) Le …"), ``releases`` that it carries others' press releases, ``numbers_takes`` that a figure in brackets
    behind its headline is the number of a take.
    """

    code: str
    name: str
    zone: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sign_off: SignOffForm = SignOffForm.NONE
    end_marks: tuple[str, ...] = ()
    slug: SlugForm = PLAIN
    signs_alone: bool = False
    dashless: bool = False
    releases: bool = False
    numbers_takes: bool = False


def _listed(field: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in field.split(","))))


_FORM = SignOffForm

# Forms seen in the agencies' own files or in other systems' tests, unless a comment says otherwise.
AGENCIES = (
    Agency(
        "AFP",
        "Agence France-Presse",
        "Europe/Paris",
        names=("AFP Forum", "AFP News", "أ ف ب", "ا ف ب", "وكالة فرانس برس", "فرانس برس", "法新社", "Франс Пресс"),
        domains=("afp.com", "afpforum.com"),
        sign_off=_FORM.SLASHES,
        end_marks=("AFP", "(AFP)"),
        signs_alone=True,
    ),
    Agency(
        "AP",
        "The Associated Press",
        "America/New_York",
        names=("Associated Press", "The AP", "AP News", "APTN", "أ ب", "美联社"),
        domains=("ap.org", "apnews.com"),
        slug=SlugForm(("-", ","), cycles=("BC", "AP", "AM", "PM")),  # "BC-US--Keyword-Second Keyword"
        end_marks=("(AP)", "AP"),
    ),
    Agency(
        "Reuters",
        "Reuters",
        "Europe/London",
        names=(
            *("Thomson Reuters", "RTRS", "Reuter", "reute", "Reuters Breakingviews", "Reuters Health"),
            *("رويترز", "路透社", "Рейтер", "ロイター"),
        ),
        domains=("reuters.com", "thomsonreuters.com"),
        marks=("Reuter",),  # 1987
        sign_off=_FORM.CREDIT,
        end_marks=("Reuter", "REUTER"),
    ),
    Agency(
        "dpa",
        "Deutsche Presse-Agentur",
        "Europe/Berlin",
        names=("dpa Deutsche Presse-Agentur GmbH", "dpa international", "dpa infocom", "د ب أ"),
        domains=("dpa.com", "dpa.de", "dpa-infocom.net"),
        # With its regional and special services, as in "Peine (dpa/lni) -".
        marks=(
            *("dpa-AFX", "dpa-AFX Broker", "dpa-AFX Analyser", "dpa-infocom", "dpa/tmn", "tmn", "gms"),
            *("lni", "lsw", "lby", "lnw", "lhe", "lrs", "lbn", "lth", "lsn", "lno", "lmv", "lah", "sah"),
        ),
        sign_off=_FORM.CLOSING_LINE,
    ),
    Agency(
        "EFE",
        "Agencia EFE",
        "Europe/Madrid",
        names=("EFE Servicios", "وكالة إفي"),
        domains=("efe.com", "efe.es", "lafototeca.com"),
        marks=("Agencia EFE", "EFEUSA"),
        sign_off=_FORM.SLASHES,
        end_marks=("EFE", "EFECOM", "EFEAGRO"),
        slug=SlugForm((" ", "/", "-")),  # two words
        numbers_takes=True,
    ),
    Agency(
        "PA",
        "PA Media",
        "Europe/London",
        names=("Press Association", "PA_API", "PA News", "The Press Association"),
        domains=("pressassociation.com", "pamediagroup.com", "pa.media"),
        end_marks=("ends", "ENDS", "end", "END", "mfl", "mf"),  # more follows (later)
        slug=SlugForm((" ", "/", "-"), page_number=True),  # "1 POLITICS SCOTLAND starmer": subject, place, word
    ),
    Agency(
        "ANSA",
        "Agenzia Nazionale Stampa Associata",
        "Europe/Rome",
        names=("Agenzia ANSA",),
        domains=("ansa.it",),
        sign_off=_FORM.CAPITALS,
        end_marks=("(ANSA).", "(ANSA)"),
        numbers_takes=True,
    ),
    Agency(
        "AAP",
        "Australian Associated Press",
        "Australia/Sydney",
        domains=("aap.com.au",),
        sign_off=_FORM.SOURCE_LINE,
        end_marks=("AAP",),
    ),
    Agency(
        "APA",
        "Austria Presse Agentur",
        "Europe/Vienna",
        names=("APA - Austria Presse Agentur", "APA-OTS", "APA-Science"),
        domains=("apa.at",),
        sign_off=_FORM.SLASHES,
        end_marks=("(Schluss)", "(Forts.)", "(Forts. mögl.)", "(APA)", "(S C H L U S S)"),
    ),
    Agency(
        "SDA",
        "Keystone-SDA-ATS",
        "Europe/Zurich",
        names=("Keystone-SDA", "Keystone-ATS", "ATS", "Schweizerische Depeschenagentur", "sda-ats"),
        domains=("sda.ch", "ats.ch", "keystone-sda.ch"),
        marks=("ATS", "Keystone-ATS", "awp", "awp international"),
        sign_off=_FORM.BRACKETS,
        dashless=True,
    ),
    Agency(
        "Belga",
        "Belga News Agency",
        "Europe/Brussels",
        names=("Agence Belga", "Belga News"),
        domains=("belga.be", "belga.press"),
        sign_off=_FORM.CAPITALS,
        dashless=True,
    ),
    Agency(
        "PAP",
        "Polska Agencja Prasowa",
        "Europe/Warsaw",
        domains=("pap.pl",),
        sign_off=_FORM.OPEN_SLASHES,
        end_marks=("(PAP)",),
    ),
    Agency(
        "PTI",
        "Press Trust of India",
        "Asia/Kolkata",
        names=("PTI-Bhasha",),
        domains=("ptinews.com",),
        sign_off=_FORM.SOURCE_CAPITALS,
        end_marks=("PTI", "(PTI)"),
    ),
    Agency(
        "BusinessWire",
        "Business Wire",
        "America/New_York",
        names=("BIZWIR", "美国商业资讯", "美國商業資訊"),
        domains=("businesswire.com",),
        marks=("BUSINESS WIRE",),
        slug=SlugForm(("-",), code_and_name=True),  # "CA-PACIFIC-RAIL-WORKS"
        releases=True,
    ),
    *(
        Agency(
            bare := code.lstrip("+~"),
            name,
            zone,
            names=_listed(names),
            domains=_listed(domains),
            end_marks=_listed(end_marks),
            releases=code.startswith("+"),
            dashless=code.startswith("~"),
            sign_off=_FORM(SIGN_OFFS.get(bare, _FORM.NONE)),
            signs_alone=bare in SIGNS_ALONE,
            numbers_takes=bare in NUMBERS_TAKES,
        )
        for code, zone, name, names, domains, end_marks in ROWS
    ),
)


def agency_of(stated: str | None) -> Agency | None:
    """The agency that an item names as its provider, or ``None`` where no row knows it.

    >>> [agency_of(stated).code for stated in ("afp.com", "أ ف ب", "a f p", "Agence France-Presse", "dpa/lni")]
    ['AFP', 'AFP', 'AFP', 'AFP', 'dpa']
    >>> agency_of("Daily Planet") is None
    True
    """
    if not stated:
        return None
    whole = _BY_NAME.get(_fold(stated)) or _BY_DOMAIN.get(stated.strip().lower())
    if whole:
        return whole
    return _first(_BY_NAME.get(_fold(part)) for part in _PARTS.split(stated[:200]))


def agency_of_mark(mark: str) -> Agency | None:
    """The agency whose dateline has ``mark`` in brackets.

    >>> agency_of_mark("EUROPA PRESS").code, agency_of_mark("lni").code
    ('EuropaPress', 'dpa')
    """
    return _marked(mark) if len(mark) <= _MARK_MAX else None


@lru_cache(maxsize=2048)  # the same marks come all day, and each is held against the table from several sides
def _marked(mark: str) -> Agency | None:
    return _BY_MARK.get(_fold(mark))


def agency_of_uri(uri: str | None) -> Agency | None:
    """The agency in whose name space a URI lies: ``urn:newsml:afp.com:…``, ``http://tt.se/…``, ``tag:reuters.com,…``.

    >>> agency_of_uri("urn:newsml:afp.com:20231124T192141Z:TX-PAR-EWE94").code
    'AFP'
    """
    found = _AUTHORITY.match(uri or "")
    if found is None:
        return None
    labels = found[1].lower().split(".")
    return _first(_BY_DOMAIN.get(".".join(labels[start:])) for start in range(len(labels)))


_PARTS = re.compile(r"[/,;|()]")
_AUTHORITY = re.compile(r"(?:urn:newsml:|urn:newsid:|https?://|tag:)([\w.-]{1,100})")


def _fold(text: str) -> str:
    decomposed = text if text.isascii() else unicodedata.normalize("NFKD", text)
    folded = decomposed.casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def _first(candidates: Iterable[Agency | None]) -> Agency | None:
    return next((agency for agency in candidates if agency), None)


_MARK_MAX = 80  # whole lines are held against the marks too

_BY_DOMAIN = {domain: agency for agency in AGENCIES for domain in agency.domains}
_BY_NAME = {
    _fold(name): agency
    for agency in AGENCIES
    for name in (agency.code, agency.name, *agency.names, *agency.domains, *agency.marks)
}
_BY_MARK = {
    _fold(mark): agency for agency in AGENCIES for mark in (agency.code, agency.name, *agency.names, *agency.marks)
}
