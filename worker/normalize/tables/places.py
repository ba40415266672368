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
# As letters of the mail, which only capitals tell from other words: "New York, NY".
POSTAL_STATES = words("""
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
    SC SD TN TX UT VT VA WA WV WI WY DC
""")
CANADA = frozenset(
    phrases("""
    alberta, british columbia, b c, manitoba, new brunswick, nova scotia, ontario, ont, quebec, que, saskatchewan,
    newfoundland, newfoundland and labrador, labrador, n l, nunavut, n w t, nwt, northwest territories, yukon, alta, sask, man, n b, n s, p e i, nfld, que, british-columbia, colombie-britannique,
    prince edward island
""")
)
AUSTRALIA = frozenset(
    phrases("""
    new south wales, nsw, n s w, queensland, qld, western australia, south australia, tasmania, northern territory,
    australian capital territory
""")
)

# Towns of the country Georgia: after any other town, "Georgia" is the American state.
GEORGIAN = words("""
    tbilisi batumi gori kutaisi sukhumi sokhumi zugdidi poti rustavi tskhinvali senaki telavi mestia borjomi
""")

# Letters of the Swiss cantons, which SDA sets behind a town ("La Chaux-de-Fonds NE", "Landquart GR").
CANTONS = words("ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS NE GE JU")

# What tells one German town from its namesakes: "Frankfurt/Main", "Frankfurt (Oder)", "Halle/Saale".
RIVERS = words("main oder saale spree neckar donau breisgau weser elbe rhein see ostsee nordsee inn isar")

# Names with an "and" in them, folded.
NAMES_OF_TWO = phrases("""
    trinidad and tobago, newfoundland and, antigua and barbuda, turks and caicos, bosnia and herzegovina, tyne and wear,
    brighton and hove, hammersmith and, kensington and, telford and, perth and kinross, dumfries and, argyll and,
    castilla y leon, castille et leon, saint kitts and, st. kitts and, hyde and, fort and, saint-pierre-et,
    minas y, sao tome e, sao tome and, wallis et, rhein-, alfa e
""")

# Short and common forms beside CLDR's names, folded.
COUNTRIES = {
    "u s": "US", "us": "US", "eeuu": "US", "eua": "US", "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "angleterre": "GB", "ecosse": "GB", "pays de galles": "GB", "grande-bretagne": "GB",
    "great britain": "GB", "britain": "GB", "grossbritannien": "GB", "بريطانيا": "GB", "uae": "AE", "emirats": "AE",
    "الامارات": "AE", "west bank": "PS", "gaza strip": "PS", "bande de gaza": "PS", "cisjordanie": "PS",
    "cisjordania": "PS", "قطاع غزة": "PS", "الضفة الغربية": "PS", "rd congo": "CD", "rdc": "CD",
    "republique democratique du congo": "CD", "dr congo": "CD", "ivory coast": "CI", "birmanie": "MM", "burma": "MM",
    "turkey": "TR", "czech republic": "CZ", "republique tcheque": "CZ", "holland": "NL", "hong kong": "HK",
    "macedonia": "MK", "swaziland": "SZ", "vatican": "VA", "cite du vatican": "VA", "vatican city": "VA", "vatikan": "VA",
    "مدينة الفاتيكان": "VA", "ciudad del vaticano": "VA", "citta del vaticano": "VA", "vatikanstadt": "VA",
    "rdcongo": "CD", "r d congo": "CD", "congo-kinshasa": "CD", "congo-brazzaville": "CG", "centrafrique": "CF",
    "usa": "US", "u s a": "US", "etats unis": "US", "estados unidos": "US", "eau": "AE", "u a e": "AE",
    "south korea": "KR", "north korea": "KP", "coree du sud": "KR", "coree du nord": "KP", "kosovo": "XK",
    "taiwan": "TW", "palestinian territories": "PS", "palestine": "PS", "rusia": "RU", "russie": "RU", "siria": "SY",
    "libia": "LY", "inglaterra": "GB", "gran bretana": "GB", "escocia": "GB", "gales": "GB", "schottland": "GB",
    "gb": "GB", "великобритания": "GB", "россия": "RU", "украина": "UA", "belarus": "BY", "bielorrusia": "BY",
    "r dominicana": "DO", "rep dominicana": "DO", "crimea": "UA", "crimee": "UA",
    "man": "CA",  # Manitoba: "BRANDON, Man."; CLDR's Danish has the island so
}  # fmt: skip

# Towns that have a country's code of their own, by the country that copy states beside them: "Hong Kong, China".
COUNTRIES_OF_A_CITY = {"CN": ("HK", "MO"), "IT": ("VA",), None: ("VA",)}

# Towns whose namesakes abroad are spelt otherwise: "Saint-Louis" is in Senegal, and in France.
COUNTRIES_BY_SPELLING = {"st. louis": "US", "st louis": "US"}

# Openings of two-word names of towns, for a dateline glued to a byline: "Por Ana Ruiz Nueva Delhi, 1 ene (EFE).-".
OPENINGS = words("""
    nueva new san santa santo sao saint st los las la el le the port puerto buenos rio ciudad cidade tel abu hong
    kuala addis belo porto cabo mar playa santiago fort cape great north south east west phnom ho
""")

# A country or state that Chinese writes before its town, without a space: "印尼雅加达". Not in CLDR, or in short.
CHINESE_COUNTRIES = {
    "印尼": "ID", "加州": "US", "德州": "US", "佛州": "US", "麻州": "US", "紐約州": "US", "纽约州": "US", "美国": "US", "美國": "US",
    "中国": "CN", "中國": "CN", "日本": "JP", "英国": "GB", "英國": "GB", "法国": "FR", "法國": "FR", "德国": "DE", "德國": "DE",
    "韩国": "KR", "韓國": "KR", "台湾": "TW", "台灣": "TW", "加拿大": "CA", "瑞士": "CH", "荷兰": "NL", "荷蘭": "NL", "印度": "IN",
    "泰国": "TH", "泰國": "TH", "越南": "VN", "马来西亚": "MY", "馬來西亞": "MY", "澳大利亚": "AU", "以色列": "IL", "瑞典": "SE",
    "芬兰": "FI", "丹麦": "DK", "挪威": "NO", "意大利": "IT", "西班牙": "ES", "阿联酋": "AE", "巴西": "BR", "墨西哥": "MX",
}  # fmt: skip

# How a dateline from a ship or an aircraft begins ("A bord de l'Ocean Viking"), folded.
ABOARD = phrases(
    "a bord de, a bord du, aboard, on board, a bordo de, a bordo del, a bordo do, a bordo da, a bordo della, "
    "an bord der, an bord des, ombord pa, aan boord van, на борту, على متن"
)

# Seen in dateline fields, and no place: Reuters' fillers, a date in words.
NO_PLACES = frozenset(
    phrases("""
    no-data-available, social media website, said to be, internet, twitter, online, unknown, various, exclusive, update,
    urgent, flash, breaking, factbox, analysis, analyse, correction, watch, live, video, photo, photos, interview,
    timeline, explainer, opinion, feature, advisory, embargo, embargoed, note, wrap, n/a, undated, location unknown
""")
)

# A word that makes of a name something else than a town: who is spoken of, a sport, the head of a list; folded.
NOT_TOWNS = words("""
    party partei parti partido partito ministry ministere ministerio ministero ministerium minister airlines airways
    airline air corp inc ltd gmbh co company compagnie bank banque banco union movement mouvement movimiento federation
    foderation verband club consulting group groupe gruppe association agency agence agencia agentur trust institute
    institut university police polizei policia polizia bundestag government gouvernement regierung angaben film tennis
    football fussball fussball-bundesliga basketball handball rugby golf formule formel cyclisme athletisme ski hockey
    resultats ergebnisse results resultados titres titel agenda programme programm vorschau classement tabelle ligue liga
    league spokesman spokeswoman sprecher sprecherin porte-parole portavoz president prasident presidente court
    newspaper zeitung journal television magazine website village newsroom
""")

# What opens a sentence and no town's name.
NO_OPENINGS = words("""
    nach laut wie als wenn weil der das selon d'apres according as how why what when who segun secondo volgens conforme
    by par por ce cette ces this that these those il elle he she it they on we i a an
""")

# Those of them that open towns of Galicia: "A Coruña", "As Pontes".
GALICIAN_ARTICLES = words("a as")

# How whereabouts begin that name no town: "Au large de l'île de Paros", "Near the front line".
WHEREABOUTS = phrases("""
    au large, pres de, pres du, pres d', a la frontiere, sur la, sur le, dans le, dans la, dans l', entre, en mer, en vol,
    off, near, at sea, between, along, on the, in the, at the, inside, outside, front, cerca de, frente a, en la, en el,
    junto a, vor der, vor dem, vor, nahe, an der, auf dem, auf der, im, in der, am, bei, zwischen, unterwegs, vicino,
    a bord, aboard, on board, a bordo, an bord, frontiere, al largo, ao largo, perto de, na fronteira, nabij, utanfor, ved, ile de, iles, camp de, camp, base, mont, mer, lac
""")

# Towns that have the name of an agency: "Petra (Jordanie)".
TOWNS_LIKE_AGENCIES = words("petra belga sita antara andina")

# Filed from there as from a town.
UNITED_NATIONS = phrases(
    "united nations, nations unies, naciones unidas, nacoes unidas, vereinte nationen, nazioni unite"
)

# Small words inside the name of a town or a site ("Base aérienne d'Orléans-Bricy"), beside those of people's names.
SMALL_WORDS = words("""
    aan op upon near nr sub il lo gli dei degli della delle nel nella sul sulla im zum vor hinter by under over les lez
    devant dels sous pres bij ved vid pod nad na do u de' es us al ad ar as ash az bin ibn um
    aerienne navale militaire spatial nucleaire olympique frontalier internationale international aerea naval militar
    aeronavale spaziale aerospatial maritime
""")

# What stands before a date: "Riyad le 5 mai", "القاهرة في 5 مايو".
ON = words("on le el il den am في a em")

# Cities that stand alone in a dateline (the list of the American style books, and capitals in the wires' other
# languages), folded: in capitals before a dash they open a story even without an agency's mark.
STAND_ALONE = frozenset(
    phrases("""
    atlanta, baltimore, boston, chicago, cincinnati, cleveland, dallas, denver, detroit, honolulu, houston,
    indianapolis, las vegas, los angeles, miami, milwaukee, minneapolis, new orleans, new york, oklahoma city,
    philadelphia, phoenix, pittsburgh, st louis, salt lake city, san antonio, san diego, san francisco, seattle,
    washington, united nations, amsterdam, athens, baghdad, bangkok, beijing, beirut, berlin, brussels, cairo, djibouti,
    dublin, geneva, gibraltar, guatemala city, havana, helsinki, hong kong, islamabad, istanbul, jakarta, jerusalem,
    johannesburg, kuwait city, london, luxembourg, macau, madrid, mexico city, milan, monaco, montreal, moscow,
    mumbai, munich, new delhi, ottawa, panama city, paris, prague, quebec city, rio de janeiro, rome, san marino,
    sao paulo, shanghai, singapore, stockholm, sydney, tokyo, toronto, vatican city, vienna, zurich, kyiv, kabul,
    tehran, tel aviv, ankara, warsaw, budapest, lisbon, oslo, copenhagen, canberra, wellington, melbourne, vancouver,
    calgary, quebec, regina, saskatoon, fredericton, charlottetown, edmonton, winnipeg, halifax, bogota, lima, caracas, buenos aires, santiago, brasilia, nairobi, pretoria,
    cape town, lagos, abuja, algiers, tunis, rabat, tripoli, damascus, amman, riyadh, dubai, doha, seoul, taipei,
    manila, hanoi, dhaka, karachi, belgrade, bucharest, sofia, zagreb, riga, vilnius, tallinn, minsk, tbilisi, baku,
    londres, bruxelles, geneve, moscou, rome, berne, vienne, varsovie, lisbonne, le caire, alger, pekin, jerusalem,
    bruselas, moscu, roma, ginebra, lisboa, viena, londra, mosca, parigi, berlino, atene, bruessel, brussel, london,
    kopenhamn, kobenhavn, helsingfors, bryssel, moskva, lontoo, moskova, pariisi, pariis, wien, bern, genf, moskau,
    kiew, rom, parijs, londen
""")
)
