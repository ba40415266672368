"""What agencies write to editors to withdraw a story or to hold one back; folded, in the languages of the wires."""

from worker.normalize.tables.rows import phrases

# Whole lines that withdraw a story, in capitals or in brackets. Some are words of every day ("ELIMINATION" in a cup):
# in front of other words they say nothing.
KILL_LINES = frozenset(
    phrases("""
    kill, kill kill, kill kill kill, please kill, legal kill, bulletin kill, mandatory kill, story kill, kill story, kill advisory, kill notice, advisory kill, photo kill,
    mandatory photo kill, withdrawn, withdrawal, story withdrawn, story withdrawal, advisory withdrawal, withdraw,
    advisory - story withdrawn, retraction, mandatory withhold, bulletin withhold, bulletin elimination, bulletin kill!,
    annulation, annulee, depeche annulee, alerte annulee, annulation de depeche, ne pas utiliser, a ne pas utiliser,
    ne plus utiliser, elimination, bulletin d'annulation, retrait, retrait de depeche,
    suppression, a supprimer, avis d'annulation, zuruckgezogen, ruckzug, ruckruf, widerruf, storno, stornierung, annullierung,
    meldung zuruckgezogen, meldung gestrichen, text zuruckgezogen, eliminacion, eliminada, anulacion, anulada, anulado,
    noticia anulada, noticia eliminada, nota anulada, anular, anulen, anular noticia, anular la noticia, anulacion de noticia,
    eliminar, eliminen, retirada, anulem, anulacao, anulacao de noticia, anular a noticia, cancelamento, eliminacao, noticia retirada, texto anulado,
    annullamento, annullare, annullate, annullare la notizia, annullata, notizia annullata, notizia ritirata, ritirata, intrekking, ingetrokken, bericht ingetrokken,
    bericht vervallen, vervalt, makulering, makuleras, makulerad, artikel makulerad, tilbagekaldt, tilbagekaldelse,
    trukket tilbage, annulleret, trukket, trekkes, trukket tilbake, sak trukket, makulert, aterkallas, aterkallad,
    tillbakadraget, tillbakadragen, peruutettu, peruutus, vedetty pois, anulowano, anulowana, depesza anulowana, wycofano, zruseno, stazeno,
    الغاء, سحب, الغاء خبر, سحب خبر, الغاء برقية, سحب برقية, سحب الخبر, الغاء الخبر, الغاء البرقية, سحب البرقية
""")
)

# A notice in words has all three, as regular expressions without groups: whom it addresses, at its very beginning, or
# how it names the piece (number, slug, hour); what is to be done; to what. "The editor withdrew the story" has two. What
# may begin a sentence of any story ("Please", "Kill", "Attention") addresses editors only with what follows here.
KILL_ADDRESS = phrases(r"""
    eds[:.], eds ?[-_], editors?:, editors please, notes? to (?:all )?(?:editors|subscribers), members (?:should|please|are),
    attention(?=\s?[:.!/-]| (?:all |to )?(?:editors|subscribers|clients|members|aux)|$), attn:?, to (?:all )?(?:editors|subscribers|points):,
    please (?=kill|disregard|withdraw|delete|retract|ignore|eliminate|do not|don't|note), (?:to )?all (?:editors|subscribers|points),
    (?:mandatory|bulletin)(?=\s?[:.!/-]| (?:kill|withhold|elimination)\b(?! of)), advisory(?=\s?[:.!/-]| (?:kill|to)\b),
    (?:kill|withdraw)(?=\s?[:.!/-]| (?:the|our|this|that|story|stories|alert|all|notice|advisory|bc-)\b),
    would (?:editors|subscribers), legal (?:kill|notice), (?:news )?editors are (?:asked|advised|requested), we are advised,
    journalists and other readers,
    (?:the )?(?:associated press|ap|reuters|afp|agence france-presse|dpa|efe|pa|upi|bloomberg|canadian press) (?:has|is|have)? ?(?:withdr(?:aw|awn|awing|aws|ew)|retract(?:s|ed|ing)?) (?:its|the|our|a|this) (?:story|alert|photo),
    the (?:associated press|ap|reuters|afp|dpa|efe|pa|upi|bloomberg|canadian press) (?:story|alert|report|item) (?:["“]|headlined|slugged|titled|that moved),
    aux redact, notes? aux? (?:redact|clients|abonnes), a l'attention des (?:redact|clients|abonnes|editeurs),
    merci (?:de |d'), priere (?:de |d'), veuillez, nous (?:vous )?(?:prions|demandons), nous (?:annulons|retirons), bien vouloir,
    avis aux (?:abonnes|redact|clients), note a nos (?:abonnes|clients), annuler, annule, annulation(?:\s?:| de (?:notre|la|cette|l')),
    (?:l'|la |le )?(?:agence )?(?:afp|ats|belga|aps|map|tap|presse canadienne) (?:annule|retire|a (?:annule|retire)), (?:cette|notre) (?:depeche|alerte|information)\b,
    achtung, an die redaktion, liebe (?:kunden|kolleg|redaktion), hinweis, bitte, wir bitten, widerruf(?:$| (?:der|unserer|einer) ),
    (?:(?:die|der|das) )?(?:dpa|afp|epd|kna|apa|sid|ap|reuters|(?:keystone-)?sda) (?:zieht|widerruft),
    (?:a los )?(?:senores )?(?:abonados|editores|clientes):, (?:a los )?senores (?:abonados|editores|clientes),
    estimados, atencion, (?:les |le )?rogamos, se ruega, por favor, nota a, aviso a los (?:abonados|clientes|editores), anulen, eliminen,
    (?:la )?(?:agencia )?(?:efe|europa press|telam|notimex) (?:anula|retira), queda (?:anulad\w|sin efecto)(?! (?:el|la) (?:alerta|aviso)),
    atencao, senhores, aos (?:assinantes|clientes|editores), favor, pedimos, solicitamos, agradecemos, (?:pede|solicita|agradece)-se,
    attenzione, si preg, preghiamo, alle redazioni, nota per, avviso, annullare,
    (?:la|questa) (?:notizia|nota) [^.]*? (?:e|va) (?:da )?(?:considerarsi )?(?:annulla|ritira),
    let op, gelieve, verzoek, wij verzoeken, aan de redactie, attentie, redacties:, noot voor, (?:het )?(?:anp|belga) trekt,
    obs, till redaktion, vanligen, redaktioner:, (?:tt|ntb|ritzau|stt) (?:drar|trekker|tr.kker|traekker|vetaa|poistaa), til redaksjon, til vaktsjef,
    til redaktion, bedes, vennligst, venligst, nb, prosimy, uwaga, pap (?:anuluje|wycofuje), huom, toimituksille, pyydamme, tiedoksi, makulera,
    prosime, zadame, upozorneni, pro redakce, (?:ctk|tasr) (?:rusi|stahuje),
    يرجى, الرجاء, نرجو, تنويه, السادة, ملاحظة, انتباه, الى السادة, الغاء ?[-:–], الغاء (?:خبر|برقية)
""")
KILL_DESIGNATIONS = phrases(r"""
    slugged, bc-\S+, v\d{4}, story_number:, no (?:substitute|replacement) story, (?:which|that) moved (?:at|on|under), transmise (?:a|le|vers), diffusee (?:a|le|vers) \d,
    (?:dpa|afp|efe|ansa|lusa|anp|belga|apa|sda|ats|ntb|tt|stt) ?\d{3}\d?\d?, aus bdt\d+, \(?bdt\d+
""")
KILL_ACTS = phrases(r"""
    kill, disregard, withdraw, withdraws, withdrawn, withdrawing, retracting, retracts, retracted, eliminate, do not use, don't use, not be used, not to use, do not publish,
    should not be published, delete, retract, annuler, d'annuler, annulee, annulees, est annule, annulons, retirons,
    (?:annule|retire) (?:(?:sa|son|la|cette|notre) |l')(?:depeche|alerte|information|urgent|article|papier|photo|texte),
    annulation de (?:(?:notre|la|cette) (?:depeche|alerte|information|urgent|article|papier|photo|texte)|l'(?:alerte|urgent|information|article)(?=\W*$| (?:transmis|diffuse|publie|envoye|intitule|de \d))),
    ne pas utiliser, ne plus utiliser, ne pas tenir compte, ne pas en tenir compte, ne pas publier, ne pas diffuser,
    ne pas l'utiliser, supprimer, supprimee, a supprimer, ignorer, retiree, nicht verwenden, nicht mehr verwenden, verwenden sie [^!?]*? nicht,
    nicht zu verwenden, nicht mehr zu verwenden, nicht verwendet werden, nicht veroffentlichen, loschen, widerruft, widerrufen,
    gegenstandslos, streichen sie, zu streichen, stornieren, zu stornieren, zuruckgezogen, zuruckziehen,
    zuruck, gestrichen, annulliert, storniert, eliminen, eliminar, eliminada, anulen, anular, anulada, no utilicen,
    no utilizar, no la utilicen, no publiquen, no publicar, no difundan, no difundir, retiren, retirada, caso omiso, no tengan en cuenta, ignoren, supriman, no usen, sin efecto, se abstengan de publicar,
    (?:anula|retira) (?:la|su|esta) (?:noticia|informacion|nota|alerta|cronica),
    desconsiderar, desconsiderem, nao utilizar, nao usar, nao publicar, nao divulgar, nao utilizem, nao publiquem,
    cancelar, cancelada, ignorem, anulem, anule, anula-se, a anulacao, suprimam, nao seja utilizada, annullare, annullate, annullata, non tenere conto, non utilizzare, non usare, non pubblicare, non tener conto,
    non diffondere, cestinare, eliminare, ritirata, ritirare, niet gebruiken, niet te gebruiken, niet meer gebruiken,
    niet meer te gebruiken, niet publiceren, niet te publiceren, verwijderen, te verwijderen, vervallen, vervalt,
    ingetrokken, trekt [^.]*? in, makulera, makuleras, makulerats, makulerad, aterkallas, aterkallats, anvand inte, inte anvandas, publicera inte, inte publiceras,
    dragits tillbaka, dras tillbaka, drar tillbaka, anvand den inte, annulleres, annulleret, slettet, slettes, brug ikke, bruk ikke, ikke brukes,
    ikke bruke, ikke bruges, ikke bringes, ikke publisere, trukket tilbage, trukket tilbake, trukket, trekkes, trekker, (?:tr.kker|traekker) [^.]*? tilbage,
    makuleres, slette, nieuzywanie, nie uzywac, nie publikowac, anulowac, anuluje, anulowanie, wycofuje, nepouzivejte, nepouzivat, nepublikujte, zrusena, rusi, stahuje, peruutettu, perutaan, peruutetaan, vedetty pois, vetaa pois, poistaa, alkaa julkaisko, ala kayta, alkaa kayttako, poistakaa,
    poistamaan, mitatoity, عدم استخدام, عدم نشر, الغاء, بالغاء, سحب, حذف, عدم اعتماد, تجاهل, اهمال
""")
KILL_THINGS = phrases(r"""
    story, stories, alert, dispatch, article, copy, photo, (?:news )?release, slugged, bc-\S+, v\d{4}, depeches?, (?:l'|notre |cette |son |une |d')alerte,
    (?:notre|cet|cette|notre|l') ?(?:information|article|papier|photo|texte|urgent), (?:eil|kurz)?meldung(?:en)?,
    zusammenfassung, (?:unseren?|den|dieser|der|diesen) (?:bericht|text|beitrag), noticias?, informacion(?:es)?,
    despacho, nota, alerta, cable, teletipo, materia, texto, take, notizia, lancio, artikel(?:n)?, bericht, verhaal,
    telegram(?:met)?, notis(?:en)?, nyhed(?:en)?, nyhet(?:en)?, historien?, sak(?:en)?, melding(?:en)?, artikkel(?:en)?,
    depesz[aey], materialu?, zprav[auy], depes[ei], informacji, juttu, jutun, uutinen, uutisen, sahke, artikkeli, artikkelin, (?:ال|لل)?(?:خبر|برقية|نبا|قصة|تنبيه|مادة|صورة)
""")
# Up to an hour or a day, what is not to be used is held back and not withdrawn.
UNTIL = phrases(
    "before, until, prior to, avant, jusqu'a, jusqu'au, vor, bis, antes, hasta, ate, prima, fino, voor, tot"
)
# Whose words a sentence gives, it does not say itself.
REPORTED = phrases("""
    says?, said, told, according, warns?, warned, urges?, urged, dit, a dit, selon, prevenu, sagt, sagte, warnt, warnte, teilte,
    pide, dice, dijo, segun, advierte, diz, disse, pede, segundo, alerta, dice, ha detto, secondo, zegt, zei, aldus, sier, sa,
    sager, sagde, sager, sanoo, sanoi
""")
# Below other words these may be for sale, on show, or of a law.
GOODS = frozenset(
    phrases("""
    article, copy, photo, alert, alerta, cable, nota, materia, texto, take, release, news release, artikel, artikeln, bericht, verhaal,
    notre article, cet article, cette photo, l'article, l'alerte, l'information, d'alerte, une alerte, alertes, juttu, jutun, artikkelin,
    den bericht, den text, den beitrag, dieser text, der text, sak, saken, historien
    """)
)
# A text that takes the other's place is a correction, not a kill, and a picture may go without its story.
REPLACES = phrases(r"""
    replac(?:es|ed by|e it), replace with, corrects (?:that|to)\b, is a corrected version,
    (?:photo|picture|graphic)s? [^.]*?with (?:this|the) (?:story|article), remplac\w+, ersetz\w+, reemplaz\w+, sustitu\w+, substitu\w+, sostitu\w+,
    vervang\w+, ers.tt\w+, erstatt\w+, korvaa\w*, يحل محل, تحل محل, تستبدل
""")

# Beside a story of its own, a note that withdraws one of these speaks of another version, which the story replaces.
EARLIER = phrases(r"""
    previous, previously, earlier, prior, first version, that version, older, precedente?, anterieure?, premiere version, vorherigen?,
    fruheren?, vorige, erste fassung, anterior, previa, precedente, vorig, eerder, eerdere, tidigare, forrige, tidligere,
    aiempi, aikaisempi, السابق, السابقة
""")

# What a line that states an embargo, or that says no more than that a story is withdrawn, may have before its words:
# whom it speaks to.
LINE_OPENINGS = phrases("""
    eds, editors, attention, attn, achtung, advisory, note, nb, please note, hinweis, wichtig, vorab, vorabmeldung, bitte,
    let op, noot, obs, huom, uwaga, pozor, atencion, atencao, attenzione, aap, ap, pa, afp, cp, upi
""")
DESKS = phrases("""
    editors, all editors, redaktionen, redaktion, redacties, redactie, aan de redactie, redaktioner, redaksjoner, toimitukset,
    redakcje, redacciones, redacoes, redazioni
""")

# How a line that states an embargo begins, as regular expressions; "#" is a day or an hour, "…" the rest up to it.
EMBARGOES = phrases(r"""
    (?:total |strict )?embargo(?:ed)?$, embarg(?:o|oed|ado|ada)(?: strict| total| absolu| absoluto)?\s?[:/-]…#,
    embarg(?:o|oed|ado|ada)(?: strict| total| absolu| absoluto)? (?:to |at |au |le |am |al |a |del |do |for |kl |kl\. |den |om |ore |(?:d?alle|fino alle) (?:ore )?|para (?:el |as |os |o )?)?#,
    embarg(?:o|oed|ado|ada)(?: strict| total| absolu| absoluto)? (?:until|till|til|bis|jusqu|hasta|ate|fino|tot|asti|for release|for publication|against|lifted at),
    embargo (?:(?:fino )?alle |(?:fino alle |alle )?ore )\d, embargo do (?:godz\.? )?(?:\d{1}\d?[.:]\d|#), embargo (?:lifts|expires|ends) (?:at )?\d\d?[\d:. ],
    embargo\s?[–-]\s?(?:non diffondere|do not|ne pas|nicht|no difundir|no publicar), l'embargo court jusqu…#,
    (?:strictly |strict )?embargoed (?:until|till|to|for|against), strict(?:ly)? embargo(?:ed)?\s?[:–-]…#,
    note embargo (?:to|until|till|of|at|lifts|expires|ends) …#,
    the embargo (?:is until|runs until|lifts at|expires at|ends at) #,
    (?:(?:this|the|following|the following) )?(?:story|article|report|material|copy|information|(?:press |news )?release) is (?:strictly )?(?:under )?embarg(?:o|oed) (?:until|till|to|for|against),
    (?:under|sous|bajo|sob|sotto|onder|unter) embargo(?:$|…#| until| till| jusqu| hasta| ate| fino| tot| bis),
    (?:texte|article|information|info|depeche|papier|dossier|communique|document)s? sous embargo(?: jusqu| avant| #),
    (?:noticia|informacion|nota|texto|materia|cronica|reportaje|entrevista|notizia) (?:embargad[ao]|(?:com|con|sob|bajo|sotto) embargo) (?:hasta|ate|fino|para|a partir),
    sperrfrist(?:$|\s?:(?!\s?(?:keine|aufgehoben|entfallt))| bis| ende|…#| redebeginn), sperrzeit…#, sperrvermerk(?:$|\s?:|…#),
    gesperrt bis, sperre bis, frei fur \w+(?:ausgaben|zeitungen|presse), frei (?:ab|fur) #, frei fur (?:sendungen|veroffentlichung|online|radio|tv) (?:ab|am|bis|nicht vor) …#,
    nicht vor …#, nicht (?:zu )?veroffentlich\w+ vor, nicht zur veroffentlichung (?:vor|bis), zur veroffentlichung (?:erst )?(?:ab|nicht vor|frei),
    bitte beachten sie die sperrfrist, sperrfrist beachten, veroffentlichung (?:erst ab|nicht vor|frei ab),
    not for (?:publication|release|use|broadcast|distribution)(?: or \w+)? (?:before|until|prior),
    not to be (?:used|published|released|broadcast)(?: or \w+)? (?:before|until|prior),
    hold for (?:release|publication), hold until, hfr(?:$|\b…#), (?:advance )?for release (?:at |on |after |until )?#,
    for use (?:on )?#…thereafter, for (?:use|publication) (?:on|after|not before|from)…#, (?:do not|don't) (?:publish|use|release|broadcast) (?:before|until),
    (?:a )?ne pas (?:publier|diffuser|utiliser) avant, (?:publication|diffusion) (?:interdite|autorisee|possible) (?:avant|a partir),
    no (?:publicar|difundir|utilizar|usar) (?:antes|hasta), nao (?:publicar|divulgar|usar|utilizar) (?:antes|ate),
    prohibida su (?:difusion|publicacion|reproduccion) (?:hasta|antes)…#,
    non (?:pubblicare|diffondere|utilizzare) (?:prima|fino), niet (?:te )?(?:publiceren|gebruiken|verspreiden) voor,
    niet voor publicatie (?:voor|tot), (?:far )?(?:ej |inte )?publiceras (?:tidigast|inte fore|fore|forst), sparrtid, sparrad till, sp.rret til,
    fri(?:tt)? for publi[sc]\w+…#, m. (?:f.rst|tidligst) (?:bringes|offentligg.res|publiceres|bruges|publiseres|brukes)…#,
    sperrefrist, klausul(?:ert|eret)?(?: til|:), (?:m. )?ikke (?:offentligg|publiseres|bringes|bruges|brukes)…f.r,
    (?:kan|skal) ikke (?:offentligg|publiseres|bringes|bruges|brukes)…f.r…\bkl\b,
    (?:ei )?julkaisuvapaa, (?:ei )?julkaistavissa, ei saa julkaista ennen, julkaisukielto, vapaa julkaistavaksi,
    (?:(?:ال)?خبر )?(?:محظور|يحظر|حظر) (?:ال)?نشر…(?:حتى|قبل), غير قابل للنشر قبل, لا ينشر قبل, للنشر بعد
""")

# The days of the week, Monday first, folded, in the languages of the wires, Polish, Czech and Slovak last; with them "#" above is a day.
_WEEK = (
    (
        "monday mon lundi lun lunes montag mo lunedi maandag mandag mandagen segunda-feira maanantai maanantaina "
        "poniedzialek poniedzialku pondeli pondelok pondelka الاثنين"
    ),
    (
        "tuesday tue mardi martes dienstag martedi dinsdag tirsdag tisdag terca-feira tiistai tiistaina "
        "wtorek wtorku utery uterka utorok utorka الثلاثاء"
    ),
    (
        "wednesday wed mercredi miercoles mittwoch mercoledi woensdag onsdag quarta-feira keskiviikko "
        "keskiviikkona sroda srody srode streda stredy stredu الاربعاء"
    ),
    (
        "thursday thu jeudi jueves donnerstag giovedi donderdag torsdag quinta-feira torstai torstaina "
        "czwartek czwartku ctvrtek ctvrtka stvrtok stvrtka الخميس"
    ),
    (
        "friday fri vendredi viernes freitag venerdi vrijdag fredag sexta-feira perjantai perjantaina "
        "piatek piatku patek patku piatok piatka الجمعة"
    ),
    (
        "saturday sat samedi sabado samstag sonnabend sabato zaterdag lordag lørdag lauantai lauantaina sobota "
        "soboty sobote sobotu السبت"
    ),
    (
        "sunday sun dimanche domingo sonntag domenica zondag sondag søndag sunnuntai "
        "sunnuntaina niedziela niedzieli niedziele nedele nedeli nedela الاحد"
    ),
)
DAY_NUMBERS = {word: number for number, words in enumerate(_WEEK) for word in words.split()}
TOMORROW = phrases(r"""
    tomorrow, demain, (?<!la )(?<!de )manana(?! a)|manana a las, morgen(?<!am morgen)(?<!heute morgen), amanha, domani, i morgon, huomenna,
    jutro, zitra, غدا
""")
# Behind an hour: it is one after noon.
AFTER_NOON = phrases(
    "de la tarde, de la noche, da tarde, da noite, di sera, del pomeriggio, du soir, de l'apres-midi, abends, مساء"
)
NIGHT_AND_NOON = phrases(
    "midnight, noon, minuit, midi, mitternacht, mittag, medianoche, mediodia, meia-noite, mezzanotte, middernacht"
)
