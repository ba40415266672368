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
            bulletin kill, mandatory kill, kill, kill advisory, withdrawn, story withdrawn, annulation,
            annule(?! et remplace), depeche annulee, anulacion, anulada, anulado, anulacao, annullamento, annullata,
            zuruckgezogen, ruckzug, meldung zuruckgezogen, stornierung, makulering, tilbagekaldt, ingetrokken
        """),
    ),
    (
        _K.CORRECTION,
        phrases("""
            annule et remplace, corrects?, correction(?: #)?, corrected, corr, rectificatif, rectification, rectifie, correctif, corrige,
            korr(?:-meldung)?, korrektur, korrigiert, berichtigung, richtigstellung, correccion, corregido,
            corregida, correcao, corrigido, retificacao, correzione, rettifica, corretto, correctie, rectificatie,
            rattelse, rettelse, korrigering, oikaisu, korjaus, تصحيح, تصويب
        """),
    ),
    (
        _K.REPEAT,
        phrases("""
            rpt, repeat, repeats, repeating, refile, refiles, resending, resend, repetition, rediffusion, wdhlg,
            wiederholung, repite, repeticion, repeticao, ripetizione, herhaling, اعادة, تكرار
        """),
    ),
    (
        _K.LEAD,
        phrases("""
            #[ -]?(?:ld|lead)(?:[ -]?writethru)?, (?:ld|lead)[ -]?#?(?:[ -]?writethru)?, (?:#[ -]?)?writethru, #[ -]?lead,
            papier general(?: lead)?(?: #)?, synthese, wrap, wrapup(?: #)?, #[ .]*zusammenfassung, zusammenfassung,
            #[ .]*zf, zf, resumen, sintesis, sintese, sintesi
        """),
    ),
    (
        _K.UPDATE,
        phrases("""
            update(?: #)?, updates, updated, recasts?, adds, #[ -]?update, actualise, actualisation, ajoute,
            attention - ajoute, mise a jour, complete, aktualisiert, aktualisierung, neu, erganzt, amp, ampliacion,
            amplia, actualiza, atualiza, atualizacao, atualizada, aggiornamento, aggiorna, uppdatering, opdatering,
            oppdatering, paivitys, اضافة, تحديث
        """),
    ),
    (_K.ADD, phrases("#[ -]?add, add ?#?, suite, suite et fin, fortsetzung")),
    (_K.FLASH, phrases("flash, blitz, newsflash, فلاش")),
    (_K.ALERT, phrases("alert, alerte, alerta, newsalert, bulletin, تنبيه")),
    (
        _K.URGENT,
        phrases("""
            urgent, urgente, eil, eilmeldung, breaking(?: news)?, brekking, ultima hora, hastig, hast, spoed, عاجل
        """),
    ),
    (
        _K.ADVISORY,
        phrases("""
            advisory, advisories, avis, agenda, previsions, prevision, budget, daybook, digest, vorschau, tagesvorschau,
            terminvorschau, themenplanung, previsiones, previsoes, aviso, مذكرة, توقعات, برنامج
        """),
    ),
)

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "premier": 1, "deuxieme": 2, "troisieme": 3, "erste": 1,
    "zweite": 2, "dritte": 3, "primer": 1, "segundo": 2, "tercer": 3, "primeiro": 1, "terceiro": 3,
}  # fmt: skip

# NewsML's NewsItemType and "signal" codes, ninjs and AFP API words for the kind of an item.
KINDS = {
    "alert": _K.ALERT, "flash": _K.FLASH, "alerte": _K.ALERT, "urgent": _K.URGENT, "update": _K.UPDATE,
    "sig:update": _K.UPDATE, "sig:correction": _K.CORRECTION, "correction": _K.CORRECTION, "sig:kill": _K.KILL,
    "sig:advisory": _K.ADVISORY, "advisory": _K.ADVISORY, "advisoryupdate": _K.ADVISORY, "advice": _K.ADVISORY,
    "agenda": _K.ADVISORY, "program": _K.ADVISORY, "specialannouncement": _K.ADVISORY, "kill": _K.KILL,
    "sig:alert": _K.ALERT, "sig:flash": _K.FLASH, "sig:bulletin": _K.ALERT, "repeat": _K.REPEAT,
    # AP's editorial types and roles.
    "elimination": _K.KILL, "disregard": _K.KILL, "corrective": _K.CORRECTION, "clarification": _K.CORRECTION,
    "writethru": _K.LEAD, "lead": _K.LEAD, "add": _K.ADD, "takes": _K.ADD, "holdforrelease": _K.ADVISORY,
    "newsalert": _K.ALERT, "newsbreak": _K.URGENT,
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
    rpt, refile, korr, corr, urgent, vorschau, tagesvorschau, terminvorschau, مذكرة, توقعات
"""),
)

# Version words that in brackets or behind a comma in a slug can be a topic too, unless they stand in capitals.
TOPICS_TOO = words("budget agenda retrait avis alerte alert flash hast neu complete prevision previsions digest wrap")

# Slugs that are, as a whole, a type of item and no topic (AFP ar: alert, notice, programme; the French and English
# names of AFP's formats).
TYPE_WORDS = frozenset(
    phrases("""
    تنبيه, مذكرة, توقعات, برنامج, عاجل, alerte, alert, urgent, flash, avis, agenda, previsions, papier general,
    factuel, encadre, chrono, focus, factfile, fact-checking, wrap, advisory, lead, 2ndlead, 2nd lead, 2e lead, memo,
    programme, vorschau, tagesvorschau, kill, correction
""")
)
