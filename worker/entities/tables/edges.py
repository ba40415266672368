"""What a name's ends may have taken along, or left: words that open sentences, seas. Read by ``edges`` and ``clean``."""

# What a sentence opens with straight before a name, by language; no articles, which may be the name's.
OPENING = {
    "en": frozenset(
        {
            *("Across", "After", "Since", "Despite", "During", "Before", "Against", "While", "Although", "But", "And"),
            *("If", "When", "As", "At", "For", "With", "From", "In", "Until", "Where", "Because", "Unlike"),
            *("Previously", "Former", "Meanwhile", "However", "Historically", "Even", "Only", "Both"),
        }
    ),
    "fr": frozenset(
        {
            *("Pour", "Selon", "Avec", "Chez", "Dans", "Depuis", "Contre", "Malgré", "Après", "Avant", "Vers", "Entre"),
            *("Dès", "Mais", "Et", "Si", "Comme", "Quand", "Lorsque", "Quant", "Pourtant", "Cependant", "Outre"),
        }
    ),
}

# Seas that are called by a word that alone is none, and what stands before it; "Méditerranée" needs no more.
SEAS = {"nord": "mer du ", "noire": "mer ", "rouge": "mer ", "morte": "mer ", "jaune": "mer "}

# What English joins to a name by a hyphen, behind it: "U.S.-led", "Beijing-based".
JOINED_BEHIND = (
    *("led", "based", "backed", "born", "run", "style", "controlled", "occupied", "held", "owned", "made", "bound"),
    *("trained", "funded", "sponsored", "listed", "area", "only", "era", "educated", "brokered", "mediated"),
    *("speaking", "linked", "allied", "dominated", "administered", "friendly", "like", "related", "wide"),
    *("supported", "ruled", "built", "inspired", "affiliated", "aligned", "designated", "imposed", "drafted"),
    *("registered", "flagged", "launched", "appointed"),
)

# And before it, in French too: "Ex-CIA", "pro-Trump".
JOINED_BEFORE = ("pro", "anti", "ex", "post", "pre", "pré", "non", "then")
