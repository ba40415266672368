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

# "FILE - In this Monday … photo" (AP): the same without brackets, before a dash.
CAPTION_OPENINGS = words("file files combo archives archivo archiv archivbild symbolbild")

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
CREDIT_WORDS = phrases("photo, photos, foto, fotos, credit, picture, pictures, image, bild, afp, ap photo, reuters")

# Whole last lines that only say that the text is over, in any agency's copy (compared without letter case).
END_MARKS = words("""
    nnnn zczc ends end (ends) (end) eom -30- ### (more) more (schluss) fim (fim) (fin) lusa/fim /ritzau/ ==kyodo
    (ansa). (ansa) (afp)
""")

# What a block after a rule ("___") holds when it is a credit: who helped, where to read on, whom to write to.
CREDIT_SIGNS = phrases("""
    contributed, contribute, follow, http, www., @, reported from, writer, copyright, online:, associated press,
    this story, this report, reporting by, a contribue, ont contribue, colaboro, contribuyo, mehr zum thema, contact,
    reach him, reach her, reach them, read more, more on, full coverage
""")

# How a note to editors begins, in the head or the tail of a text, folded.
NOTE_OPENINGS = phrases("""
    eds:, eds., editors:, editor's note, editors' note, note to editors, attention -, attention:,
    attention redacteurs, hinweis an die redaktion, achtung redaktion, nota de redaccion, nota a la redaccion,
    nota a redacao, note de la redaction, ملاحظة:
""")

EMBARGO_OPENINGS = phrases("embargo, sous embargo, under embargo, embargoed, sperrfrist, frei fur, bajo embargo")

# Reuters' credits, folded: who reported, who edited; the rest of a clause is names and towns.
WRITING = phrases("""
    reporting by, additional reporting by, reporting, writing by, compiled by, reportage de, reportage, avec,
    version francaise, redaction de, informacion de, reporte de, reportado por, escrito por, berichtet von,
    bericht von, geschrieben von, reportagem de, reportagem por, bureau de
""")
EDITING = phrases("""
    editing by, edite par, edited by, editado por, edicion de, redigiert von, editado en espanol por, edicao de,
    edicao por, traducido por, translated by
""")
