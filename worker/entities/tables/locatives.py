"""What stands before a place and hardly before anything else, by language. Read by ``towns``.

"From" and "to" stand before people and clubs as well: with them more was lost than found. French has no rows: in a
hundred articles that the weights had not learnt from, and in a thousand others, there was nothing left to find.
"""

# Alone …
BARE = {
    "en": ("in", "In", "near", "Near", "outside", "Outside"),
}

# … or behind a noun: "the city of Shiraz".
LINKING = {"en": "of"}
NOUNS = {
    "en": frozenset(
        {
            *("city", "town", "village", "villages", "residents", "people", "province", "state", "capital", "mayor"),
            *("streets", "suburb", "suburbs", "outside", "north", "south", "east", "west"),
        }
    ),
}
