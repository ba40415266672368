"""Marks that set a block apart: captions, end marks, credits, notes to editors; in the languages of the wires."""

from worker.normalize.tables.rows import phrases, words

# In brackets at the head of a caption, folded. Seen: (COMBO), (FILES); the others are their sisters in AFP's services
# and in EFE, ANSA, dpa captions.
CAPTION_MARKS = frozenset(
    phrases("""
    combo, combination, combinaison, combinacion, combinacao, kombo, kombination, fotomontage, files, file,
    file photo, archives, archive, archivo, archiv, archivbild, arquivo, archivio, photo, photos, photo d'archives,
    foto, fotos, foto de archivo, foto de arquivo, picture, pictures, handout, illustration, graphic, infographic,
    infographie, video grab, screen grab, videograb, capture d'ecran, image, symbolbild, arkivbild, arkivfoto,
    arkistokuva, ارشيف, صورة ارشيفية, صورة مركبة, صورة, صور, كومبو, تركيب
""")
)

# What else there is of a story, in brackets on a line of its own: AFP's product line.
PRODUCTS = frozenset(
    phrases("""
    picture, pictures, photo, photos, foto, fotos, bild, bilder, graphic, graphics, grafik, infographic, infographie,
    infografia, infografica, texto, testo, tekst, video, videos, tv, audio, son, map, carte, karte, mapa, datawrap, illustration, livevideo,
    صور, صورة, فيديو, رسم بياني
""")
)

# "FILE - In this Monday … photo" (AP): the same without brackets, before a dash.
CAPTION_OPENINGS = words("file files combo archives archivo archiv archivbild symbolbild topshot")

# How a caption without a mark begins, folded; counts only before a dateline.
CAPTION_PHRASES = phrases("""
    this combination of, this file photo, this photo, this picture, this handout, this image, a combination of,
    in this photo, in this image, file photo, combination picture, photo taken, cette combinaison d, cette photo,
    cette image, photo prise, photo d'archives, image prise, photo diffusee, capture d'ecran, une photo,
    combinaison d, esta combinacion, esta foto, fotografia de, foto de archivo, imagen de, foto tomada,
    esta combinacao, foto de arquivo, imagem de, die kombo, das foto, dieses foto, die bildkombination,
    diese bildkombination, archivbild, dieses archivbild, صورة, لقطة, تظهر هذه الصورة
""")

# Credits at a caption's end: not of interest to a recognizer.
CREDIT_WORDS = phrases(
    "photo, photos, foto, fotos, fot., credit, picture, pictures, image, bild, afp, ap photo, reuters"
)

# Houses of pictures alone, which sign as agencies do: "EPA/ANN LEE" (folded).
PICTURE_HOUSES = frozenset(
    phrases("""
    epa, getty, imago, sipa, zuma, alamy, newscom, shutterstock, pool, handout, maxppp, keystone, afp photo, ap photo,
    belga photo
""")
)

# The same, where they name a picture and no agency alone.
PICTURE_WORDS = phrases(
    "photo, foto, fot., picture, bild, image, credit, montage, photomontage, fotomontage, afp photo, belga photo"
)

# Whole last lines that only say that the text is over, in any agency's copy (compared without letter case).
END_MARKS = frozenset(
    phrases("""
    nnnn, nnn, zczc, ends, end, ends., end., (ends), (end), -ends-, - ends -, --ends--, /ends, /end, -end-, - end -, eom, eof,
    -30-, - 30 -, 30/, -0-, ###, # # #, (more), more, (mehr), (continua), (forts), -more-, - more -, (schluss), (forts.), forts., (folgt), fim, (fim),
    fin, (fin), - fin -, fin., (suite), suite, suit, (sigue), sigue, (segue), segue, - segue -, -segue-, - sigue -, fine, (fine), einde, slut, slutt,
    loppu, koniec, (koniec), konec, конец, 完, (完), （完）, 【完】, (끝), 끝, انتهى, (انتهى), /انتهى/, // انتهى //, //انتهى//, النهاية, (النهاية), lusa/fim,
    lusa/fim., /., /ritzau/, ==kyodo, (kyodo), enditem, enditem., enditem/, (ansa)., (ansa), (afp), (ap), (efe), (dpa), (apa)
""")
)

# The same in more than one word: more follows.
MORE_FOLLOWS = frozenset(
    phrases("""
    more follows, more to follow, more to come, (more follows), (more to come), (a suivre), a suivre, (suite et fin),
    (fortsetzung folgt), fortsetzung folgt, (forts. mgl.), (forts. mogl.), (mehr folgt), mehr folgt, (sigue mas), (mas informacion en breve), mas informacion en breve, mas en breve, habra ampliacion, (habra ampliacion),
    (mais informacoes em breve), (wordt vervolgd), (meer volgt), (mer kommer), (kommer mer), (jatkuu), يتبع, (يتبع)
""")
)

# Whole lines that a web page has around a story, folded, as regular expressions: how long it takes to read,
# advertisements, what else there is to read.
WEB_LINES = phrases(r"""
    (?:(?:temps de )?lecture(?: en)?|reading time|lesezeit|tiempo de lectura)\s?:?\s?\d\d? ?min\w*[.]?, \d\d? (?:min(?:utes?|uten|utos|uti)?|mn)(?: (?:de lecture|de lectura|read|lesezeit))?,
    (?:passer la )?publicite, advertisement, anzeige, werbung, publicidad, publicidade, pubblicita, (?:a )?(?:lire|voir) aussi(?:\s?[:|].*)?,
    (?:lee|lea|leer|leia) tambi?[ee]n?m?\s?:.*, read (?:also|more)\s?:.*, leggi anche\s?:.*, lesen sie auch\s?:.*, sur le meme sujet\s?:?, lire la suite,
    partager(?: l'article)?, share(?: this article)?, teilen, compartir, ecouter(?: (?:l'|cet )article)?, s'inscrire, je m'abonne, s'abonner,
    \d\d* commentaires?, valeurs associees, article original publie sur .*, information fournie par .*, facebook, twitter, linkedin, whatsapp, newsletter
""")

# What a line begins with that says when a story was put there, folded; behind it stand figures, days and months alone.
POSTED = phrases(
    "publie, mis a jour, modifie, publicado, actualizado, pubblicato, aggiornato, veroffentlicht, aktualisiert, published, updated, posted"
)
STAMP_WORDS = words("""
    le la el il am um on at the a as h min gmt utc cet cest est edt uhr heure heures et and und y de du par mis jour modifie updated
    actualizado y il
""")

# What a block after a rule ("___") holds when it is a credit: who helped, where to read on, whom to write to.
CREDIT_SIGNS = phrases("""
    contributed, contribute, follow, http, www., @, reported from, writer, copyright, online:, associated press,
    this story, this report, reporting by, a contribue, ont contribue, colaboro, contribuyo, mehr zum thema, contact,
    this version, reporto desde, reportaron desde, fue traducida, fue publicada, reach him, reach her, reach them, read more, more on, full coverage
""")

# How a note to editors begins, in the head or the tail of a text, folded.
NOTE_OPENINGS = phrases("""
    eds:, eds., editors:, editor's note, editors' note, note to editors, attention -, attention:,
    attn:, attn editors, attention redacteurs, hinweis an die redaktion, hinweis fur redaktion, achtung redaktion,
    redaktioneller hinweis, an die redaktion, nota de redaccion, nota a la redaccion, nota a los editores, nota a los clientes, nota a los abonados,
    nota a redacao, note de la redaction, note aux lecteurs, note aux redac, note to readers, annule et remplace, bien lire ",
    bien lire «, redacties:, let op redacties, noot voor redactie, noot redactie, til redaktionerne,
    til redaksjonene, till redaktionerna, toimituksille:, uwaga redakcje, pro redakce:, ملاحظة:
""")

# Reuters' credits, folded: who reported, who edited; the rest of a clause is names and towns.
WRITING = phrases("""
    reporting by, additional reporting by, with additional reporting by, with reporting by, further reporting by,
    reporting, writing by, written by, compiled by, reportage de, reportage, avec, version francaise, redige par,
    service francais, redaction de, informacion de, con informacion de, reporte adicional de, reporte de, reportaje de,
    reportado por, escrito por, con reporte de, berichtet von, bericht von, reporter:, reporterin:, pewarta:,
    geschrieben von, verfasst von, unter mitarbeit von, mitarbeit:, reportagem de, reportagem por,
    reportagem adicional de, com reportagem de, bureau de, scritto da, a cura di, ha collaborato, rapporto di,
    اعداد, تغطية صحفية, كتابة, 编译, 撰稿, 报道
""")
EDITING = phrases("""
    editing by, edited by, additional editing by, editor:, translator:, penerjemah:, edite par, editado por, editada por, edicion de, redigiert von,
    editado en espanol por, edicao de, edicao por, edicao:, traducido por, traduccion de, translated by, translation by,
    traducao de, traducao, tradotto da, in redazione a roma, in redazione a milano, in redazione a danzica, redatto da, redazione a cura di, redigert av, تحرير, مراجعة,
    审校, 编审
""")

# With one of these a credit begins even where nobody is named in it: "(Reporting by Bengaluru newsroom)".
CREDIT_OPENINGS = phrases("""
    reporting by, additional reporting by, with reporting by, writing by, compiled by, reportage, redige par, reporte de, reportado por,
    informacion de, reportagem, bericht von, berichtet von, editing by, edited by, edite par, editado por,
    traducido por, edicion de, edicao de, tradotto da, translated by, graphic by, graphics by, photos by, edicao:,
    bureau de, redaction de, version francaise, reporter:, pewarta:, editor:, translator:, penerjemah:, اعداد, تغطية صحفية
""")

# The same before a colon on a line of its own, where no brackets are needed: "Edição: Ann Lee".
CREDIT_LABELS = phrases("edicao:")

# Lines that sign a story so plainly that what stands below them is no longer of it.
SIGNATURES = phrases("""
    this report by the canadian press was first published, cette depeche de la presse canadienne, with files from,
    avec des fichiers de, our standards: the thomson reuters, --with assistance from, — with assistance from,
    to contact the reporter, to contact the editor
""")

# The same behind a dash; without it a sentence may begin so.
DASHED_LINES = phrases("with assistance from, avec des informations d, avec des fichiers d")

# Lines that say where to write to, if an address stands in them.
CLOSING_ADDRESSES = phrases("write to, contact the reporter, (our editorial staff, our editorial staff")

# What a clause says behind its names: "… pour la version française".
CREDIT_TAILS = phrases(
    "pour la version, pour le service, para la version, para la edicion, للنشرة, for the, bei ruckfragen"
)

# Lines that agencies set under a text for the law, the web or the sender's address, folded.
CLOSING_LINES = phrases("""
    our standards: the thomson reuters trust principles, source:, view source version on, view original content,
    sign up for, for more information visit, all rights reserved, tous droits de reproduction, alle rechte vorbehalten,
    reservados todos los derechos, todos los derechos reservados, riproduzione riservata, (riproduzione riservata,
    this report by the canadian press was first published, with files from, avec des fichiers de,
    cette depeche de la presse canadienne, todos os direitos reservados, click here for, to view the source version, cet article a ete, keywords:,
    companies in this story, companies mentioned in this story, for related story, for related stories, for related news, related news:, baca juga:,
    for more information on company news, for more news about, source text for eikon:, further company coverage:, to contact the reporter,
    to contact the editor, (end) dow jones, tous droits reserves, esta historia fue traducida, esta nota fue traducida,
    this version corrects, (recursos de archivo en, (mas informacion, (our editorial staff can be reached
""")

# Titles of lists of what is to come that name no agency in front, as regular expressions: AFP's, EFE's, Lusa's.
PLANS = phrases(r"""
    (?:rappel )?previsions? (?:generales|monde|france|sports?|economie|culture|afrique|europe|amerique|asie|moyen-orient)(?: (?:du|pour|de) [^:]*)?,
    (?:rappel )?previsions? (?:du|pour) (?:le |la )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|\d)[^:]*,
    previsiones informativas\b[^:]*, prevision(?:es)? (?:de|del|para) (?:el |hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|\d)[^:]*,
    agenda (?:lusa|efe|ansa|afp|dpa|informativa|informativo)\b[^:]*, توقعات (?:ا ف ب|فرانس برس|وكالة).*
""")

# After the name of its agency: the title of a list of stories to come or of the day's.
PLANNING = phrases("""
    agenda, news agenda, previsions, prevision, vorschau, tagesvorschau, terminvorschau, themenplanung, tagesplanung,
    themenvorschau, top news, top stories, top headlines, news digest, digest, daybook, planner, news list, schedule,
    news schedule, budget, previsiones, prevision informativa, previsoes, agenda informativa, programma, dagagenda,
    مذكرة, توقعات
""")
