"""What storms with a name are called, by language. In English with a capital: "the storm Florida has seen" is none."""

KINDS = {
    "en": frozenset(
        {"Hurricane", "Hurricanes", "Cyclone", "Cyclones", "Typhoon", "Typhoons", "Storm", "Storms"},
    ),
    "fr": frozenset(
        {"ouragan", "ouragans", "cyclone", "cyclones", "typhon", "typhons", "tempête", "tempêtes"}
        | {"Ouragan", "Cyclone", "Typhon", "Tempête"},
    ),
}

# What may stand beside the kind.
TROPICAL = frozenset({"Tropical", "Super", "tropicale", "subtropicale"})

# What else has a storm before it: the National Hurricane Center, Storm Lake in Iowa, the tempête Desert Storm.
NOT_STORMS = frozenset({"Center", "Centre", "Lake", "Hunters", "Watch", "Warning", "Season", "Relief", "Desert"})
