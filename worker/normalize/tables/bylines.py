"""Words that open a byline, part its people, or say that what stands there is no person; folded."""

from worker.normalize.tables.rows import phrases, words
from worker.normalize.tables.words import NAME_PARTICLES

# What opens a byline: "by" in the languages of the wires, or who did what; some are patterns.
MARKERS = phrases(r"""
    additional reporting by, reporting and writing by, reporting by, reported by, writing by, written by, story by,
    text and photos by, text by, words by, compiled by, interview by, analysis by, photos? by,
    pictures? by, by, from, foto av, foto de, fotos de, photos? de,
    texte de, reportage de, recit de, propos recueillis par, recueilli par, avec la collaboration de, par,
    de notre correspondant, de notre correspondante, de notre envoye special, de notre envoyee speciale,
    de nos envoyes speciaux, de nos envoyees speciales, de l'envoye special, de l'envoyee speciale,
    des envoyes speciaux, propos recueillis a (?:\S+ )?\S+ par, entretien realise par, interview realisee par,
    aufgezeichnet von, bearbeitet von, das gesprach fuhrte, das gesprach fuhrten, das interview fuhrte,
    die fragen stellte, text von, interview von, von unserem korrespondenten,
    von unserer korrespondentin, von, vom,
    texto de, reportaje de, entrevista de, texto y fotos de, texto e fotos de, reportagem de, por,
    testo di, intervista di, servizio di, a cura di, dal nostro inviato, dalla nostra inviata, dall'inviato,
    dall'inviata, dell'inviato, dell'inviata, dal nostro corrispondente, dalla nostra corrispondente,
    da nostro inviato, del nostro inviato,
    della nostra inviata, di,
    skriven av, skrevet av, tekst av, tekst og foto av, text av, av, af, skrevet af,
    door, van onze correspondent, van onze verslaggever, van onze redacteur, kirjoittanut, autor, autora,
    بقلم, من, اعداد, كتب, كتبت, تقرير, اجرى المقابلة, מאת
""")

# These open one only before a colon (or a slash, as in Chinese): by themselves they are words of headlines.
COLON_MARKERS = phrases("""
    text, texte, textes, texto, textos, testo, tekst, teksti, text und foto, text und fotos, text och foto,
    tekst og foto, tekst en foto, texte et photos, texto y fotos, texto e fotos, text and photos, interview,
    reportage, reportaje, reportasje, recit, bericht, byline, author, autor, autora, auteur, автор, текст, 文, 撰文, 撰稿
""")

# A byline without a name, as a line by itself.
UNNAMED = frozenset(
    phrases("""
    de notre correspondant, de notre correspondante, de notre envoye special, de notre envoyee speciale,
    de nos envoyes speciaux, de nos correspondants, from our correspondent, from our own correspondent,
    from our special correspondent, von unserem korrespondenten, von unserer korrespondentin,
    de nuestro corresponsal, de nuestra corresponsal, dal nostro inviato, dalla nostra inviata,
    dal nostro corrispondente, dalla nostra corrispondente
""")
)

# Names begin with these, too ("Von Tunzelman", "Di Maria"): they open a byline only where a whole name follows.
PARTICLES = words("von di vom from من")

# A line of text is no byline by these: too many sentences begin so.
WEAK_MARKERS = frozenset(
    phrases("""
    from, photo by, photos by, picture by, pictures by, foto av, foto de, fotos de, photo de, photos de, vom, من, تقرير,
    كتب, كتبت, اعداد, autor, autora, texto, bericht, interview, reportage, reportaje, reportasje, recit
""")
)

# Behind these stands nobody who signs, beside the credits' words for editing.
EDITING = phrases(
    "translation by, traduit par, traduction de, ubersetzt von, ubersetzung, redaktion:, تحرير, للنشرة العربية"
)

# Behind these stands somebody who signs, too: "with contributions from Ann Lee".
HELPED = phrases("""
    contributions? from, contributions? by, reporting from, reporting by, additional reporting by, help from,
    informacion de, informaciones de, la collaboration de, la colaboracion de, la collaborazione di, material von
""")

# Small words between two people. Those of one letter, and "en", part only two whole names ("Ortega y Gasset").
AND = words("and et und og och ja & + samt и і و")
AND_BETWEEN_NAMES = words("y e i en")
WITH = words("with avec mit con com met med مع")

# Before a place: "in Rome", "à Kiev", "i Stockholm". "en" and "i" are also "and".
IN = words("in à au aux en em no na aus i a from depuis desde at im te w we в у في em")

# How names of towns begin that look like somebody's ("New York", "San Rafael"); not what given names are, too.
TOWN_OPENINGS = words(
    "new nueva nova san santa sao los las buenos rio hong kuala addis porto ciudad cidade fort cape phnom"
)

# From where somebody writes, before the name: "Z Brukseli Jan Nowak", "Aus Brüssel Jan Neumann"; as they are written,
# since "Da Costa" is a name. Behind a longer opening, where: "dal nostro inviato a Bruxelles Ada Neri".
FROM_TOWN = ("Z ", "Ze ", "Aus ", "Vanuit ", "Desde ", "da ")
IN_TOWN = ("a ", "ad ", "à ", "in ", "en ", "em ", "w ", "i ")
TOWNS_OF_TWO = (
    *("New", "Nueva", "Nova", "Nowego", "Nového", "San", "Santa", "Los", "Las", "Buenos", "Hong", "Kuala", "Addis"),
    *("Tel", "Abu", "Den", "Le", "La", "St.", "Rio de", "Bad", "Frankfurt am", "Phnom", "Cape", "Port"),
)

# Before a house: "for AFP", "pour l'AFP", "Special to the Herald".
FOR = phrases("special to, special for, for, pour, fur, para, voor, for, till, pour l', para la, para o, fur die")
OF = phrases("of, de l', de la, del, della, dell', du, von, der, van, da, do, de")

# With one of "with" before them they say that offices helped; what follows is no person.
BUREAUX = words("""
    bureaux bureaus bureau bureaues correspondents correspondants agencies agences agencias agenzie agenturen
    redaction rédaction redactions rédactions équipe equipe redacciones services oficinas corresponsales escritorios redações buros kontoren kontor
    uffici redazioni مكاتب مكتب مراسلين مراسلي فريق صحافيي
""")
ARTICLES = words("the les des nos las los os as os de den der dem gli le la il afp ap dpa efe reuters its ses")

# What makes of a phrase an occupation: the beginnings of its words, and whole words.
TITLE_STEMS = tuple(
    words("""
    reporter correspond editor columnist photograph journalist producer redakteur redaktion redacteur
    redactor redattor korrespond corrispond envoye inviat toimittaja verslaggever fotograf videograph
    stringer freelance mitarbeiter chefred chefkorr stagiaire praktikant praticante dziennikarz корреспондент
""")
)
TITLE_WORDS = words("""
    writer writers staff bureau chief analyst contributor contributors critic special speciale enviado enviada enviados
    enviadas especial especiales speciaux redaccion redazione redaktion la-redaction team desk director deputy
    senior intern aide sportswriter sportswriters commentator presenter anchor author authors researcher fellow professor bureauchef
    redacao مراسل مراسلو مراسلة مكتب محرر محررة مندوب مندوبة 记者 記者 特派员 特派員 기자 특파원
""")
PLURAL_TITLES = words("""
    reporters writers sportswriters correspondents editors journalists analysts columnists contributors photographers envoyes speciaux
    speciales correspondants journalistes redacteurs korrespondenten redakteure reporter corresponsales enviados
    especiales periodistas redactores correspondentes inviati corrispondenti giornalisti correspondenten verslaggevers
    journalister korrespondenter toimittajat
""") - words("reporter speciales especiales")

# With these before a title word there is no name: "White House Correspondent", "Middle East Editor".
REGIONS = words("house east west north south city world america africa asia europe region middle far central")

COLLECTIVES = words("staff team redaktion")

# Of which desk somebody is; before a title word they belong to it ("Ann Lee Business Writer").
DESK_WORDS = words("""
    business political politics sports sport science national international foreign world senior chief deputy medical
    health education religion technology tech entertainment food travel military diplomatic defence defense economics
    economic financial markets music film movie fashion legal legislative transport environment energy european
""")

# What makes of a phrase an organisation.
ORGANISATION_WORDS = words("""
    press news agency agence agencia agenzia agentur agentschap times post tribune herald journal network database media
    service services union university institute group wire magazine gazette chronicle globe daily evening sunday sun star
    union-tribune inc ltd llc gmbh fund associated desk businessdesk newspaper newspapers foundation company corp
    corporation tv radio television broadcasting channel images pictures photo photos observer guardian independent
    register dispatch examiner inquirer sentinel courier standard mail mirror express echo argus bee telegraph
    telegram presse zeitung nachrichten allgemeine rundschau tagblatt tageblatt anzeiger kurier blatt bladet avisen
    tidende nyheter sanomat dagblad krant le-monde figaro liberation giornale corriere repubblica stampa gazzetta diario
    periodico mundo razon vanguardia folha estado jornal publico noticias scanpix bildbyran lehtikuva
    missourian oregonian californian tennessean oklahoman statesman newsday presseagentur nyhetsbyra telegrambyra ministry ministerio ministere committee council association federation
    police department office bureaux bureaus correspondents وكالة وكالات مكاتب صحيفة تلفزيون قناة
""")
NO_ORGANISATIONS_ALONE = words("mail star sun bee post journal standard globe echo guardian estado mundo photo photos")

# Of these a name of two words is somebody's ("Lena Sun", "Mara Post"), except behind one ("Ann Lee, Baltimore Sun").
SURNAMES_TOO = words(
    "sun post star bee mail mundo estado standard globe wire echo express blatt kurier page times stern"
)

# Houses that no word gives away, and that are no agencies of ours: picture agencies, papers with a surname's word.
HOUSES = frozenset(
    phrases("""
    picture alliance, picture-alliance, epa, epa-efe, imago, imago images, getty, getty images, zentralbild, zb, sipa,
    sipa usa, zuma, zuma press, nurphoto, panoramic, icon sport, belgaimage, isopix, keystone, alamy, shutterstock,
    istock, adobe stock, washington post, huffington post, new york post, denver post, national post, jakarta post,
    bangkok post, jerusalem post, toronto star, kansas city star, baltimore sun, sacramento bee, reuters connect, pool, via getty images, nexta, insidefoto, hollandse hoogte, anp foto,
    afptv, report for america, le parisien, le point, le soir, le temps, le progres, le telegramme, le matin, la croix,
    la depeche, la provence, la libre, l'express, l'equipe, l'humanite, l'obs, les echos, midi libre, nice matin,
    var matin, sud ouest, france info, franceinfo, france inter
""")
)

# Signs of a house at the end of a word in scripts without spaces.
HOUSE_ENDINGS = ("社", "部", "报", "報", "网", "網", "台", "通信", "新闻", "新聞")
CJK_TITLES = ("记者", "記者", "特派员", "特派員", "撰稿", "编辑", "編輯", "기자", "특파원")

# Whole bylines, or names in them, that are nobody: photo desks' fillers and phrases for the house.
NOBODY = frozenset(
    phrases("""
    handout, stringer, staff, str, staff reporter, staff writer, from our correspondent, our foreign staff, our staff,
    our own correspondent, pool, unknown, none, n/a, na, nil, tbc, tba, wire reports, wire services, agencies, agences,
    agencias, agenzie, agenturen, de notre correspondant, de notre envoye special, notre correspondant, la redaction,
    redaktion, redaccion, redazione, die redaktion, redactie, redaktionen, toimitus, various, various sources,
    anonymous, no byline, contributed, submitted, courtesy, supplied, guest, admin, newsroom, news desk, special,
    special correspondent, correspondent, correspondents, reporter, reporters, xxx, test, user, editor, editors,
    author, authors, agency, combo, files, hand out, no credit, وكالات, وكالات الانباء,
    nicht angegeben, unbekannt, sans auteur
""")
)

# What a field holds where there is no byline (Reuters).
FILLERS = ("no-data-available", "no data available", "social media website", "not available", "no byline")

# What somebody did, in a bracket behind the name or before a colon: "(text)", "Foto: Bo Berg".
DEEDS = frozenset(
    phrases("""
    text, texte, texto, testo, tekst, teksti, foto, fotos, photo, photos, photographs, bild, bilder, kuva, kuvat, video,
    videos, graphic, graphics, grafik, infographie, illustration, illustrations, interview, translation, ubersetzung,
    traduction, traduccion, images, pictures, data, words, foto e video
""")
)
TEXT_DEEDS = words("text texte texto testo tekst teksti words")

# Small words that bylines are made of; many others make a sentence.
OF_BYLINES = frozenset(
    {*AND, *AND_BETWEEN_NAMES, *WITH, *IN, *ARTICLES, *BUREAUX, *PARTICLES, *DESK_WORDS, *NAME_PARTICLES}
    | {word for phrase in (*MARKERS, *COLON_MARKERS, *FOR, *OF, *NOBODY, *DEEDS) for word in phrase.split()}
)

# "en" and "i" stand before a town where these opened the byline: "Por Ana Ruiz en Lima", "Av Anna Berg i Oslo".
BEFORE_TOWNS = {"en": frozenset(phrases("par, por, texto de")), "i": frozenset(phrases("av, af, skrevet av"))}
