"""What a sign-off may hold, and the lines that only look like one."""

from worker.normalize.tables.rows import words

# "Bureaux": several offices contributed. Latin letters in every language of AFP, Arabic "بور".
COMPILED = words("burs bur بور")

# Two short words and a slash, in running text: none of them is anybody.
NO_SIGN_OFFS = words("""
    km/h m/s l/km kg/m g/km mg/l kwh/m n/a w/o c/o a/c i/o d/b p/e v/s et/ou and/or und/oder y/o e/o en/of och/eller
    og/eller ja/tai ou/et or/and he/she him/her his/her il/elle ils/elle er/sie yes/no oui/non ja/nein on/off si/no
    sí/no sim/não in/out up/down am/pm vs/vs pro/con a/b b/c tv/web http/s html/css tcp/ip mi/h eur/usd usd/jpy km/s
    km/sec ft/min lb/ft cm/s g/l mg/dl kb/s mb/s gb/s kw/h kg/h j/k m/w m/f f/h h/f w/m/d m/w/d m/f/x s/he p/a a/s
    r/w ja/nee tak/nie da/net evet/hayır der/die die/das le/la un/une el/la lo/la los/las il/la o/a os/as un/una le/les
    we/they this/that one/two us/uk us/eu ny/nj ac/dc r/ga b2b/b2c g7/g20 q/a f1/gp vr/ar ar/vr am/fm dvd/cd cd/dvd mp3/mp4 rock/pop mac/pc ios/mac he/him tel/fax
""")

# A line of nothing but these is about the news: "Usa/Ue", "BTC/USD"; beside initials they may be somebody's.
ABBREVIATIONS = words("""
    usa us ue eu uk onu nato g7 g8 g20 pil gdp iva irpf bce ecb bcie fmi imf btp bot oms who oit opep opec nba
    nfl mlb nhl f1 gp rai la7 sky tv tv8 fca psa vw bmw btc eth usd eur gbp jpy chf mxn wti pp psoe vox csu cdu
    spd fdp afd pd m5s fdi cd dvd tcp http ict lcd ong otan ovni adn dna hiv vih aids sida cgil cisl uil onr
    ebit roe roi spa srl smi b2b b2c gps sms mms lte usb hdmi
""")

# Among initials, these are agencies: "afp/ap" credits a picture, and whoever else stands beside them is a person.
HOUSES = words("""
    afp aap dpa efe ansa apa ats sda rtr reu reut reuters tt ntb stt upi anp belga pap lusa tass kyodo xinhua ritzau pti
    ani ians ap pa ctk mti awp rts srf ard zdf epa getty imago
""")

# Last lines of one short word; under AFP they would pass for the initials of one person.
NO_INITIALS = words("""
    nnnn ends end fin ende slut loppu eind fine eom more mais sic tbc oui non yes no si sí ja nein sim não ok bis
    zzzz xxx xxxx www afp ap aap dpa efe ansa apa ats sda rtr tt ntb stt pa upi anp foto pix map etc and the et und
    y suit pour paz fim merci
""")

# Italy's agencies: the newsroom ("redazione") and a statement ("comunicato") in a person's place.
NOBODY = words("red com")

# dpa: desks and story numbers ("yysw", "xx", "n1", "a3", "s5", "z2") between the writers and the editors.
DESK_PATTERN = r"(?:yy[a-zäöü]{2}|xx|lb[a-z]{2}|[a-z]\d)"
