"""Months and weekdays as datelines and trailers write them, folded (no accents, no case, no full stop)."""

# One row a month: English, French, Spanish, Portuguese, German, Italian, Dutch, Scandinavian, then Arabic (the
# Levant's name and the one of Egypt and the Maghreb: AFP writes both, "تشرين الثاني/نوفمبر"). Short forms that a wire
# uses stand beside the long ones; AFP's French ones are "fev", "avr", "juil", "aou".
MONTHS = (
    ("jan january janv janvier ene enero janeiro januar janner gen gennaio januari", "كانون الثاني|يناير|جانفي"),
    ("feb february fev fevr fevrier febrero fevereiro februar febbraio februari", "شباط|فبراير|فيفري"),
    ("mar march mars marzo marco marz mrz maart mrt marts", "اذار|مارس"),
    ("apr april avr avril abr abril aprile", "نيسان|ابريل|افريل"),
    ("may mai mayo maio mag maggio mei maj", "ايار|مايو|ماي"),
    ("jun june juin junio junho juni giu giugno", "حزيران|يونيو|جوان"),
    ("jul july juil juillet julio julho juli lug luglio", "تموز|يوليو|جويلية"),
    ("aug august aou aout ago agosto augustus augusti", "اب|اغسطس|اوت"),
    ("sep sept september septembre septiembre set setiembre setembro settembre", "ايلول|سبتمبر"),
    ("oct october octobre octubre out outubro okt oktober ott ottobre", "تشرين الاول|اكتوبر"),
    ("nov november novembre noviembre novembro", "تشرين الثاني|نوفمبر"),
    ("dec december decembre dic diciembre dez dezembro dezember dicembre december", "كانون الاول|ديسمبر"),
)

# "MOSCOW, Monday (Reuters)": a day without a date.
WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miercoles jueves viernes sabado domingo "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"
)

# Zones that a time may name; the others of that kind mean different hours in different countries.
ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
