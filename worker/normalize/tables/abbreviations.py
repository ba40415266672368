"""Words with a full stop that ends no sentence, as the wires write them."""

from worker.normalize.tables.rows import words

ABBREVIATIONS = words("""
    Mr Mrs Ms Dr Pr Prof St Ste Mme Mlle MM Me Sr Sra Dra Jr Gen Gov Sen Rep Lt Col Sgt Capt Adm Rev Hon Pte No Nr
    vs art Jan Feb Aug Sept Oct Nov Dec ca bzw Mio Mrd Inc Corp Ltd Co EE
""")
