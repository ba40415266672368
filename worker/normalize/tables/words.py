"""Words that open a byline, part its names, or say that what stands there is no person; folded, in eight languages."""

from worker.normalize.tables.rows import phrases, words

# Nobody's name begins with these.
BYLINE_WORDS = frozenset(phrases("by, par, por, door, av, af, per, de notre correspondant, بقلم, من"))

# These do: "Von Tunzelman", "De Gaulle", "Di Maria"; they open a byline only where a whole name follows.
PARTICLE_WORDS = words("von de di da d'")

# Small words inside a person's name.
NAME_PARTICLES = words("""
    de del della di da dos das do du des der den van von zu la las los le el y e bin ibn al ben abu ten ter af av of
    d'
""")

# Small words inside the name of a person or a town, when the rest stands in capitals; the first word is always large.
SMALL_WORDS = words("""
    de del della di da dos das do du des der den van von und la las los le el y e zu zum ten ter of and the on in am
    an au sur sous en aux bei ob auf a
""")

# What makes of a phrase an occupation.
TITLE_WORDS = words("""
    reporter reporters writer writers correspondent correspondents editor editors chief bureau staff columnist
    analyst photographer contributor journalist producer critic correspondant correspondante envoye envoyee special
    speciale envoyes speciaux correspondants redacteur redaction journaliste journalistes korrespondent
    korrespondentin reporterin redakteur redaktion corresponsal corresponsales enviado enviada enviados especial
    especiales correspondente redactor inviato corrispondente redaccion مراسل مراسلو مكتب
""")

# What makes of a phrase an organisation.
ORGANISATION_WORDS = words("""
    press news agency agence agencia agentur times post tribune herald journal network database media service
    services union university institute group wire magazine gazette chronicle globe daily sun star union-tribune inc
    ltd fund associated desk newspaper foundation company corp tv radio television
""")

# Whole bylines, or names in them, that are nobody: photo desks' fillers and phrases for the house.
NOBODY = frozenset(
    phrases("""
    handout, stringer, staff, str, staff reporter, from our correspondent, our foreign staff, pool, unknown, none,
    n/a, na, wire reports, agencies, de notre correspondant, de notre envoye special, la redaction, redaktion,
    redaccion, various
""")
)

# What a field holds where there is no byline (Reuters).
FILLERS = ("no-data-available", "social media website")

# Arabic given names and surnames that begin with the letter of "and" (و); a name that begins with it stays whole.
ARABIC_WAW_NAMES = words("""
    وليد وائل وسام وسيم وفاء وهيب وديع وجدي وحيد ورد وردة ولاء وئام وداد وصفي وهبي وهبة واصف وجيه وضاح وفيق ولد
    ويليام وليام والتر ويندي وانغ وونغ واين ويلسون وود ويل ويست وايت واتسون ووترز ويليامز وينستون واشنطن
""")
