"""Agencies that one line says all about: a few whose files were seen, many known from their sites and style books.

A table of its own, so that ``agencies`` keeps to those that need more. Fields: code, with ``+`` before a wire of
press releases, ``~`` before one whose datelines no dash parts from the story; time zone; name; what else stands for it in datelines or as a provider; domains; last lines that only
say that the text is over.
"""

ROWS = tuple(
    tuple(field.strip() for field in line.split("|"))
    for line in """
    ANP         | Europe/Amsterdam    | Algemeen Nederlands Persbureau |                                        | anp.nl               | (ANP)
    Ritzau      | Europe/Copenhagen   | Ritzaus Bureau               |                                          | ritzau.dk            | /ritzau/, /ritzau/AFP/, /ritzau/Reuters/, /ritzau/AP/, /ritzau/FINANS
    TT          | Europe/Stockholm    | Tidningarnas Telegrambyrå    | TT Nyhetsbyrån                           | tt.se                | (TT)
    NTB         | Europe/Oslo         | Norsk Telegrambyrå           | NTB scanpix, NTBtekst                    | ntb.no               | ©NTB, (©NTB), (NTB)
    STT         | Europe/Helsinki     | Suomen Tietotoimisto         | STT-Lehtikuva, FNB                       | stt.fi               | (STT)
    TASS        | Europe/Moscow       | TASS                         | ITAR-TASS, ТАСС, ИТАР-ТАСС               | tass.ru, tass.com    |
    Lusa        | Europe/Lisbon       | Agência Lusa                 |                                          | lusa.pt              | Lusa/Fim, Lusa/fim
    EuropaPress | Europe/Madrid       | Europa Press                 | EUROPA PRESS, EP                         | europapress.es       | (EUROPA PRESS)
    Xinhua      | Asia/Shanghai       | Xinhua News Agency           | 新华社, 新华网, شينخوا                      | xinhuanet.com, news.cn | Enditem, Enditem., Enditem/
    Kyodo       | Asia/Tokyo          | Kyodo News                   | 共同, 共同通信, 共同通信社, 共同社            | kyodonews.net, kyodonews.jp | ==Kyodo, Kyodo
    ANI         | Asia/Kolkata        | Asian News International     |                                          | aninews.in           | (ANI)
    IANS        | Asia/Kolkata        | Indo-Asian News Service      |                                          | ians.in              | --IANS, IANS, (IANS)
    UNI         | Asia/Kolkata        | United News of India         |                                          | uniindia.com         | UNI
    APP         | Asia/Karachi        | Associated Press of Pakistan |                                          | app.com.pk           | (APP)
    UNB         | Asia/Dhaka          | United News of Bangladesh    |                                          | unb.com.bd           |
    BSS         | Asia/Dhaka          | Bangladesh Sangbad Sangstha  |                                          | bssnews.net          |
    AA          | Europe/Istanbul     | Anadolu Agency               | Anadolu, Anadolu Ajansı, الأناضول, وكالة الأناضول | aa.com.tr   |
    DHA         | Europe/Istanbul     | Demirören Haber Ajansı       |                                          | dha.com.tr           |
    IHA         | Europe/Istanbul     | İhlas Haber Ajansı           |                                          | iha.com.tr           |
    Yonhap      | Asia/Seoul          | Yonhap News Agency           | 연합뉴스, Yonhap News, 韩联社               | yna.co.kr            | (END), (끝)
    Newsis      | Asia/Seoul          | Newsis                       | 뉴시스                                    | newsis.com           |
    KCNA        | Asia/Pyongyang      | Korean Central News Agency   | 조선중앙통신, 朝中社                        | kcna.kp              |
    Jiji        | Asia/Tokyo          | Jiji Press                   | 時事, 時事通信, 時事通信社                   | jiji.com             |
    CNS         | Asia/Shanghai       | China News Service           | 中新社, 中新网, 中国新闻社                   | chinanews.com        |
    CNA         | Asia/Taipei         | Central News Agency          | 中央社                                    | cna.com.tw           |
    Bernama     | Asia/Kuala_Lumpur   | Bernama                      |                                          | bernama.com          | -- BERNAMA, BERNAMA
    Antara      | Asia/Jakarta        | Antara                       | Antara News                              | antaranews.com       |
    PNA         | Asia/Manila         | Philippine News Agency       |                                          | pna.gov.ph           | (PNA)
    VNA         | Asia/Ho_Chi_Minh    | Vietnam News Agency          | TTXVN                                    | vnanet.vn            | VNA
    Interfax    | Europe/Moscow       | Interfax                     | Интерфакс                                | interfax.ru          |
    RIA         | Europe/Moscow       | RIA Novosti                  | РИА Новости, Sputnik                     | ria.ru               |
    Interfax-Ukraine | Europe/Kyiv    | Interfax-Ukraine             | Интерфакс-Украина, Інтерфакс-Україна     | interfax.com.ua      |
    Ukrinform   | Europe/Kyiv         | Ukrinform                    | Укринформ, Укрінформ                     | ukrinform.net        |
    UNIAN       | Europe/Kyiv         | UNIAN                        | УНИАН, УНІАН                             | unian.net            |
    BelTA       | Europe/Minsk        | Belarusian Telegraph Agency  | БЕЛТА                                    | belta.by             |
    UPI         | America/New_York    | United Press International   |                                          | upi.com              |
    NYT         | America/New_York    | The New York Times           | New York Times News Service, NYTNS       |                      |
    JTA         | America/New_York    | Jewish Telegraphic Agency    |                                          | jta.org              |
    RNS         | America/New_York    | Religion News Service        |                                          | religionnews.com     |
    Bloomberg   | America/New_York    | Bloomberg News               | Bloomberg Opinion, Bloomberg Businessweek | bloomberg.com, bloomberg.net |
    SportsNetwork | America/New_York  | The Sports Network           | Sports Network                           | sportsnetwork.com    |
    DowJones    | America/New_York    | Dow Jones Newswires          | DJ, Dow Jones                            | dowjones.com         |
    CP          | America/Toronto     | The Canadian Press           | Canadian Press, La Presse Canadienne     | thecanadianpress.com |
    NZN         | Pacific/Auckland    | New Zealand Newswire         | NZPA                                     |                      |
    CTK         | Europe/Prague       | Česká tisková kancelář       | ČTK                                      | ctk.cz, ceskenoviny.cz |
    TASR        | Europe/Bratislava   | Tlačová agentúra SR          |                                          | tasr.sk              |
    SITA        | Europe/Bratislava   | Slovenská tlačová agentúra   |                                          | sita.sk              |
    MTI         | Europe/Budapest     | Magyar Távirati Iroda        |                                          | mti.hu               |
    Hina        | Europe/Zagreb       | Hrvatska izvještajna novinska agencija |                                | hina.hr              | (Hina)
    STA         | Europe/Ljubljana    | Slovenska tiskovna agencija  |                                          | sta.si               |
    Tanjug      | Europe/Belgrade     | Tanjug                       | Танјуг                                   | tanjug.rs            |
    BTA         | Europe/Sofia        | Bulgarian Telegraph Agency   | БТА                                      | bta.bg               |
    Agerpres    | Europe/Bucharest    | Agerpres                     |                                          | agerpres.ro          |
    AMNA        | Europe/Athens       | Athens-Macedonian News Agency | ΑΠΕ-ΜΠΕ, ΑΠΕ, ANA-MPA                   | amna.gr              |
    LETA        | Europe/Riga         | LETA                         |                                          | leta.lv              |
    BNS         | Europe/Vilnius      | Baltic News Service          |                                          | bns.lt               |
    ELTA        | Europe/Vilnius      | ELTA                         |                                          | elta.lt              |
    Adnkronos   | Europe/Rome         | Adnkronos                    | Adnkronos Salute, Labitalia              | adnkronos.com        |
    AGI         | Europe/Rome         | Agenzia Italia               |                                          | agi.it               | (AGI)
    Askanews    | Europe/Rome         | askanews                     | TMNews                                   | askanews.it          |
    LaPresse    | Europe/Rome         | LaPresse                     |                                          | lapresse.it          |
    DIRE        | Europe/Rome         | Agenzia Dire                 |                                          | dire.it              |
    Italpress   | Europe/Rome         | Italpress                    |                                          | italpress.com        | (ITALPRESS)., (ITALPRESS)
    Radiocor    | Europe/Rome         | Il Sole 24 Ore Radiocor      | Il Sole 24 Ore Radiocor Plus             |                      |
    Servimedia  | Europe/Madrid       | Servimedia                   |                                          | servimedia.es        | (SERVIMEDIA)
    ACN         | Europe/Madrid       | Agència Catalana de Notícies |                                          | acn.cat              |
    ~KNA        | Europe/Berlin       | Katholische Nachrichten-Agentur |                                       | kna.de               |
    epd         | Europe/Berlin       | Evangelischer Pressedienst   |                                          | epd.de               |
    SID         | Europe/Berlin       | Sport-Informations-Dienst    |                                          | sid.de               |
    dts         | Europe/Berlin       | dts Nachrichtenagentur       | dts news                                 | dts-nachrichtenagentur.de |
    dapd        | Europe/Berlin       | dapd nachrichtenagentur      | ddp, ddp.djn                             |                      |
    ~KAP        | Europe/Vienna       | Kathpress                    |                                          | kathpress.at         |
    Telam       | America/Argentina/Buenos_Aires | Télam             |                                          | telam.com.ar         |
    PrensaLatina | America/Havana     | Prensa Latina                | PL                                       | prensa-latina.cu     |
    Notimex     | America/Mexico_City | Notimex                      | NTX                                      | notimex.gob.mx       |
    Andina      | America/Lima        | Andina                       |                                          | andina.pe            |
    ABI         | America/La_Paz      | Agencia Boliviana de Información |                                      | abi.bo               |
    AVN         | America/Caracas     | Agencia Venezolana de Noticias |                                        | avn.info.ve          | AVN
    AgenciaBrasil | America/Sao_Paulo | Agência Brasil               |                                          | agenciabrasil.ebc.com.br |
    Folhapress  | America/Sao_Paulo   | Folhapress                   |                                          |                      |
    Estadao     | America/Sao_Paulo   | Estadão Conteúdo             | Agência Estado                           |                      |
    MAP         | Africa/Casablanca   | Maghreb Arabe Presse         | ومع                                      | mapnews.ma           |
    APS         | Africa/Algiers      | Algérie Presse Service       | وأج                                      | aps.dz               |
    TAP         | Africa/Tunis        | Tunis Afrique Presse         | وات                                      | tap.info.tn          |
    MENA        | Africa/Cairo        | Middle East News Agency      | أ ش أ                                    | mena.org.eg          |
    NAN         | Africa/Lagos        | News Agency of Nigeria       |                                          | nannews.ng           | (NAN)
    GNA         | Africa/Accra        | Ghana News Agency            |                                          | gna.org.gh           | GNA
    AIP         | Africa/Abidjan      | Agence ivoirienne de presse  |                                          | aip.ci               | (AIP)
    AIB         | Africa/Ouagadougou  | Agence d'information du Burkina |                                       | aib.media            | (AIB)
    AMAP        | Africa/Bamako       | Agence malienne de presse et de publicité |                             | amap.ml              | (AMAP)
    ATOP        | Africa/Lome         | Agence togolaise de presse   |                                          | atop.tg              | (ATOP)
    PANA        | Africa/Dakar        | Panapress                    | Pana                                     | panapress.com        |
    SAnews      | Africa/Johannesburg | South African Government News Agency | SAnews.gov.za                    | sanews.gov.za        |
    Nampa       | Africa/Windhoek     | Namibia Press Agency         |                                          | nampa.org            |
    SPA         | Asia/Riyadh         | Saudi Press Agency           | واس                                      | spa.gov.sa           | --SPA
    WAM         | Asia/Dubai          | Emirates News Agency         | وام                                      | wam.ae               |
    KUNA        | Asia/Kuwait         | Kuwait News Agency           | كونا                                     | kuna.net.kw          |
    QNA         | Asia/Qatar          | Qatar News Agency            | قنا                                      | qna.org.qa           |
    BNA         | Asia/Bahrain        | Bahrain News Agency          | بنا                                      | bna.bh               |
    ONA         | Asia/Muscat         | Oman News Agency             | العمانية                                 | omannews.gov.om      |
    PetraNews   | Asia/Amman          | Jordan News Agency           | Petra, بترا                              | petra.gov.jo         |
    SANA        | Asia/Damascus       | Syrian Arab News Agency      | سانا                                     | sana.sy              |
    WAFA        | Asia/Hebron         | Palestine News Agency        | وفا                                      | wafa.ps              |
    AZERTAC     | Asia/Baku           | Azerbaijan State News Agency | АЗЕРТАДЖ                                 | azertag.az           |
    Kazinform   | Asia/Almaty         | Kazinform                    | Казинформ                                | inform.kz            |
    IRNA        | Asia/Tehran         | Islamic Republic News Agency | إرنا                                     | irna.ir              |
    ISNA        | Asia/Tehran         | Iranian Students News Agency |                                          | isna.ir              |
    +PRNewswire | America/New_York    | PR Newswire                  | PRNewswire-USNewswire, PRNewswire-FirstCall, PRNewswire-Asianet, PRNewswire-Asia, PRNewswire-PRWeb, PRNewswire-HISPANIC PR WIRE, PRN, 美通社 | prnewswire.com |
    +CNW        | America/Toronto     | Canada Newswire              | CNW Telbec, CNW Group, Newswire.ca       | newswire.ca          |
    +GlobeNewswire | America/New_York | GlobeNewswire                | GLOBE NEWSWIRE, Marketwired, Marketwire  | globenewswire.com    |
    +Accesswire | America/New_York    | ACCESSWIRE                   | ACCESS Newswire                          | accesswire.com       |
    +Newsfile   | America/Toronto     | Newsfile Corp.               | Newsfile                                 | newsfilecorp.com     |
    +EINPresswire | America/New_York  | EIN Presswire                | EINPresswire.com                         | einpresswire.com     |
    +ots        | Europe/Berlin       | news aktuell                 |                                          | presseportal.de      |
    +APO        | Africa/Johannesburg | APO Group                    |                                          | apo-opa.com          |
    """.strip().splitlines()
)

# How some of them sign, by the values of ``SignOffForm``; the others sign in full, or in any agency's form.
SIGN_OFFS = {
    "epd": "closing line",  # epd bm/fu mih
    "SID": "closing line",
    "CTK": "words",
    "Hina": "words",  # (Hina) xan ymc
    "Interfax": "words",  # Rp jh
    "AGI": "any case",  # (AGI) Bs1/Car
    "Askanews": "any case",  # Int/Coa
    "Radiocor": "any case",  # Bab
    "Italpress": "any case",
    "Servimedia": "three letters",  # JRN/clc
    "Andina": "three letters",  # NDP/RRC
    "Notimex": "three letters",  # NTX/MCM/JLR
    "WAM": "names",
    "NAN": "capitals",  # AB/CD
    "APS": "capitals",  # Senegal's: ABC/DE/MTN
}

# One person's initials can close their stories.
SIGNS_ALONE = frozenset({"Radiocor"})

# Those that number the takes of a story with a figure in brackets behind the headline (``Agency.numbers_takes``).
NUMBERS_TAKES = frozenset({"Adnkronos", "AGI", "Askanews", "LaPresse", "Italpress", "Radiocor"})
