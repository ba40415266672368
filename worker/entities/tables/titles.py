"""Small words around names, folded (``names.fold``): titles before persons, particles inside them, articles kept."""

# Words of address and rank that stand before a person's name and are no part of it.
TITLES = frozenset(
    {
        # French: as AFP and Wikinews write them.
        *("m", "mm", "mme", "mmes", "mlle", "me", "dr", "pr", "maitre", "monsieur", "madame", "president"),
        *("mgr", "monseigneur"),
        *("presidente", "premier", "premiere", "ministre", "general", "colonel", "commandant", "capitaine"),
        # English: AP and PA give them on second reference, "Mr Johnson", "Sen. Cruz".
        *("mr", "mrs", "ms", "miss", "prof", "professor", "sir", "dame", "lord", "lady", "sen", "senator", "rep"),
        *("gov", "governor", "gen", "col", "maj", "major", "capt", "captain", "lt", "lieutenant", "sgt", "sergeant"),
        *("chancellor", "minister", "judge", "justice", "mayor", "ambassador", "rev", "reverend"),
        # Spanish, Portuguese, German, Italian.
        *("sr", "sra", "srta", "don", "dona", "herr", "frau", "senhor", "senhora", "signor"),
    }
)

# The same for words that are surnames too: "King Abdullah" loses his, "Stephen King" is King ever after.
STYLES = frozenset(
    {
        *("king", "queen", "prince", "princess", "emperor", "empress", "sultan", "pope", "cardinal", "archbishop"),
        *("bishop", "patriarch", "sheikh", "ayatollah", "imam", "admiral", "brigadier", "commissioner", "councillor"),
        *("congressman", "congresswoman"),
    }
)

# What stands before "Minister" or behind "Secretary of": models take it for an organisation of that name.
PORTFOLIOS = frozenset(
    {
        *("prime", "deputy", "vice", "state", "interior", "foreign", "finance", "defense", "defence", "home"),
        *("justice", "energy", "health", "education", "labor", "labour", "trade", "environment", "transport"),
    }
)

# Words inside a surname: "von der Leyen", "Le Drian", "ben Salmane", "al-Assad".
PARTICLES = frozenset(
    {
        *("de", "du", "des", "d", "la", "le", "les", "da", "das", "do", "dos", "di", "del", "della", "van", "von"),
        *("der", "den", "ten", "ter", "zu", "zur", "st", "saint"),
        *("al", "el", "ben", "bin", "bint", "ibn", "abu", "abou"),
    }
)

# Family names that stand first where they come from: "Xi Jinping" goes on as "Xi". Chinese, Korean and Vietnamese,
# those of leaders and the commonest; folded. Not among them: what is as often a given name or an English word.
FAMILY_NAMES_FIRST = frozenset(
    {
        *("xi", "hu", "jiang", "deng", "zhou", "mao", "wang", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu"),
        *("xu", "sun", "zhu", "guo", "gao", "luo", "zheng", "liang", "xie", "tang", "cao", "peng", "zeng", "xiao"),
        *("tian", "dong", "pan", "yuan", "cai", "jia", "ding", "wei", "xue", "ye", "yan", "jin", "li", "lin", "ma"),
        *("kim", "park", "moon", "yoon", "choi", "jung", "jeong", "kang", "cho", "jang", "hwang", "shin", "ban"),
        *("nguyen", "tran", "pham", "vo", "dang", "bui", "truong"),
    }
)

# The same of Korea and Taiwan, which are as often something else: only the two syllables behind them tell, "Han Duck-soo".
FAMILY_NAMES_BEFORE_HYPHENS = frozenset(
    {
        *("han", "lee", "ahn", "song", "oh", "kwon", "lim", "hong", "roh", "noh", "seo", "son", "bae", "ryu", "yoo"),
        *("chung", "tsai", "lai", "hsiao"),
    }
)

# Names that begin with the English article and lose their sense without it.
ARTICLED = frozenset({"the hague", "the gambia", "the bahamas", "the bronx"})
