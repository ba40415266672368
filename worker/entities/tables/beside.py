"""What stands straight beside names and tells what they are, by language: a few words, each one sure."""

# Before a place and hardly ever before a person …
BEFORE_PLACES = {"en": ("in", "near", "outside")}

# … and before a town, where people stand as well: only a city's whole name, of two words, is taken for one.
BEFORE_TOWNS = {"fr": frozenset({"à"})}

# Before persons, in whatever language; "M" is an initial.
CIVIL = frozenset(
    {
        *("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr."),
        *("M.", "MM.", "Mme", "Mmes", "Mlle", "Monsieur", "Madame", "Mgr", "Monseigneur"),
    }
)

# Before a person's whole name, small; not what a department has too ("secretary", "commissioner").
BEFORE_PERSONS = {
    "en": frozenset(
        {
            *(
                "president",
                "minister",
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "senator",
                "ceo",
                "chief",
                "governor",
            ),
            *("mayor", "lawyer", "attorney", "prosecutor", "actor", "actress", "singer", "professor", "journalist"),
            *("analyst", "economist", "ambassador", "chancellor", "historian", "scientist", "activist", "lawmaker"),
        }
    ),
    "fr": frozenset(
        {
            *("président", "présidente", "ministre", "porte-parole", "sénateur", "sénatrice", "député", "députée"),
            *("maire", "gouverneur", "avocat", "avocate", "procureur", "procureure", "acteur", "actrice", "chanteur"),
            *("chanteuse", "journaliste", "analyste", "économiste", "ambassadeur", "chancelier", "chancelière"),
            *("général", "colonel", "historien", "historienne", "professeur"),
        }
    ),
}

# Before a ship, which may have a person's name.
VESSELS = {
    "en": frozenset({"frigate", "carrier", "destroyer", "submarine", "tanker", "icebreaker"}),
    "fr": frozenset({"frégate", "porte-avions", "pétrolier", "sous-marin", "paquebot", "patrouilleur"}),
}

# Behind "a 48-year-old", where it is no person's age.
FOUNDED = frozenset({"company", "firm", "group", "club", "charity", "band", "newspaper", "team", "bank", "business"})
