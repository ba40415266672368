"""What agencies write to editors to withdraw a story or to hold one back; folded, in the languages of the wires."""

from worker.normalize.tables.rows import phrases

# Whole lines that withdraw a story, in capitals or in brackets. Some are words of every day ("ELIMINATION" in a cup):
# in front of other words they say nothing.
KILL_LINES = frozenset(
    phrases("""
    kill, kill kill, kill kill kill, bulletin kill, mandatory kill, story kill, kill story, kill advisory, kill notice, advisory kill, photo kill,
    mandatory photo kill, withdrawn, withdrawal, story withdrawn, story withdrawal, advisory withdrawal, withdraw,
    advisory - story withdrawn, retraction, mandatory withhold, bulletin withhold, bulletin elimination, bulletin kill!,
    annulation, depeche annulee, annulation de depeche, elimination, bulletin d'annulation, retrait, retrait de depeche,
    suppression, a supprimer, avis d'annulation, zuruckgezogen, ruckzug, ruckruf, storno, stornierung, annullierung,
    meldung zuruckgezogen, meldung gestrichen, text zuruckgezogen, eliminacion, eliminada, anulacion, anulada, anulado,
    noticia anulada, noticia eliminada, nota anulada, retirada, anulacao, eliminacao, noticia retirada, texto anulado,
    annullamento, annullata, notizia annullata, notizia ritirata, ritirata, intrekking, ingetrokken, bericht ingetrokken,
    bericht vervallen, vervalt, makulering, makuleras, makulerad, artikel makulerad, tilbagekaldt, tilbagekaldelse,
    trukket tilbage, annulleret, trukket, trekkes, trukket tilbake, sak trukket, makulert, aterkallas, aterkallad, peruutettu, peruutus, vedetty pois,
    anulowano, anulowana, depesza anulowana, wycofano, zruseno, stazeno,
    الغاء, سحب, الغاء خبر, سحب خبر, الغاء برقية, سحب برقية, سحب الخبر, الغاء الخبر, الغاء البرقية, سحب البرقية
""")
)

# A notice in words has all three, as regular expressions without groups: whom it addresses, at its very beginning, or
# how it names the piece (number, slug, hour); what is to be done; to what. "The editor withdrew the story" has two.
KILL_ADDRESS = phrases(r"""
    eds[:.], eds ?[-_], editors?:, editors please, attention, please, notes? to (?:all )?(?:editors|subscribers),
    (?:to )?all (?:editors|subscribers|points), mandatory, bulletin, advisory, kill, withdraw, aux redact, note aux? redact,
    (?:the )?(?:associated press|ap|reuters|afp|agence france-presse|dpa|efe|pa|upi|bloomberg|canadian press) (?:has|is|have)? ?withdr(?:aw|awn|awing|aws|ew) (?:its|the|our|a|this) (?:story|alert|photo),
    merci de, priere de, veuillez, nous vous prions, avis aux abonnes, note a nos abonnes, (?:l')?afp annule, annuler, annule,
    achtung, an die redaktion, liebe (?:kunden|kolleg|redaktion), hinweis, bitte, wir bitten, (?:die )?dpa zieht,
    (?:a los )?(?:senores )?(?:abonados|editores|clientes):, (?:a los )?senores (?:abonados|editores|clientes),
    estimados, atencion, rogamos, se ruega, por favor, nota a, anulen, eliminen, atencao, senhores, aos (?:assinantes|clientes|editores),
    favor, pedimos, solicitamos, agradecemos, attenzione, si preg, preghiamo, alle redazioni, nota per, avviso, annullare,
    let op, gelieve, verzoek, wij verzoeken, aan de redactie, attentie, redacties:, noot voor, obs, till redaktion,
    vanligen, redaktioner:, til redaktion, bedes, vennligst, venligst, nb, prosimy, uwaga, huom, toimituksille, pyydamme, tiedoksi, makulera,
    يرجى, الرجاء, نرجو, تنويه, السادة, ملاحظة, انتباه, الى السادة
""")
KILL_DESIGNATIONS = phrases(r"""
    slugged, bc-\S+, v\d{4}, story_number:, no (?:substitute|replacement) story, (?:which|that) moved (?:at|on|under), transmise (?:a|le|vers), diffusee (?:a|le|vers) \d,
    (?:dpa|afp|efe|ansa|lusa|anp|belga|apa|sda|ats|ntb|tt|stt) ?\d{3}\d?\d?, aus bdt\d+, \(?bdt\d+
""")
KILL_ACTS = phrases(r"""
    kill, disregard, withdraw, withdraws, withdrawn, withdrawing, do not use, don't use, not be used, not to use, do not publish,
    should not be published, delete, retract, annuler, d'annuler, annulee, annulees, est annule, annulons,
    ne pas utiliser, ne plus utiliser, ne pas tenir compte, ne pas en tenir compte, ne pas publier, ne pas diffuser,
    ne pas l'utiliser, supprimer, supprimee, a supprimer, ignorer, retiree, nicht verwenden, nicht mehr verwenden, verwenden sie [^!?]*? nicht,
    nicht zu verwenden, nicht mehr zu verwenden, nicht veroffentlichen, loschen, zuruckgezogen, zuruckziehen,
    zuruck, gestrichen, annulliert, storniert, eliminen, eliminar, eliminada, anulen, anular, anulada, no utilicen,
    no utilizar, no la utilicen, no publiquen, no publicar, no difundan, no difundir, retiren, retirada, caso omiso,
    desconsiderar, desconsiderem, nao utilizar, nao usar, nao publicar, nao divulgar, nao utilizem, nao publiquem,
    cancelar, cancelada, ignorem, annullare, annullata, non utilizzare, non usare, non pubblicare, non tener conto,
    non diffondere, cestinare, eliminare, ritirata, ritirare, niet gebruiken, niet te gebruiken, niet meer gebruiken,
    niet meer te gebruiken, niet publiceren, niet te publiceren, verwijderen, te verwijderen, vervallen, vervalt,
    ingetrokken, makulera, makuleras, makulerats, makulerad, aterkallas, aterkallats, anvand inte, inte anvandas, publicera inte, inte publiceras,
    dragits tillbaka, dras tillbaka, annulleres, annulleret, slettet, slettes, brug ikke, bruk ikke, ikke brukes,
    ikke bruke, ikke bruges, ikke bringes, ikke publisere, trukket tilbage, trukket tilbake, trukket, trekkes,
    makuleres, slette, nieuzywanie, nie uzywac, nie publikowac, anulowac, peruutettu, perutaan, peruutetaan, vedetty pois, ala kayta, alkaa kayttako, poistakaa,
    poistamaan, mitatoity, عدم استخدام, عدم نشر, الغاء, بالغاء, سحب, حذف, عدم اعتماد, تجاهل, اهمال
""")
KILL_THINGS = phrases(r"""
    story, stories, alert, dispatch, article, copy, photo, slugged, bc-\S+, v\d{4}, depeches?, (?:l'|notre |cette )alerte,
    (?:notre|cet|cette|notre|l') ?(?:information|article|papier|photo|texte|urgent), (?:eil|kurz)?meldung(?:en)?,
    zusammenfassung, (?:unseren?|den|dieser|der|diesen) (?:bericht|text|beitrag), noticias?, informacion(?:es)?,
    despacho, nota, alerta, cable, teletipo, materia, texto, take, notizia, lancio, artikel(?:n)?, bericht, verhaal,
    telegram(?:met)?, notis(?:en)?, nyhed(?:en)?, nyhet(?:en)?, historien?, sak(?:en)?, melding(?:en)?, artikkel(?:en)?,
    depesz[ey], materialu?, informacji, juttu, jutun, uutinen, uutisen, sahke, artikkeli, artikkelin, (?:ال|لل)?(?:خبر|برقية|نبا|قصة|تنبيه|مادة|صورة)
""")
# A text that takes the other's place is a correction, not a kill.
REPLACES = phrases(r"""
    replac(?:es|ed by|e it), replace with, remplac\w+, ersetz\w+, reemplaz\w+, sustitu\w+, substitu\w+, sostitu\w+,
    vervang\w+, ers.tt\w+, erstatt\w+, korvaa\w*, يحل محل, تحل محل, تستبدل
""")

# Beside a story of its own, a note that withdraws one of these speaks of another version, which the story replaces.
EARLIER = phrases(r"""
    previous, previously, earlier, prior, first version, older, precedente?, anterieure?, premiere version, vorherigen?,
    fruheren?, vorige, erste fassung, anterior, previa, precedente, vorig, eerder, eerdere, tidigare, forrige, tidligere,
    aiempi, aikaisempi, السابق, السابقة
""")

# How a line that states an embargo begins, as regular expressions; "#" is a day or an hour, "…" the rest up to it.
EMBARGOES = phrases(r"""
    (?:total |strict )?embargo$, embarg(?:o|oed|ado|ada)(?: strict| total)?\s?[:/-]…#,
    embarg(?:o|oed|ado|ada)(?: strict| total)? (?:to |at |au |le |am |al |a |del |do |for |kl |kl\. |den |om |ore |(?:d?alle|fino alle) (?:ore )?)?#,
    embarg(?:o|oed|ado|ada)(?: strict| total)? (?:until|till|til|bis|jusqu|hasta|ate|fino|tot|asti|for release|for publication|against|lifted at),
    (?:strictly |strict )?embargoed (?:until|till|to|for|against), strict(?:ly)? embargo:,
    (?:under|sous|bajo|sob|sotto|onder|unter) embargo(?:$|…#| until| till| jusqu| hasta| ate| fino| tot| bis), sperrfrist(?:$|\s?:| bis| ende|…#| redebeginn), sperrzeit…#,
    gesperrt bis, sperre bis, frei fur \w+(?:ausgaben|zeitungen|presse), frei (?:ab|fur) #,
    nicht vor …#, nicht (?:zu )?veroffentlich\w+ vor, bitte beachten sie die sperrfrist, sperrfrist beachten, veroffentlichung (?:erst ab|nicht vor|frei ab),
    not for (?:publication|release|use|broadcast|distribution)(?: or \w+)? (?:before|until|prior),
    hold for (?:release|publication), hold until, hfr\b…#, for release (?:at |on |after |until )?#,
    for (?:use|publication) (?:on|after|not before|from)…#, (?:do not|don't) (?:publish|use|release|broadcast) (?:before|until),
    (?:a )?ne pas (?:publier|diffuser|utiliser) avant, publication (?:interdite|autorisee|possible) (?:avant|a partir),
    no (?:publicar|difundir|utilizar|usar) (?:antes|hasta), nao (?:publicar|divulgar|usar|utilizar) (?:antes|ate),
    non (?:pubblicare|diffondere|utilizzare) (?:prima|fino), niet (?:te )?(?:publiceren|gebruiken|verspreiden) voor,
    (?:far )?(?:ej |inte )?publiceras (?:tidigast|inte fore|fore|forst), sparrtid, sparrad till, sp.rret til,
    sperrefrist, klausul(?:ert|eret)?(?: til|:), (?:m. )?ikke (?:offentligg|publiseres|bringes|bruges|brukes)…f.r,
    (?:ei )?julkaisuvapaa, (?:ei )?julkaistavissa, julkaisukielto, vapaa julkaistavaksi,
    (?:محظور|يحظر|حظر) (?:ال)?نشر…(?:حتى|قبل), غير قابل للنشر قبل, لا ينشر قبل, للنشر بعد
""")

# The days of the week, Monday first, folded; with them "#" above is a day.
_WEEK = (
    "monday mon lundi lun lunes montag mo lunedi maandag mandag mandagen segunda-feira maanantai maanantaina الاثنين",
    "tuesday tue mardi martes dienstag martedi dinsdag tirsdag tisdag terca-feira tiistai tiistaina الثلاثاء",
    "wednesday wed mercredi miercoles mittwoch mercoledi woensdag onsdag quarta-feira keskiviikko keskiviikkona الاربعاء",
    "thursday thu jeudi jueves donnerstag giovedi donderdag torsdag quinta-feira torstai torstaina الخميس",
    "friday fri vendredi viernes freitag venerdi vrijdag fredag sexta-feira perjantai perjantaina الجمعة",
    "saturday sat samedi sabado samstag sonnabend sabato zaterdag lordag lørdag lauantai lauantaina السبت",
    "sunday sun dimanche domingo sonntag domenica zondag sondag søndag sunnuntai sunnuntaina الاحد",
)
DAY_NUMBERS = {word: number for number, words in enumerate(_WEEK) for word in words.split()}
NIGHT_AND_NOON = phrases(
    "midnight, noon, minuit, midi, mitternacht, mittag, medianoche, mediodia, meia-noite, mezzanotte, middernacht"
)
