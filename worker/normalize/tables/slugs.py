"""Names and marks in slugs: hyphens that part nothing, and what stands in a slug line beside the topic."""

from worker.normalize.tables.rows import phrases, words

# Names with a hyphen of their own, folded; a name of three words has two rows. What has a blank elsewhere ("Hong-Kong",
# "US-Open") is not here: there the hyphen is the slug's.
HYPHENATED = words("""
    baden-wurttemberg nordrhein-westfalen rheinland-pfalz sachsen-anhalt schleswig-holstein mecklenburg-vorpommern
    berg-karabach bosnien-herzegowina bosnia-herzegovina bosnie-herzegovine bosnia-hercegovina bosnia-erzegovina
    guinea-bissau guinee-bissau guine-bissau timor-leste nagorno-karabakh haut-karabakh alto-karabaj
    etats-unis royaume-uni pays-bas grande-bretagne proche-orient moyen-orient extreme-orient nouvelle-zelande
    nouvelle-caledonie papouasie-nouvelle nouvelle-guinee nouvelle-aquitaine auvergne-rhone rhone-alpes
    midi-pyrenees bourgogne-franche franche-comte alsace-lorraine poitou-charentes loire-atlantique seine-maritime
    clermont-ferrand boulogne-billancourt basse-saxe emilia-romagna friuli-venezia trentino-alto
    covid-19 sars-cov wi-fi rolls-royce coca-cola mercedes-benz wal-mart t-mobile hapag-lloyd saint-gobain paris-sg
""")

# Small words that bind both their neighbours ("Aix-en-Provence", "Port-au-Prince"): no slug has a part of such a word
# alone. In small letters only: "EN", "DE" and "LA" are codes of languages, countries and states.
BETWEEN = words("en sur sous de du des da do das dos di del della et and und of upon au aux lès &")

# First words that bind the next: "Saint-Etienne", "al-Bab", "Le-Pen", "anti-dopage"; not in capitals, as above.
BEFORE = words("saint sainte st ste al el la le les anti ex vice non")

# What a slug line has behind a comma or in brackets that is neither topic nor version: that it is on the day's budget,
# held for a day, how long it is (AP), what sort of text it is (AFP). Regular expressions.
BESIDE = phrases(r"""
    bjt, box, adv(?: ?\d\d?(?: ?[-&] ?\d\d?)?)?, advance, hfr, hold for release, embargo(?:ed)?, sperrfrist, \d\d\d*(?: words)?, [a-z]\d\d\d\d, eds, tops,
    with photos?, pix, prev, previa, sched, schedule, newseries, feature, factfile, chronology, timeline, recap, preview,
    reportage, reportaje, portrait, portrat, perfil, profile?, chrono, chronologie, cronologia, fiche technique, reperes,
    interview, entretien, entrevista, eclairage, analyse, analysis, analisis, hintergrund, papier d'angle, encadre, factuel, focus,
    avis, advisory, backgrounder, explainer, decryptage, verbatim, obit(?:uary)?, necrologie, nachruf, obituario
""")

# In brackets alone, where a topic never is (Reuters): what comes with the story, what kind of story it is.
IN_BRACKETS = phrases("""
    pix, pictures?, tv, video, graphics?, factbox, photos?, fotos?, infographic, infographie, exclusive, analysis,
    interview, insight, timeline, newsmaker, preview, explainer, live, poll, column, special report, wider image,
    multimedia
""")

# Names with a number behind their hyphen, beside single letters ("G-20", "A-320"): a programme's hour, an illness.
NUMBERED = words("aptn covid")
