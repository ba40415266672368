"""Words that answer: between dashes they are somebody's speech, not a subhead; folded."""

from worker.normalize.tables.rows import phrases

ANSWERS = frozenset(
    phrases("""
    oui, non, si, yes, no, ja, nein, sim, nao, nej, nei, kylla, ei, nee, merci, thanks, danke, gracias, obrigado,
    peut-etre, maybe, vielleicht, quiza, quizas, talvez, jamais, never, nie, nunca, bien sur, of course, naturlich,
    claro, pourquoi, why, warum, ok, d'accord, pardon, bonjour, hello, hallo, hola, ola, ah, oh, hein, quoi, what,
    was, نعم, لا, شكرا, ربما, لماذا
""")
)
