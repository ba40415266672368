"""Version words: what an agency puts beside slug or headline when a story moves, in the languages of the wires."""

from worker.item import VersionKind
from worker.normalize.tables.rows import phrases, words

_K = VersionKind

# Kind, then the words (as regular expressions without groups, matched on text without accents and letter case, at
# word borders). "#" stands for a number, in figures with or without an ending ("2", "2nd", "2e", "2eme", "2º").
# Earlier rows win: a correction of a lead is a correction, and whatever is killed is killed.
WORDS: tuple[tuple[VersionKind, tuple[str, ...]], ...] = (
    (
        _K.KILL,
        phrases("""
            bulletin kill, mandatory kill, kill advisory, kill, withdrawn, story withdrawn, annulation,
            annule(?! et remplace), depeche annulee, anulacion, anulada, anulado, anulacao, annullamento, annullata,
            da annullare, annullare, anular, annulee, (?:a )?ne (?:pas|plus) utiliser, retraction, legal kill, (?:(?:aap|pa|cp) )?kill notice,
            disregard release, zuruckgezogen, widerruf, ruckzug, meldung zuruckgezogen, stornierung, storno, makulering, makuleres,
            makulera, tillbakadraget, melding(?:en)? trekkes, trekkes, tilbagekaldt, trækkes tilbage, tilbagetrukket,
            vedetty pois, ingetrokken, anulowana, anulowano, zruseno, 撤稿, الغاء
        """),
    ),
    (
        _K.CORRECTION,
        phrases("""
            annule et remplace, anula y sustituye, annulla e sostituisce, anula e substitui, correcting and replacing,
            corrects?, corrections?(?: #)?, corrected, correcting, corr, bien lire, avis de rectification, clarification, clarifies, rectificatif, rectif,
            rectification, rectifie, correctif, corrige, precise, erratum, errata, errata corrige,
            korr(?:-meldung|-zf)?(?!-bericht), korrektur, korrigiert, berichtigung, berichtigt, richtigstellung,
            correccion, corregido, corregida, corrige, rectificacion, fe de errores, correcao, corrigido, corrigida,
            retificacao, rectificacao, correzione, rettifica, corretto, corretta, correctie, rectificatie, rechtzetting,
            gecorrigeerd, rattelse, rattad, rettelse, retting, korreksjon, korrektion, korrigering, oikaisu, korjaus, korjattu,
            korekta, sprostowanie, oprava, opraveno, rectifica, duzeltme, 訂正, 更正, تصحيح, تصويب, يصحح
        """),
    ),
    (
        _K.REPEAT,
        phrases("""
            rpt, repeat, repeats, repeating, refile, refiles, refiling, resending, resends, resend,
            repetition, rediffusion, reprise, reitera, wdhlg, wdh, wiederholung, wiederholt, repite, repeticion, repeticao, repete,
            ripetizione, ripete, ritrasmissione, herhaling, gjentar, gentagelse, upprepning, uusinta, powtorka, اعادة, تكرار
        """),
    ),
    (
        _K.LEAD,
        phrases("""
            (?:#[ -]?)?lead general(?: #)?, #[ -]?(?:ld|lead|leadall)(?:[ -]*writethru)?, (?:ld|lead)[ -]?#?(?:[ -]*writethru)?, (?:#[ -]?)?writethru,
            night ?lead, papier general(?: lead)?(?: #)?, (?:#[ -]?)?synthese, wrap, wrap-?up(?: #)?, (?:gesamt-)?round-?up(?: #)?,
            #[ .]*zusammenfassung, (?:gesamt-)?zusammenfassung(?: #| [0-9][0-9][0-9][0-9])?, #[ .]*zf, zf, resumen(?: #)?, rsm, sintesis,
            sintese, sintesi, riepilogo(?: #)?, samenvatting, kooste, sammanfattning, oppsummering, sammendrag, synteza, ملخص
        """),
    ),
    (
        _K.UPDATE,
        phrases("""
            update(?: ?#)?, updates, updated, updating, recasts?, adds, releads?, #[ -]?update, #[ -]?sub, inserts, sub, substitutes?, inserts?,
            actualise, actualisation, ajoute, ajouts?, attention - ajoute, mise a jour(?: #)?, mis a jour, maj, complete,
            complement, aktualisiert(?: #)?, aktualisierung(?: #)?, aktl[.]?(?: ?#)?, neu, neufassung, erganzt, erganzung, ampl? ?#?, ampliacion(?: #)?,
            amplia, actualiza(?: #)?, incorpora, actualizacion(?: #)?, actualizada, actualizado, agrega, anade, atualiza(?: #)?, atualizacao,
            atualizada, atualizado, acrescenta, aggiornamento(?: #)?, aggiornato, aggiorna, aanvulling, aangevuld, geactualiseerd,
            uppdatering, uppdaterad, utokad, omtag, opdatering, opdateret, oppdatering, oppdatert, utvidet, paivitys,
            paivitetty, taydennys, taydennetty, uusi versio, aktualizacja, guncelleme(?:[ -]*#)?, 更新, اضافة, تحديث, محدث(?: #)?, يضيف
        """),
    ),
    (
        _K.ADD,
        phrases("""
            #[ -]?add, add ?#?, #[ -]?take, suite, suite et fin, fortsetzung, continuacion, segue, lisays
        """),
    ),
    (_K.FLASH, phrases("flash, blitz, newsflash, tt-flash, tt-blixt, blixt, молния, flas, 速報, 快讯, 快訊, فلاش")),
    (_K.ALERT, phrases("alert, alerte, alerta, (?:ap ?)?news ?alert, bulletin, تنبيه")),
    (
        _K.URGENT,
        phrases("""
            urgent, urgente, eil, eilt, eilmeldung, breaking(?: news)?, brekking, ultima hora, ultim'ora, derniere minute,
            avance, just nu, hastig, hast, haster, spoed, pika, pikauutinen, pilne, срочно, acil, son dakika, عاجل
        """),
    ),
    (
        _K.ADVISORY,
        phrases("""
            advisory, advisories, media advisory, avis, (?:avis|notes?) aux (?:redactions|redacteurs(?: en chef)?|clients|abonnes), agenda, previsions, prevision, rappel previsions, news budget, daybook, digest,
            news digest, vorschau, tagesvorschau, terminvorschau, wochenvorschau, themenplanung, terminhinweis, previsiones,
            previsoes, aviso, preavviso, dagsorden, مذكرة, توقعات, برنامج
        """),
    ),
)

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "premier": 1, "deuxieme": 2,
    "troisieme": 3, "quatrieme": 4, "erste": 1, "zweite": 2, "dritte": 3, "primer": 1, "segundo": 2, "segunda": 2,
    "tercer": 3, "tercera": 3, "primeiro": 1, "terceiro": 3, "primo": 1, "secondo": 2, "terzo": 3,
}  # fmt: skip

# What opens a headline in any letter case, before a colon: no ordinary headline does ("Update: …", not "Budget: …").
KICKERS = frozenset(
    phrases("""
    update, urgent, urgente, eilmeldung, eil, breaking, breaking news, correction, corrected, clarification,
    rectificatif, rectification, korrektur, berichtigung, richtigstellung, correccion, correcao, correzione, errata,
    erratum, rettifica, rectificatie, rechtzetting, rattelse, rettelse, retting, oikaisu, korjaus, korekta, pilne,
    tt-flash, apnewsalert, ap newsalert, ap news alert, newsalert, uppdaterad, oppdatert, opdateret, paivitetty, aktualisiert,
    actualise, actualizado, actualizada, atualizado, atualizada, aggiornato
""")
)

# Version words that are words of every day: in a note, and in a headline all in capitals, only their capitals among
# small letters make version words of them.
EVERYDAY = words("""
    complete neu add adds inserts lead flash alert alerte alerta avis agenda retrait suite precise digest wrap segue hast
    kill repeat avance complement reprise resumen sintesis blitz pika maj sub incorpora reitera rectifica
""")

# How the brackets behind a headline say that it is a take of a story ("#": its number): ANSA's "(2 -segue)", EFE's
# "(y 2)", the Swiss agency's "(zwei - Letzte)" and "(deux et dernier)".
TAKES = phrases("""
    segue, sigue, continua, suite, (?:y|e|et|und) #, (?:segue|sigue) ?-? ?#, # ?-? ?(?:segue|sigue|continua|suite|fine?|folgt),
    # ?(?:-|und|et|e|y)? ?(?:letzter?|schluss|ende|derniere?|fine?|ultim[ao])
""")

# The numbers of takes that are written in words there.
TAKE_NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "funf": 5, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}

# What begins a note though it is a word of every day, since nothing but a note begins so ("Adds quotes, background").
NOTE_VERBS = words("adds inserts")

# The kind of an item in markup: NewsML's NewsItemType and instructions, "signal" codes, AP's editorial types, words of
# AFP's and ninjs' APIs; folded, without what stands before the last "/" or ":".
KINDS = {
    "alert": _K.ALERT, "flash": _K.FLASH, "alerte": _K.ALERT, "urgent": _K.URGENT, "update": _K.UPDATE,
    "correction": _K.CORRECTION, "rectify": _K.CORRECTION, "corrective": _K.CORRECTION, "clarification": _K.CORRECTION,
    "headlinecorrection": _K.CORRECTION, "kill": _K.KILL, "delete": _K.KILL, "elimination": _K.KILL,
    "withdrawal": _K.KILL, "withhold": _K.KILL, "disregard": _K.KILL, "advisory": _K.ADVISORY,
    "advisoryupdate": _K.ADVISORY, "advice": _K.ADVISORY, "agenda": _K.ADVISORY, "program": _K.ADVISORY,
    "specialannouncement": _K.ADVISORY, "bulletin": _K.ALERT, "newsalert": _K.ALERT, "repeat": _K.REPEAT,
    "refile": _K.REPEAT, "resend": _K.REPEAT, "lead": _K.LEAD, "writethru": _K.LEAD, "add": _K.ADD, "take": _K.ADD,
    "sub": _K.UPDATE, "urgent news": _K.URGENT, "breaking news": _K.URGENT, "newsflash": _K.FLASH,
    "takes": _K.ADD, "holdforrelease": _K.ADVISORY, "newsbreak": _K.URGENT,
}  # fmt: skip

# What counts as a version word as one part of a slug among others: there "budget", "retrait" or "alerte" are topics.
# Those with a number count also behind a blank ("Ethanol 1stLd-Writethru").
NUMBERED_SLUG_WORDS = phrases("""
    #[ -]?(?:ld|lead)(?:[ -]?writethru)?, (?:ld|lead)[ -]?#(?:[ -]?writethru)?, (?:(?:ld|#)[ -]?)?writethru, update #,
    #[ -]?update, #[ -]?add, add #, #[ -]?sub, #[ .]*zf, #[ .]*zusammenfassung
""")
SLUG_WORDS = (
    *NUMBERED_SLUG_WORDS,
    *phrases("""
    ap ?news ?alert, newsalert, rpt, refile, substitute, korr, corr, urgent, vorschau, tagesvorschau, terminvorschau, wochenvorschau, مذكرة, توقعات,
    عاجل, تنبيه, تصحيح
"""),
)

# Slugs that are, as a whole, a type of item and no topic (AFP ar: alert, notice, programme; the French and English
# names of AFP's formats).
TYPE_WORDS = frozenset(
    phrases("""
    تنبيه, مذكرة, توقعات, برنامج, عاجل, alerte, alert, newsalert, urgent, flash, bulletin, avis, agenda, previsions,
    papier general, papier d'angle, factuel, encadre, chrono, chronologie, focus, reportage, portrait,
    fiche technique, reperes, interview, entretien, eclairage, analyse, papier de presentation, lead general, factfile, fact-checking, wrap, advisory, lead, memo,
    programme, vorschau, tagesvorschau, terminvorschau, kill, correction, eil, eilmeldung, alerta, urgente, aviso,
    previsiones, previsoes, resumen, news digest, daybook, hast, spoed, korr, rectificatif, annulation
""")
)
