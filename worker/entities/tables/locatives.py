"""What stands before a place and hardly before anything else, by language. Read by ``towns``.

"From" and "to" stand before people and clubs as well: with them more was lost than found.
"""

# Alone …
BARE = {
    "en": ("in", "In", "near", "Near", "outside", "Outside"),
    "fr": ("à", "A", "À", "en", "En"),
}

# … or behind a noun: "the city of Shiraz", "près de Melun".
LINKING = {"en": "of", "fr": "de"}
NOUNS = {
    "en": frozenset(
        {
            *("city", "town", "village", "villages", "residents", "people", "province", "state", "capital", "mayor"),
            *("streets", "suburb", "suburbs", "outside", "north", "south", "east", "west"),
        }
    ),
    "fr": frozenset(
        {
            *("ville", "villes", "village", "villages", "habitants", "province", "région", "maire", "rues", "quartier"),
            *("port", "préfecture", "près", "nord", "sud", "est", "ouest"),
        }
    ),
}
