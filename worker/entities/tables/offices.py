"""Offices and trades, and the small words beside them, by language: what a role is made of.

Words are small and as the language writes them. Heads name what a person is; whoever's relation to another they tell
(son, homologue, rival, predecessor) is no office and not among them.
"""

import re
from typing import NamedTuple


class Words(NamedTuple):
    """The words of one language, by what they do in a role."""

    heads: frozenset[str]  # president, actress
    openers: frozenset[str]  # before the head, part of the role: former, prime
    qualities: frozenset[str]  # after a French head, before an English one: russe, far-right
    qualities_are_small: bool  # those that have one of these endings: "russien", "Russian"
    quality_endings: tuple[str, ...]
    not_qualities: frozenset[str]  # verbs and nouns that end so
    articles: frozenset[str]
    titles: frozenset[str]  # between a role and a name
    fused: frozenset[str]  # preposition and article in one: du, au
    links: frozenset[str]  # prepositions inside a role
    stops: frozenset[str]  # what no role goes across
    conjunction: str
    years: str  # after a number: an age
    ages: re.Pattern[str]  # straight after a name


def _prefixed(prefixes: tuple[str, ...], heads: set[str]) -> frozenset[str]:
    """The heads, and the same with what a hyphen may join to them: "ex-président"."""
    return frozenset(heads | {f"{prefix}-{head}" for prefix in prefixes for head in heads})


FRENCH = Words(
    heads=_prefixed(
        ("ex", "vice", "co", "sous"),
        {
            # State
            *("président", "présidente", "chef", "cheffe", "chancelier", "chancelière", "roi", "reine"),
            *("prince", "princesse", "émir", "sultan", "ministre", "secrétaire", "sous-secrétaire"),
            *("gouverneur", "gouverneure", "gouverneuse", "ambassadeur", "ambassadrice", "consul", "consule"),
            *("émissaire", "envoyé", "envoyée", "préfet", "préfète", "sous-préfet", "commissaire"),
            *("conseiller", "conseillère", "délégué", "déléguée"),
            # Parliament, parties
            *("député", "députée", "sénateur", "sénatrice", "eurodéputé", "eurodéputée", "maire"),
            *("bourgmestre", "candidat", "candidate", "dirigeant", "dirigeante", "leader", "opposant"),
            *("opposante", "militant", "militante", "porte-parole", "coordinateur", "coordinatrice"),
            *("rapporteur", "rapporteure", "élu", "élue"),
            # Law, order, war
            *("procureur", "procureure", "juge", "avocat", "avocate", "magistrat", "magistrate", "général"),
            *("générale", "colonel", "colonelle", "commandant", "commandante", "capitaine", "lieutenant"),
            *("amiral", "maréchal", "officier", "inspecteur", "inspectrice", "policier", "policière"),
            *("notaire", "bâtonnier"),
            # Business and work
            *("patron", "patronne", "pdg", "directeur", "directrice", "administrateur", "administratrice"),
            *("fondateur", "fondatrice", "cofondateur", "cofondatrice", "propriétaire", "milliardaire"),
            *("entrepreneur", "syndicaliste", "entrepreneuse", "responsable", "gérant", "gérante", "analyste"),
            *("consultant", "consultante", "trésorier", "trésorière", "banquier", "ingénieur", "ingénieure"),
            *("agriculteur", "agricultrice", "éleveur", "éleveuse"),
            # Learning, health, faith
            *("professeur", "professeure", "chercheur", "chercheuse", "historien", "historienne", "économiste"),
            *("politologue", "sociologue", "philosophe", "physicien", "physicienne", "chimiste", "biologiste"),
            *("mathématicien", "mathématicienne", "astronome", "archéologue", "climatologue"),
            *("épidémiologiste", "médecin", "chirurgien", "chirurgienne", "infirmier", "infirmière"),
            *("psychologue", "géographe", "linguiste", "pape", "cardinal", "archevêque", "évêque"),
            *("patriarche", "imam", "ayatollah", "rabbin", "prêtre", "pasteur", "astronaute", "cosmonaute"),
            *("spationaute", "recteur", "rectrice", "doyen", "doyenne"),
            # Arts and media
            *("acteur", "actrice", "comédien", "comédienne", "réalisateur", "réalisatrice", "cinéaste"),
            *("producteur", "productrice", "chanteur", "chanteuse", "musicien", "musicienne", "compositeur"),
            *("compositrice", "rappeur", "rappeuse", "pianiste", "violoniste", "guitariste", "danseur"),
            *("danseuse", "chorégraphe", "écrivain", "écrivaine", "romancier", "romancière", "poète"),
            *("poétesse", "auteur", "autrice", "dessinateur", "peintre", "dessinatrice", "sculpteur"),
            *("sculptrice", "photographe", "architecte", "couturier", "styliste", "humoriste", "journaliste"),
            *("animateur", "animatrice", "présentateur", "présentatrice", "éditorialiste", "blogueur"),
            *("scénariste", "metteur", "metteuse", "rédacteur", "rédactrice", "éditeur", "éditrice"),
            # Sport
            *("entraîneur", "entraîneuse", "sélectionneur", "sélectionneuse", "attaquant", "attaquante"),
            *("défenseur", "défenseuse", "milieu", "gardien", "gardienne", "footballeur", "footballeuse"),
            *("joueur", "joueuse", "pilote", "cycliste", "coureur", "coureuse", "sprinteur", "sprinteuse"),
            *("nageur", "nageuse", "skieur", "skieuse", "boxeur", "boxeuse", "judoka", "athlète", "perchiste"),
            *("tennisman", "rugbyman", "basketteur", "basketteuse", "handballeur", "handballeuse"),
            *("triathlète", "navigateur", "navigatrice", "alpiniste", "champion", "championne", "arbitre"),
            *("biathlète", "patineur", "patineuse", "grimpeur", "grimpeuse"),
        },
    ),
    openers=frozenset(
        {"ancien", "ancienne", "ex", "premier", "première", "futur", "future", "feu", "haut", "haute"}
        | {"ex-premier", "ex-première", "vice-premier", "vice-première"}
    ),
    qualities=frozenset(
        {
            *("russe", "turc", "turque", "grec", "grecque", "belge", "suisse", "tchèque", "serbe", "croate"),
            *("slovaque", "slovène", "bulgare", "kurde", "kazakh", "kazakhe", "kirghize", "tadjik", "ouzbek"),
            *("turkmène", "arabe", "israélien", "allemand", "allemande", "flamand", "flamande", "espagnol"),
            *("espagnole", "mongol", "mongole", "corse", "basque", "malgache", "qatari", "qatarie", "émirati"),
            *("émiratie", "saoudien", "koweïti", "omanais", "yéménite", "soudanais", "afghan", "afghane"),
            *("persan", "catalan", "catalane", "chypriote", "monégasque"),
            *(
                "général",
                "générale",
                "adjoint",
                "adjointe",
                "délégué",
                "déléguée",
                "sortant",
                "sortante",
                "élu",
                "élue",
                "démocrate",
            ),
            *("suppléant", "suppléante", "travailliste", "conservateur", "conservatrice", "républicain"),
            *("écologiste", "exécutif", "exécutive", "démissionnaire", "déchu", "déchue", "autoproclamé"),
            *("autoproclamée", "sportif", "sportive", "associé", "associée", "permanent", "permanente"),
            *("spécial", "spéciale", "opérationnel", "opérationnelle", "technique", "politique", "offensif"),
            *("défensif", "remplaçant", "olympique", "britannique"),
        }
    ),
    qualities_are_small=True,
    quality_endings=(
        *("ain", "aine", "ais", "aise", "ois", "oise", "ien", "ienne", "éen", "éenne", "al", "ale", "iste"),
        *("ique", "aire", "aux", "if", "ive", "el", "elle", "ier", "ière", "ère", "naise"),
    ),
    not_qualities=frozenset(
        {
            *("critique", "explique", "indique", "revendique", "implique", "applique", "communique"),
            *("réplique", "signale", "égale", "avale", "étale", "assiste", "insiste", "persiste", "existe"),
            *("résiste", "consiste", "arrive", "prive", "motive", "active", "poursuive", "appelle", "rappelle"),
            *("interpelle", "renouvelle", "faire", "taire", "plaire", "jamais", "mais", "désormais", "fois"),
            *("parfois", "mois", "trois", "ainsi", "demain", "bien", "rien", "combien", "soutien", "hier"),
            *("tel", "telle", "quel", "quelle", "lequel", "elle", "avait", "procès", "libère", "espère"),
            *("considère", "préfère", "gère", "accélère", "père", "mère", "frère", "laquelle", "celle"),
            *("première", "premier", "dernier", "dernière", "mal", "journal", "final", "finale"),
        }
    ),
    articles=frozenset({"le", "la", "l'", "un", "une", "son", "sa", "leur", "notre", "ce", "cet", "cette"}),
    titles=frozenset({"m.", "mme", "mlle", "me", "dr", "pr"}),
    fused=frozenset({"du", "au"}),
    links=frozenset({"de", "d'", "des", "à", "aux", "en"}),
    stops=frozenset(
        {
            *("a", "ont", "est", "sont", "était", "étaient", "avait", "sera", "fut", "qui", "que", "qu'"),
            *("dont", "où", "avec", "pour", "par", "dans", "sur", "sous", "contre", "selon", "après", "avant"),
            *("pendant", "depuis", "entre", "sans", "chez", "vers", "mais", "ou", "ni", "car", "donc", "comme"),
            *("si", "ne", "n'", "s'", "se", "les", "ses", "ces", "leurs", "il", "elle", "ils", "elles", "on"),
            *("lui", "y", "j'", "je", "nous", "vous"),
        }
    ),
    conjunction="et",
    years="ans",
    ages=re.compile(r"(?:,| \() ?(?:âgée? de )?(\d{1,3}) ans(?=[,.;:)])"),
)

ENGLISH = Words(
    heads=_prefixed(
        ("ex", "vice", "co", "then"),
        {
            # State
            *("president", "chancellor", "king", "queen", "prince", "princess", "emir", "sultan", "minister"),
            *("premier", "secretary", "governor", "ambassador", "consul", "envoy", "commissioner", "adviser"),
            *("advisor", "strategist", "chief", "head", "czar", "taoiseach", "sheikh"),
            # Parliament, parties
            *("senator", "congressman", "congresswoman", "representative", "lawmaker", "legislator", "mp"),
            *("mep", "mayor", "candidate", "nominee", "leader", "dissident", "activist", "campaigner"),
            *("politician", "councillor", "spokesman", "spokeswoman", "spokesperson", "speaker", "chairman"),
            *("chairwoman", "chairperson", "co-chair", "whip", "coordinator", "dictator"),
            # Law, order, war
            *("prosecutor", "judge", "lawyer", "attorney", "colonel", "commander", "captain", "lieutenant"),
            *("admiral", "marshal", "officer", "inspector", "sheriff", "sergeant", "superintendent"),
            # Business and work
            *("ceo", "boss", "director", "founder", "co-founder", "owner", "billionaire", "entrepreneur"),
            *("executive", "manager", "analyst", "consultant", "economist", "banker", "engineer", "farmer"),
            *(
                "treasurer",
                "unionist",
                "administrator",
                "businessman",
                "businesswoman",
                "tycoon",
                "organizer",
                "organiser",
            ),
            # Learning, health, faith
            *("professor", "researcher", "scientist", "historian", "sociologist", "philosopher", "physicist"),
            *("chemist", "biologist", "mathematician", "astronomer", "archaeologist", "climatologist"),
            *("epidemiologist", "expert", "doctor", "surgeon", "nurse", "psychologist", "pope", "cardinal"),
            *("archbishop", "bishop", "patriarch", "imam", "ayatollah", "rabbi", "priest", "pastor"),
            *("astronaut", "cosmonaut", "dean", "curator"),
            # Arts and media
            *("actor", "actress", "comedian", "director", "filmmaker", "producer", "singer", "musician"),
            *("composer", "rapper", "pianist", "violinist", "guitarist", "dancer", "choreographer"),
            *("conductor", "writer", "novelist", "poet", "author", "playwright", "cartoonist", "painter"),
            *("sculptor", "photographer", "architect", "artist", "designer", "journalist", "reporter"),
            *("columnist", "blogger", "editor", "editor-in-chief", "correspondent", "broadcaster", "presenter"),
            *("publisher", "screenwriter"),
            # Sport
            *("coach", "striker", "defender", "midfielder", "goalkeeper", "footballer", "player", "driver"),
            *("cyclist", "runner", "sprinter", "swimmer", "skier", "boxer", "athlete", "champion", "referee"),
            *("skipper", "trainer", "jockey", "golfer", "batsman", "bowler", "quarterback", "pitcher"),
        },
    ),
    openers=frozenset(),
    qualities=frozenset(
        {
            *("former", "prime", "vice", "deputy", "acting", "interim", "outgoing", "incoming", "late"),
            *("senior", "chief", "executive", "assistant", "associate", "managing", "general", "state"),
            *("federal", "national", "regional", "foreign", "finance", "defense", "defence", "interior"),
            *("justice", "economy", "economics", "health", "trade", "education", "environment", "transport"),
            *("labor", "labour", "agriculture", "development", "culture", "home", "energy", "security"),
            *("intelligence", "press", "opposition", "party", "government", "parliamentary", "group"),
            *("presidential", "congressional", "parliament", "military", "police", "army", "navy", "air"),
            *("force", "affairs", "human", "rights", "civil", "climate", "political", "policy", "peace"),
            *("anti-corruption", "pro-democracy", "far-right", "far-left", "right-wing", "left-wing"),
            *("conservative", "liberal", "socialist", "democratic", "republican", "democrat", "rebel"),
            *("separatist", "spiritual", "religious", "supreme", "special", "joint", "film", "football"),
            *("soccer", "rugby", "tennis", "cricket", "head", "team", "club", "world", "olympic", "company"),
            *("bank", "investment", "market", "research", "science", "medical", "legal", "district", "city"),
            *("campaign", "communications", "sporting", "technical", "sports", "opera", "rock", "pop", "folk"),
            *("jazz", "investigative", "award-winning", "nobel", "current", "longtime", "veteran", "union"),
            *("faction", "caucus", "dutch", "french", "czech", "greek", "swiss", "thai", "iraqi", "israeli"),
            *("saudi", "pakistani", "afghan", "uk", "us", "u.s", "u.k", "eu", "un", "u.n"),
        }
    ),
    qualities_are_small=False,
    quality_endings=("an", "ish", "ese"),
    not_qualities=frozenset(
        {"than", "an", "can", "man", "woman", "dan", "jan", "alan", "ian", "began", "ryan", "juan"}
    ),
    articles=frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this"}),
    titles=frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "dame"}),
    fused=frozenset(),
    links=frozenset({"of", "for", "at", "in", "on", "with", "to"}),
    stops=frozenset(
        {
            *("who", "which", "that", "whose", "where", "when", "while", "as", "by", "from", "but", "or"),
            *("not", "after", "is", "was", "are", "were", "be", "been", "has", "had", "have", "will", "would"),
            *("said", "says", "told", "he", "she", "it", "they", "we", "i", "you", "him", "them", "if"),
            *("because", "before", "since", "than", "also", "now", "later", "then", "there", "did", "does"),
            *("do", "can", "could", "may", "might", "should"),
        }
    ),
    conjunction="and",
    years="years",
    ages=re.compile(r",? aged (\d{1,3})\b|, (\d{1,3})(?=, [a-z]|\.(?:\s|\Z))|, (?:an? )?(\d{1,3})[- ]years?[- ]old\b"),
)
