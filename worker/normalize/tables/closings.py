"""Headings of what stands below a story: notepads, contacts, a company's own words about itself; folded."""

from worker.normalize.tables.rows import phrases

# What stands below these is never the story, whatever it says.
SURE = frozenset(
    phrases("""
    notizblock, notizen fur die redaktion, dpa-kontakte, redaktionelle hinweise, hinweise fur die redaktion,
    hinweis fur die redaktion, die folgenden informationen sind nicht zur veroffentlichung bestimmt,
    nicht zur veroffentlichung bestimmt, the following information is not intended for publication,
    not for publication, notes to editors, note to editors, notes to editor, notes for editors, editors' notes,
    editor's notes, pressekontakt, pressekontakte, ansprechpartner fur die presse, ruckfragehinweis, medienkontakt,
    media contact, media contacts, media inquiries, media enquiries, press contact, press contacts, press enquiries,
    investor contact, investor relations contact, contact presse, contacts presse, contacts medias, notes aux redactions,
    note aux redactions, note aux redacteurs, contacto de prensa, contacto para medios, notas para editores,
    nota para editores, contatto stampa, contatti stampa, ufficio stampa, note per le redazioni, assessoria de imprensa,
    contato para a imprensa, notas para editores, perscontact, noot voor de redactie, noot voor redacties,
    noot aan redactie (niet voor publicatie), niet voor publicatie, presskontakt, pressekontakt, kontakt for pressen,
    yhteystiedot medialle, forward-looking statements, forward looking statements, safe harbor statement,
    cautionary note regarding forward-looking statements, cautionary statement regarding forward-looking statements,
    cautionary note on forward-looking statements, cautionary statement on forward-looking statements,
    forward-looking statement, note regarding forward-looking statements, disclaimer regarding forward-looking statements
""")
)

# What stands below these is no story only if it looks like it: addresses, numbers, links.
LIKELY = frozenset(
    phrases("""
    notebook, contact, contacts, contact information, contact details, for further information, for more information, further
    information, more information, internet, online, links, on the net, on the web, orte, kontakt, kontakte,
    ansprechpartner, ansprechpartnerin, ansprechpartner/in, ruckfragen, weitere informationen, service, contact us,
    informations complementaires, plus d'informations, pour en savoir plus, contacto, contactos, mas informacion,
    contatti, contatto, per informazioni, contato, contatos, mais informacoes, contactpersoon, meer informatie,
    kontaktperson, kontaktpersoner, kontakta, mer information, mere information, yhteystiedot, lisatietoja, source,
    sources, quelle, quellen, للاتصال, للتواصل
""")
)

# What editors are told there, not readers: notes of the record.
HINTS = frozenset(
    phrases("""
    redaktionelle hinweise, hinweise fur die redaktion, hinweis fur die redaktion, berichtigung, berichtigungen,
    notes to editors, note to editors, notes to editor, notes for editors, editors' notes, editor's notes,
    notes aux redactions, note aux redactions, note aux redacteurs, notas para editores, nota para editores,
    note per le redazioni, noot voor de redactie, noot voor redacties
""")
)

# "About Train Corp.": a company's words about itself, if the next paragraph names it.
ABOUT = phrases("""
    about, a propos de, a propos d', a propos du, uber, uber die, uber das, acerca de, sobre, chi e, over, om, tietoja,
    關於, 关于, 会社概要
""")

# What opens a line of contacts, before a number or an address.
CONTACT_LABELS = phrases("""
    work, office, mobile, cell, phone, telephone, tel, tel., fax, email, e-mail, mail, web, website, twitter, ph, contact,
    contacts, media contact, press contact, telefon, mobil, handy, kontakt, pressekontakt, ruckfragen, telefoon, mobiel,
    telephone portable, portable, courriel, contact presse, correo, correo electronico, telefono, movil, contacto,
    telefone, celular, contato, cellulare, puhelin, sahkoposti, telefax
""")
