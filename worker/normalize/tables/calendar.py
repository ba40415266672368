"""Months, weekdays and zones as datelines and trailers write them, folded (no accents, no case, no full stop)."""

from worker.normalize.tables.rows import words

# One row a month: English, French, Spanish, Portuguese, German, Italian, Dutch, Scandinavian, Finnish, Polish, Czech,
# Croatian, Slovak, Hungarian, Turkish, Russian and Ukrainian, Greek; then Arabic (the Levant's name, the one of Egypt and the
# Maghreb, Morocco's: AFP writes both, "تشرين الثاني/نوفمبر"). Short forms that a wire uses stand beside the long ones; AFP's
# French ones are "fev", "avr", "juil", "aou".
MONTHS = (
    (
        (
            "jan january janv janvier ene enero janeiro januar janner gen gennaio januari tammikuuta tammikuu stycznia "
            "ledna sijecnja ocak января янв януари січня ιανουαριου ιαν gener januara"
        ),
        "كانون الثاني|كانون ثان|كانون ثاني|يناير|جانفي",
    ),
    (
        (
            "feb february fev fevr fevrier febrero fevereiro februar febbraio februari febr helmikuuta helmikuu lutego "
            "unora veljace subat февраля фев февруари лютого φεβρουαριου φεβ februara"
        ),
        "شباط|فبراير|فيفري",
    ),
    (
        (
            "mar march mars marzo marco marz mrz maart mrt marts maaliskuuta maaliskuu marca brezna ozujka marcius mart "
            "марта мар березня μαρτιου μαρ"
        ),
        "اذار|مارس",
    ),
    (
        (
            "apr april avr avril abr abril aprile huhtikuuta huhtikuu kwietnia dubna travnja aprilis nisan апреля апр април "
            "квітня απριλιου απρ aprila"
        ),
        "نيسان|ابريل|افريل",
    ),
    (
        (
            "may mai mayo maio mag maggio mei maj toukokuuta toukokuu maja kvetna svibnja majus mayis мая маи травня μαιου "
            "μαι maig"
        ),
        "ايار|مايو|ماي",
    ),
    (
        (
            "jun june juin junio junho juni giu giugno kesakuuta kesakuu czerwca cervna lipnja junius haziran июня июн юни "
            "червня ιουνιου ιουν juny juna"
        ),
        "حزيران|يونيو|جوان",
    ),
    (
        (
            "jul july juil juillet julio julho juli lug luglio heinakuuta heinakuu lipca cervence srpnja julius temmuz "
            "июля июл юли липня ιουλιου ιουλ jula"
        ),
        "تموز|يوليو|يوليوز|جويلية",
    ),
    (
        (
            "aug august aou aout ago agosto augustus augusti elokuuta elokuu sierpnia srpna kolovoza augusztus agustos "
            "августа авг август серпня αυγουστου αυγ augusta"
        ),
        "اب|اغسطس|اوت|غشت",
    ),
    (
        (
            "sep sept september septembre septiembre set setiembre setembro settembre syyskuuta syyskuu wrzesnia zari "
            "rujna szeptember eylul сентября сен септември вересня σεπτεμβριου σεπ septembra"
        ),
        "ايلول|سبتمبر|شتنبر",
    ),
    (
        (
            "oct october octobre octubre out outubro okt oktober ott ottobre lokakuuta lokakuu pazdziernika rijna ekim "
            "октября окт октомври жовтня οκτωβριου οκτ oktobra"
        ),
        "تشرين الاول|تشرين اول|اكتوبر",
    ),
    (
        (
            "nov november novembre noviembre novembro marraskuuta marraskuu listopadu studenoga studenog kasim ноября ноя ноември "
            "νοεμβριου νοε novembra"
        ),
        "تشرين الثاني|تشرين ثان|تشرين ثاني|نوفمبر|نونبر",
    ),
    (
        (
            "dec december decembre dic diciembre dez dezembro dezember dicembre desember des joulukuuta joulukuu grudnia "
            "prosince prosinca aralik декабря дек декември грудня δεκεμβριου δεκ decembra"
        ),
        "كانون الاول|كانون اول|ديسمبر|دجنبر",
    ),
)

# November in Polish, October in Croatian: a month, but who knows which.
MONTHS_OF_TWO = words("listopada")

# "MOSCOW, Monday (Reuters)": a day without a date.
WEEKDAYS = words("""
    monday tuesday wednesday thursday friday saturday sunday
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miercoles jueves viernes sabado domingo
    segunda-feira terca-feira quarta-feira quinta-feira sexta-feira
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lunedi martedi mercoledi giovedi venerdi domenica
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    mandag tirsdag onsdag torsdag fredag lordag sondag tisdag lorday
    maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
    poniedzialek wtorek sroda czwartek piatek niedziela pondeli utery streda ctvrtek patek sobota nedele
    vasarnap hetfo kedd szerda csutortok pentek szombat
    الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد
""")

# The same in short, which alone could be another word: read only beside a day and a month.
WEEKDAYS_SHORT = words("""
    mon tue tues wed thu thur thurs fri sat sun lun mar mer jeu ven sam dim mie jue vie sab dom mo di mi do fr sa so
    segunda terca quarta quinta sexta feira ma wo vr za zo man tir ons tor fre lor son gio
""")

# Zones that a time may name, in minutes; where the agency's own zone has the same letters, they are its own.
ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "tu": 0, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "met": 60,
    "mest": 120, "hec": 60, "wet": 0, "west": 60, "eet": 120, "eest": 180, "msk": 180, "trt": 180,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540,
    "akdt": -480, "hst": -600, "adt": -180, "nst": -210, "ndt": -150, "brt": -180, "art": -180,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "wib": 420, "pkt": 300, "sast": 120, "eat": 180, "wat": 60,
    "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "awst": 480, "nzst": 720, "nzdt": 780,
}  # fmt: skip

# Letters that mean different hours in different countries: by the beginning of the IANA name of who writes them.
AMBIGUOUS = {
    "est": {"Australia/": 600}, "edt": {"Australia/": 660},
    "cst": {"America/": -360, "Australia/": 570, "Asia/": 480}, "cdt": {"America/": -300, "Australia/": 630},
    "ist": {"Asia/Kolkata": 330, "Asia/Jerusalem": 120, "Europe/Dublin": 60, "Asia/": 330},
    "ast": {"America/": -240, "Asia/": 180}, "bst": {"Asia/": 360}, "gst": {"Asia/": 240}, "wst": {"Australia/": 480},
}  # fmt: skip

# Those that follow the clocks of a place, summer and winter.
ZONE_NAMES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}  # fmt: skip

# "18h59 heure de Paris", "9 a.m. London time".
CITY_ZONES = {
    "paris": "Europe/Paris", "berlin": "Europe/Berlin", "london": "Europe/London", "londres": "Europe/London",
    "madrid": "Europe/Madrid", "rome": "Europe/Rome", "roma": "Europe/Rome", "bruxelles": "Europe/Brussels",
    "brussels": "Europe/Brussels", "eastern": "America/New_York", "pacific": "America/Los_Angeles",
    "central": "America/Chicago", "mountain": "America/Denver", "new york": "America/New_York",
    "washington": "America/New_York", "tokyo": "Asia/Tokyo", "tokio": "Asia/Tokyo", "moscow": "Europe/Moscow",
    "moscou": "Europe/Moscow", "beijing": "Asia/Shanghai", "pekin": "Asia/Shanghai", "geneve": "Europe/Zurich",
    "geneva": "Europe/Zurich", "lisboa": "Europe/Lisbon", "brasilia": "America/Sao_Paulo",
    "buenos aires": "America/Argentina/Buenos_Aires", "mexico": "America/Mexico_City", "kyiv": "Europe/Kyiv",
}  # fmt: skip
