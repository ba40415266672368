"""What stands after a city in a dateline, and what datelines say that is no place."""

from worker.normalize.tables.rows import phrases, words

# The states of the Associated Press' datelines ("MARLBOROUGH, Mass.", "ROSCOE, South Dakota"), folded, without dots.
UNITED_STATES = frozenset(
    phrases("""
    ala, alabama, alaska, ariz, arizona, ark, arkansas, calif, california, colo, colorado, conn, connecticut, del,
    delaware, dc, d c, fla, florida, ga, hawaii, idaho, ill, illinois, ind, indiana, iowa, kan, kansas, ky, kentucky,
    la, louisiana, maine, md, maryland, mass, massachusetts, mich, michigan, minn, minnesota, miss, mississippi, mo,
    missouri, mont, montana, neb, nebraska, nev, nevada, n h, nh, new hampshire, n j, nj, new jersey, n m, nm,
    new mexico, n y, ny, new york, n c, nc, north carolina, n d, nd, north dakota, ohio, okla, oklahoma, ore, oregon,
    pa, pennsylvania, r i, ri, rhode island, s c, sc, south carolina, s d, sd, south dakota, tenn, tennessee, texas,
    tex, utah, vt, vermont, va, virginia, wash, washington, w va, west virginia, wis, wisconsin, wyo, wyoming
""")
)
CANADA = frozenset(
    phrases("""
    alberta, british columbia, b c, manitoba, new brunswick, nova scotia, ontario, ont, quebec, que, saskatchewan,
    newfoundland, yukon
""")
)

# Short and common forms beside CLDR's names, folded.
COUNTRIES = {
    "u s": "US", "us": "US", "eeuu": "US", "eua": "US", "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "angleterre": "GB", "ecosse": "GB", "pays de galles": "GB", "grande-bretagne": "GB",
    "great britain": "GB", "britain": "GB", "grossbritannien": "GB", "بريطانيا": "GB", "uae": "AE", "emirats": "AE",
    "الامارات": "AE", "west bank": "PS", "gaza strip": "PS", "bande de gaza": "PS", "cisjordanie": "PS",
    "cisjordania": "PS", "قطاع غزة": "PS", "الضفة الغربية": "PS", "rd congo": "CD", "rdc": "CD",
    "republique democratique du congo": "CD", "dr congo": "CD", "ivory coast": "CI", "birmanie": "MM", "burma": "MM",
    "turkey": "TR", "czech republic": "CZ", "republique tcheque": "CZ", "holland": "NL", "hong kong": "HK",
    "macedonia": "MK", "swaziland": "SZ", "vatican": "VA", "cite du vatican": "VA",
}  # fmt: skip

# Openings of two-word names of towns, for a dateline glued to a byline: "Por Ana Ruiz Nueva Delhi, 1 ene (EFE).-".
OPENINGS = words("""
    nueva new san santa santo sao saint st los las la el le the port puerto buenos rio ciudad cidade tel abu hong
    kuala addis belo porto cabo mar playa santiago fort cape great north south east west phnom ho
""")

# How a dateline from a ship or an aircraft begins ("A bord de l'Ocean Viking"), folded.
ABOARD = phrases(
    "a bord de, a bord du, aboard, on board, a bordo de, a bordo del, a bordo do, an bord der, an bord des, على متن"
)

# Seen in dateline fields, and no place: Reuters' fillers, a date in words.
NO_PLACES = frozenset(phrases("no-data-available, social media website, said to be, internet, twitter, online"))
