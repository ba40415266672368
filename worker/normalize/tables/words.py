"""Words of names: what stands small in them, what binds them to a byline; folded, in the languages of the wires."""

from worker.normalize.tables.rows import phrases, words

# Nobody's name begins with these.
BYLINE_WORDS = frozenset(phrases("by, par, por, door, av, af, per, de notre correspondant, بقلم, من"))

# Small words inside a person's name.
NAME_PARTICLES = words("""
    de del della dello degli di da dos das do du des der den dem van von vom zu zum zur la las los le el y e i bin ibn
    bint al ben abu ould ter te ten tot 't op af av of d' ap nic ní na
""")

# Those of them that stay small where the rest stands in capitals; "Le", "La", "Ben" only behind another ("de la Cruz").
PERSON_SMALL_WORDS = words("""
    de del della dello degli di da dos das do du des der den van von zu ter ten te y e bin ibn bint al
""")
PERSON_SMALL_AFTER = words("la las los le les der den")

# Small words inside the name of a town, when the rest stands in capitals; the first word is always large.
SMALL_WORDS = words("""
    de del della di da dos das do du des der den van von und la las los le el y e zu zum ten ter of and the on in am
    an au sur sous en aux bei ob auf a
""")

# Behind a name, and in their own letter case: "John Smith, Jr.", "HENRY HOLT III".
SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "fils": "fils", "filho": "Filho"}

ROMAN_NUMBERS = words("ii iii iv vi")

# Surnames whose second capital no rule tells ("Macron", "Machado"), as "Mac" and the rest.
MAC_NAMES = words("""
    macallister macarthur macaulay macbride maccallum macdermott macdonald macdonell macdougall macduff macewan
    macfadyen macfarlane macgregor macguire macinnes macintosh macintyre macivor mackay mackellar mackenzie mackinnon
    mackinlay maclachlan maclaine maclaren maclean macleish maclennan macleod macmahon macmanus macmillan macmurray
    macnab macnamara macneil macneill macphail macpherson macquarrie macrae macshane macsween mactavish macwhirter
""")

# Words that stand in no name: a headline, a date or a place has strayed into the field.
NO_NAME_WORDS = words("""
    january february september october november december monday tuesday wednesday thursday friday saturday sunday
    janvier fevrier juillet septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
    septiembre octubre noviembre diciembre januar februar oktober dezember dienstag mittwoch donnerstag samstag
    president presidente minister ministre ministro government gouvernement gobierno governo regierung police
    polizei policia polizia says meets warns exclusive analysis interview update updated urgent alert breaking
    website available data photo photos video file copyright rights reserved http www standards hours ago
    في على الى عن ان بعد قبل هذا هذه التي الذي كان قال لا ما لم لن بين حول خلال عند ضد
""")

# "Said" is a name ("Said Khatib"), but not where it is said of something: "SAID TO BE".
SAID_BEFORE = words("to be that in on it he she they by at")

# Arabic given names and surnames that begin with the letter of "and" (و); a name that begins with it stays whole.
ARABIC_WAW_NAMES = words("""
    وليد وائل وسام وسيم وفاء وهيب وديع وجدي وحيد ورد وردة ولاء وئام وداد وصفي وهبي وهبة واصف وجيه وضاح وفيق ولد
    ويليام وليام والتر ويندي وانغ وونغ واين ويلسون وود ويل ويست وايت واتسون ووترز ويليامز وينستون واشنطن
    ورود وهاب وداعة وجنات وسن وعد وليم وليه وثاب ورقة وردي وزير وزان واكد والي والد واثق واجد وارد وازن وافي
    ويكس ويلز ويد ويب ويبر وولف ووكر ووريك ووتون وولكر وارن وارنر واغنر واغنير وايس وايزمان واينستين واتانابي
    واتارا واد واغادوغو وان وو وي وين وينغ ورنر ويرنر ويتني ويلي ويليس ويلكينز ويلهيلم ويليم وينتر وجدان وجيهة
    ودود وحش وحيدة ورش وسيلة وصال وطفة وقاص وكيل ولي ولادة وهران
""")
