from dataclasses import replace

import pytest

from worker.errors import NoTextError
from worker.item import Author, Hints, RawBlock, RawKind, Role, Text, VersionKind, Warn, WireItem
from worker.normalize import normalize

DISPATCH = (
    RawBlock("(COMBO) Deux photos de trains prises le 2 mai à Lima."),
    RawBlock("Lima (AFP) - Le train est arrivé mardi, a annoncé la compagnie péruvienne des chemins de fer."),
    RawBlock("- 'Enfin LÀ' -"),
    RawBlock("« Nous attendions depuis l’été », a dit une passagère."),
    RawBlock("burs-vt/kpl"),
)

LONG = "\n".join(
    f"The council said on {day} that the bridge over the river stays closed for three weeks while it is mended, and that "
    "all who live beyond it are taken across by boat until then, free of charge and by night as well."
    for day in ("Monday", "Tuesday", "Thursday", "Friday")
)


def item(*blocks, hints=None, **fields):
    return WireItem(
        "test", hints or Hints(), tuple(RawBlock(text) if isinstance(text, str) else text for text in blocks), **fields
    )


def member(story, pointer):
    name, place, _ = pointer.strip("/").split("/")
    return story.body if name == "bodies" else getattr(story, name)[int(place)].value


def test_a_dispatch_is_read_as_an_editor_reads_it():
    story = normalize(WireItem("afp-text", Hints(), DISPATCH), None)
    assert story.body.startswith("Le train est arrivé")
    assert story.body.endswith("a dit une passagère.")
    assert story.descriptions == (Text("(COMBO) Deux photos de trains prises le 2 mai à Lima.", "caption"),)
    assert (story.agency, story.language, story.pub_status) == ("AFP", "fr", "usable")
    assert (story.dateline.raw, story.dateline.places[0].name) == ("Lima (AFP) -", "Lima")
    assert (story.sign_off.writers, story.sign_off.editors, story.sign_off.compiled) == (("vt",), ("kpl",), True)
    assert (story.headlines, story.derived) == ((), ())
    assert story.warnings == (Warn.LANGUAGE_GUESSED,)


def test_blocks_cut_their_text_out_of_the_body_and_keep_what_was_taken():
    story = normalize(WireItem("afp-text", Hints(), DISPATCH), None)
    for block in story.blocks:
        if block.start is not None:
            assert story.body[block.start : block.end] == block.text
    subhead = next(block for block in story.blocks if block.role is Role.SUBHEAD)
    assert (subhead.text, subhead.raw) == ("'Enfin LÀ'", "- 'Enfin LÀ' -")
    assert [block.text for block in story.blocks if block.start is None] == [
        DISPATCH[0].text,
        "Lima (AFP) -",
        "burs-vt/kpl",
    ]


def test_no_furniture_reaches_the_recognizer():
    story = normalize(WireItem("afp-text", Hints(), DISPATCH), None)
    prose = " ".join(passage.text for passage in story.passages)
    assert not any(word in prose for word in ("COMBO", "AFP", "burs", "kpl", "- '"))
    for passage in story.passages:
        assert member(story, passage.pointer)[passage.start :].startswith(passage.text)


def test_a_version_word_behind_a_headline_is_kept_from_the_recognizer_too():
    story = normalize(item("Il est là.", headlines=(Text("Le train arrive (2e LEAD)"),)), None)
    assert story.passages[0].text == "Le train arrive"
    assert (story.version.kind, story.version.number) == (VersionKind.LEAD, 2)


def test_a_take_behind_a_headline_is_a_version_where_its_agency_numbers_so():
    taken = normalize(
        item("Il treno è qui.", "(SEGUE).", agency="ANSA", headlines=(Text("Il treno arriva (2)"),)), None
    )
    assert (taken.version.kind, taken.version.number, taken.body) == ("add", 2, "Il treno è qui.")
    assert taken.passages[0].text == "Il treno arriva"
    assert normalize(item("Le train.", agency="AFP", headlines=(Text("Les buts: Roi (2)"),)), None).version is None


def test_a_derived_headline_is_not_searched_again():
    story = normalize(item("Le train est là. Il est tard."), None)
    assert story.headlines == (Text("Le train est là."),)
    assert {passage.pointer for passage in story.passages} == {"/bodies/0/value"}


def test_an_alert_takes_its_headline_from_its_sentence():
    story = normalize(
        item("Le train est arrivé à Lima", "vt/kpl", agency="AFP", kind="Alert", headlines=(Text(""),)), None
    )
    assert story.headlines[0].value == "Le train est arrivé à Lima"
    assert (story.profile, story.version.kind) == ("alert", VersionKind.ALERT)


def test_version_word_and_caption_mark_stay_in_the_record_but_out_of_the_passages():
    story = normalize(
        item("Il est là.", headlines=(Text("URGENT: le train"),), descriptions=(Text("(FILES) Un train."),)), None
    )
    starts = {passage.pointer: (passage.start, passage.text) for passage in story.passages}
    assert starts["/headlines/0/value"] == (8, "le train")
    assert starts["/descriptions/0/value"] == (8, "Un train.")
    assert story.headlines[0].value == "URGENT: le train"


@pytest.mark.parametrize("blocks", [(), ("",), ("burs-vt/kpl",), ("___", "…"), ("Lima (AFP) -",)])
def test_an_item_without_words_is_no_text(blocks):
    with pytest.raises(NoTextError):
        normalize(item(*blocks, agency="AFP"), None)


def test_a_picture_is_a_story_by_its_caption():
    story = normalize(item(type="picture", descriptions=(Text("Un train à Lima."),)), None)
    assert (story.body, story.profile, story.derived) == ("", None, ())
    assert [passage.pointer for passage in story.passages] == ["/descriptions/0/value"]


def test_the_items_agency_outweighs_the_hint_and_the_hint_nothing():
    hints = Hints(agency="dpa")
    assert normalize(item("Un train.", hints=hints, agency="AFP"), None).agency == "AFP"
    assert normalize(item("Lima (EFE).- Un tren.", hints=hints), None).agency == "EFE"
    assert normalize(item("Un train.", hints=hints), None).agency == "dpa"
    assert normalize(item("Un train.", uri="urn:newsml:afp.com:1:2"), None).agency == "AFP"


def test_the_items_language_and_urgency_outweigh_the_hints():
    hints = Hints(language="de", urgency=5)
    story = normalize(item("Un train.", hints=hints, language="fr", urgency=3), None)
    assert (story.language, story.urgency) == ("fr", 3)
    story = normalize(item("Un train.", hints=hints), None)
    assert (story.language, story.urgency) == ("de", 5)


def test_a_time_without_a_zone_takes_the_hints_else_the_agencys():
    stated = item("Un train.", agency="AFP", version_created="2024-01-02 10:00")
    assert normalize(stated, None).version_created == "2024-01-02T10:00:00+01:00"
    hinted = replace(stated, hints=Hints(zone="Asia/Tokyo"))
    assert normalize(hinted, None).version_created == "2024-01-02T10:00:00+09:00"


def test_a_time_that_cannot_be_read_is_left_out_with_a_warning():
    story = normalize(item("Un train.", language="fr", version_created="yesterday"), None)
    assert (story.version_created, story.warnings) == (None, (Warn.BAD_DATE,))


def test_a_dateline_without_a_year_takes_it_from_the_item_or_from_kafka():
    blocks = ("OSAKA, Dec 31 (Reuters) - A train came.",)
    assert normalize(item(*blocks, version_created="2024-01-01T00:10:00Z"), None).dateline.date == "2023-12-31"
    assert normalize(item(*blocks), 1_704_067_200_000).dateline.date == "2023-12-31"
    undated = normalize(item(*blocks, language="en"), None)
    assert (undated.dateline.date, undated.warnings) == (None, (Warn.BAD_DATE,))


def test_the_dateline_of_a_summary_is_not_read_for_names():
    summary = "WASHINGTON (AP) — The Senate passed it."
    story = normalize(item("The bill was passed.", descriptions=(Text(summary, "summary"),)), None)
    assert story.descriptions[0].value == summary
    assert story.passages[0].text == "The Senate passed it."
    assert summary[story.passages[0].start :] == "The Senate passed it."


def test_the_slug_in_front_of_a_summary_is_not_read_for_names():
    summary = "POPE-LATAM/ (PIX, TV):Pope leaves Peru"
    story = normalize(item("He left.", descriptions=(Text(summary),), slug="POPE-LATAM/ (PIX, TV)"), None)
    assert story.passages[0].text == "Pope leaves Peru"


@pytest.mark.parametrize(
    "line",
    [
        "Achtung Sperrfrist: Freitag, 03.05.2124, 00.01 Uhr",
        "Note embargo 00.01hrs Fri May 3 2124",
        "HFR 6 a.m. EDT May 3, 2124",
        "EMBARGO ALLE 18:00 DEL 3 MAGGIO 2124",
        "EMBARGO do 3 maja 2124 godz. 10:00",
    ],
)
def test_an_embargo_in_any_of_its_forms_withholds_the_item(line):
    story = normalize(item(line, "A train came to Lima, the company said."), None)
    assert (story.pub_status, story.embargo) == ("withheld", line)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("ACHTUNG", 'Bitte verwenden Sie die Meldung "Hafen" von 12.30 Uhr nicht.'),
        ("ADVISORY", "The Associated Press has withdrawn its story about the port."),
        ("ADVISORY-Port story", 'The Nov 28 story headlined "Port" is withdrawn. STORY_NUMBER: L1N1'),
        ("KILL KILL KILL", "PORT Fire"),
        ("TREKKES", "Meldingen om havnen trekkes."),
        ("ÅTERKALLAS", "Texten om hamnen återkallas."),
        ("ANULOWANO", "Prosimy o nieużywanie depeszy o porcie."),
    ],
)
def test_a_kill_in_any_of_its_forms_cancels_the_item(headline, text):
    assert normalize(item(text, headlines=(Text(headline),)), None).pub_status == "canceled"


@pytest.mark.parametrize(
    "text",
    [
        "Reuters has withdrawn from the race for the contract, the company said.",
        "Bitte verwenden Sie Masken, sagte der Minister am Montag; er nannte das nicht leicht.",
        "The Post withdrew its story about the king after complaints.",
    ],
)
def test_a_story_of_something_withdrawn_is_no_kill(text):
    assert normalize(item(text, headlines=(Text("A headline"),)), None).pub_status == "usable"


def test_a_dateline_that_states_nothing_but_the_day_gives_way_to_the_texts():
    story = normalize(item("Porto (Lusa) -- Um comboio parou.", dateline="28/01/2025", agency="Lusa"), None)
    assert ([place.name for place in story.dateline.places], story.dateline.date) == (["Porto"], "2025-01-28")


def test_the_dateline_of_the_format_outweighs_the_texts_which_leaves_the_body_all_the_same():
    story = normalize(item("Lima (AFP) - Un train.", dateline="Lima (Pérou), 2 mai 2024 (AFP) -"), None)
    assert (story.dateline.places[0].country, story.dateline.date) == ("PE", "2024-05-02")
    assert story.body == "Un train."


def test_a_place_without_a_mark_takes_agency_and_date_from_the_text():
    story = normalize(item("PARMA, May 2, 2024 (AP) -- A train came.", dateline="Parma, Italy"), None)
    assert (story.dateline.raw, story.dateline.date, story.dateline.agencies) == ("Parma, Italy", "2024-05-02", ("AP",))


def test_a_person_in_the_text_signs_rather_than_a_house_in_a_field():
    story = normalize(item("By Ann Lee", "LIMA (Reuters) - A train.", byline="By Staff Reporter, Example News"), None)
    assert [author.name for author in story.byline.authors] == ["Ann Lee"]
    story = normalize(item("By Ann Lee", "LIMA (Reuters) - A train.", byline="By Bo Berg"), None)
    assert [author.name for author in story.byline.authors] == ["Bo Berg"]


def test_a_last_paragraph_that_is_the_stated_byline_once_more_is_no_part_of_the_story():
    for last in ("Ann Lee", "ANN LEE/Example"):
        story = normalize(item("A train has come.", last, byline="Ann Lee/Example"), None)
        assert (story.body, story.blocks[-1].role) == ("A train has come.", Role.BYLINE)
    story = normalize(item("A train has come.", "Bo Berg", byline="Ann Lee/Example"), None)
    assert story.body == "A train has come.\n\nBo Berg"
    assert normalize(item("A train has come.", "Ann Lee"), None).body == "A train has come.\n\nAnn Lee"


def test_initials_in_the_byline_are_a_sign_off():
    story = normalize(item("Un tren.", agency="EFE", byline="mr/pb"), None)
    assert (story.byline, story.sign_off.raw) == (None, "mr/pb")


def test_what_the_text_says_to_editors_becomes_a_note_and_a_version():
    story = normalize(item("ATTENTION - CORRIGE le lieu ///", "Lima (AFP) - Un train.", notes=("(Photo)",)), None)
    assert story.ed_note == "(Photo)\nATTENTION - CORRIGE le lieu ///"
    assert story.version.kind is VersionKind.CORRECTION
    assert story.body == "Un train."


def test_a_bare_version_word_is_no_note():
    story = normalize(item("URGENT", "Lima (AFP) - Un train."), None)
    assert (story.ed_note, story.version.kind) == (None, VersionKind.URGENT)


def test_a_note_that_the_format_states_is_never_lost():
    story = normalize(item("Lima (AFP) - Un train.", notes=("MANDATORY KILL",)), None)
    assert (story.ed_note, story.version.kind, story.pub_status) == ("MANDATORY KILL", VersionKind.KILL, "canceled")


def test_an_alert_in_one_line_has_its_kind_and_its_headline():
    story = normalize(item("ALERTE - Le train est arrivé à Lima", "vt/kpl", agency="AFP"), None)
    assert (story.version.kind, story.profile) == (VersionKind.ALERT, "alert")
    assert story.headlines == (Text("Le train est arrivé à Lima"),)
    assert [passage.text for passage in story.passages] == ["Le train est arrivé à Lima"]


def test_a_kill_is_published_as_canceled():
    story = normalize(item("Veuillez annuler.", headlines=(Text("KILL: un train"),)), None)
    assert (story.pub_status, story.version.kind) == ("canceled", VersionKind.KILL)


def test_an_embargo_holds_against_the_items_own_time_else_kafkas():
    embargoed = item("Un train.", embargoed="2024-05-02T18:00:00Z", version_created="2024-05-02T10:00:00Z")
    assert normalize(embargoed, None).pub_status == "withheld"
    bare = replace(embargoed, version_created=None)
    assert normalize(bare, 1_714_600_000_000).pub_status == "withheld"
    assert normalize(bare, 1_914_600_000_000).pub_status == "usable"


def test_a_table_is_in_the_body_but_no_passage():
    story = normalize(item("Les résultats:", RawBlock("Lima\t3\nCuzco\t1", RawKind.TABLE)), None)
    assert story.body == "Les résultats:\n\nLima\t3\nCuzco\t1"
    assert [passage.text for passage in story.passages] == ["Les résultats:"]


def test_a_caption_stated_and_in_the_text_stands_once():
    caption = "(FILES) Un train."
    story = normalize(item(caption, "Lima (AFP) - Il est là.", descriptions=(Text(caption, "caption"),)), None)
    assert story.descriptions == (Text(caption, "caption"),)


def test_the_same_item_gives_the_same_story():
    wire = WireItem("afp-text", Hints(), DISPATCH)
    assert normalize(wire, 5) == normalize(wire, 5)


def test_the_seed_dispatch_gives_what_its_issue_asks(shared_data):
    text = (shared_data / "seed" / "afp-dispatch.fr.txt").read_text(encoding="utf-8")
    story = normalize(item(*text.split("\n\n"), agency="AFP"), None)
    assert story.language == "fr"
    assert (story.dateline.raw, [place.name for place in story.dateline.places]) == (
        "Washington (AFP) -",
        ["Washington"],
    )
    assert [text.role for text in story.descriptions] == ["caption"]
    assert story.descriptions[0].value.startswith("(COMBO)")
    subheads = [block.text for block in story.blocks if block.role is Role.SUBHEAD]
    assert subheads == ["Discours de Poutine", "'Fin MAINTENANT'"]
    assert story.sign_off.segments == (("burs", "dk"), ("sms",))
    assert story.body.startswith("Le président américain Donald Trump")
    assert story.body.endswith("par des bénévoles.")


def test_people_whom_the_format_states_one_by_one_outweigh_what_a_byline_reads_like():
    stated = (Author("Lea Brandt", title="Korrespondentin"), Author("Otto Kern"))
    by_line = normalize(item("Ein Satz.", byline="Von Lea Brandt, Otto Kern und anderen", authors=stated), None)
    assert (by_line.byline.raw, by_line.byline.authors) == ("Von Lea Brandt, Otto Kern und anderen", stated)
    alone = normalize(item("Ein Satz.", authors=stated), None)
    assert (alone.byline.raw, alone.byline.authors) == ("Lea Brandt, Otto Kern", stated)


def test_a_take_key_is_a_version_word():
    version = normalize(item("One sentence.", take="2nd Ld-Writethru"), None).version
    assert (version.kind, version.raw, version.number) == (VersionKind.LEAD, "2nd Ld-Writethru", 2)


def test_a_time_without_a_year_takes_the_one_nearest_to_kafkas():
    wire = item("Ein Satz.", agency="dpa", version_created="051001 sep", first_created="041001 sep")
    story = normalize(wire, 1_704_103_200_000)
    assert (story.version_created, story.first_created) == ("2023-09-05T10:01:00+02:00", "2023-09-04T10:01:00+02:00")
    assert normalize(wire, None).version_created is None


@pytest.mark.parametrize(
    ("headline", "text", "status"),
    [
        ("Attention shoppers: do not use recalled heaters, alert says", LONG, "usable"),
        ("Kill or be killed: a soldier's story", LONG, "usable"),
        ("KILL: Heaters are recalled", LONG, "canceled"),
        ("Kill BC-US--Heaters, story moved on Monday", LONG, "canceled"),
        (
            "Heaters are recalled",
            "Please do not use recalled heaters, the agency said on Friday in an alert.",
            "usable",
        ),
        ("Heaters are recalled", "Would editors please kill the story slugged CONSUMER Heaters.", "canceled"),
        ("New drug halves deaths (embargoed to 0001 Thursday May 9)", LONG, "withheld"),
        ("EMBARGOED TO 0001 THURSDAY - New drug halves deaths", LONG, "withheld"),
        ("Oil embargo to end on Thursday (analysis)", LONG, "usable"),
    ],
)
def test_a_headline_withdraws_or_holds_back_a_story_only_in_the_wires_own_words(headline, text, status):
    story = normalize(
        item(*text.split("\n"), headlines=(Text(headline),), version_created="2024-05-02T12:00:00Z"), None
    )
    assert story.pub_status == status


@pytest.mark.parametrize("between", ["", "By Ann Lee", "Page 2"])
def test_an_embargo_between_headline_and_story_holds_it_back(between):
    lines = ["Norwegians read fewer books this year", "EMBARGOED TO 0001 SUNDAY MAY 5", between, *LONG.split("\n")]
    story = normalize(item(*filter(None, lines), version_created="2024-05-02T12:00:00Z", agency="PA"), None)
    assert (story.pub_status, story.embargoed_until) == ("withheld", "2024-05-05T00:01:00+01:00")
    assert "EMBARGOED" not in story.body


def test_the_time_under_an_embargo_is_its_end():
    lines = ("EMBARGO", "Thursday 9 May 2024 00:01 GMT", "Paris, May 2, 2024 (AFP) - The bridge is closed.")
    story = normalize(item(*lines, version_created="2024-05-02T12:00:00Z"), None)
    assert (story.embargoed_until, story.headlines) == ("2024-05-09T00:01:00+00:00", (Text("The bridge is closed."),))


def test_an_embargo_behind_the_dateline_is_no_text():
    line = "Madrid, 2 may (EFE).- (Embargada hasta las 20.00 horas) El puente está cerrado."
    story = normalize(item(line, version_created="2024-05-02T12:00:00Z"), None)
    assert (story.embargoed_until, story.body) == ("2024-05-02T20:00:00+02:00", "El puente está cerrado.")


@pytest.mark.parametrize(
    "note",
    [
        "CORRECTION: In the story about the bridge the name is Lara, not Lora.",
        "Nota a la redacción: esta tarde no se transmitirá crónica del partido.",
        "Eds: The story on the bridge will not move today.",
    ],
)
def test_a_note_that_stands_alone_is_an_advisory(note):
    story = normalize(item(note), None)
    assert (story.profile, story.body, story.ed_note) == ("advisory", note, note)


def test_a_hurry_that_tells_nothing_is_no_story():
    with pytest.raises(NoTextError):
        normalize(item("URGENT"), None)


SENTENCE = "Le conseil a annoncé samedi que le pont sur la rivière sera fermé pendant trois semaines pour des travaux."


@pytest.mark.parametrize(
    ("lines", "headline", "slug", "version", "roles"),
    [
        (
            ("Russie-Ukraine-conflit,ALERTE", "ALERTE - Un accord est annoncé", "sl/alf"),
            "Un accord est annoncé",
            "Russie-Ukraine-conflit,ALERTE",
            "alert",
            ["advisory", "advisory", "paragraph", "signoff"],
        ),
        (
            ("Chine-séisme", "ALERTE - Séisme en Chine", "sl/alf"),
            "Séisme en Chine",
            "Chine-séisme",
            "alert",
            ["advisory", "advisory", "paragraph", "signoff"],
        ),
        (
            ("Népal-séisme, 2e LEAD", "Séisme au Népal: dix morts", f"Katmandou (AFP) - {SENTENCE}"),
            "Séisme au Népal: dix morts",
            "Népal-séisme, 2e LEAD",
            "lead",
            ["advisory", "dateline", "paragraph"],
        ),
        (
            ("Le pont ferme", "PRECISE la date des travaux", f"Lyon (AFP) - {SENTENCE}"),
            "Le pont ferme",
            None,
            "correction",
            ["advisory", "dateline", "paragraph"],
        ),
        (
            ("Le pont ferme", "(Selon des sources du conseil)", f"Lyon (AFP) - {SENTENCE}"),
            "Le pont ferme",
            None,
            None,
            ["advisory", "dateline", "paragraph"],
        ),
        (
            ("Le pont ferme pour trois semaines", "Publié le 28/11/2026 à 14h05", SENTENCE, "Publicité", SENTENCE),
            "Le pont ferme pour trois semaines",
            None,
            None,
            ["credit", "paragraph", "credit", "paragraph"],
        ),
        (
            ("BC-US--Bridge, 3rd Ld-Writethru,812", "Bridge closes", f"BOSTON (AP) — {SENTENCE}"),
            "Bridge closes",
            "BC-US--Bridge, 3rd Ld-Writethru,812",
            "lead",
            ["advisory", "dateline", "paragraph"],
        ),
        (
            ("PM-elect wins vote", f"BOSTON (AP) — {SENTENCE}"),
            "PM-elect wins vote",
            None,
            None,
            ["dateline", "paragraph"],
        ),
    ],
)
def test_the_head_of_a_text_is_told_from_its_story(lines, headline, slug, version, roles):
    story = normalize(item(*lines), None)
    assert [text.value for text in story.headlines] == [headline]
    assert (story.slug.raw if story.slug else None) == slug
    assert (story.version.kind.value if story.version else None) == version
    assert [block.role.value for block in story.blocks] == roles


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (("By JOHN SMITH", "AP Sports Writer"), ("John Smith", "Sports Writer", "AP")),
        (("By JOHN SMITH", "For The Associated Press"), ("John Smith", None, "The Associated Press")),
        (("Michel Saba, La Presse Canadienne",), ("Michel Saba", None, "La Presse Canadienne")),
    ],
)
def test_a_house_makes_a_byline_of_a_name_above_the_dateline_and_a_title_goes_with_it(lines, author):
    story = normalize(item("Bridge closes", *lines, f"OTTAWA (AP) — {SENTENCE}"), None)
    assert [(one.name, one.title, one.affiliation) for one in story.byline.authors] == [author]
    assert [text.value for text in story.headlines] == ["Bridge closes"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("BRUSELAS, 28 Nov. (De la corresponsal de EUROPA PRESS, Ana Pisonero) - El puente se cierra.", "Ana Pisonero"),
        ("(ANSA) - ROMA, 28 NOV - (di Anna Rossi) Il ponte chiude.", "Anna Rossi"),
    ],
)
def test_a_correspondent_in_the_dateline_signs(line, author):
    story = normalize(item(line), None)
    assert [one.name for one in story.byline.authors] == [author]
    assert author not in story.body


@pytest.mark.parametrize("slug", ["Santé-vaccins,EMBARGO", "HFR-Health-Drug"])
def test_a_slug_can_say_that_a_story_is_held(slug):
    story = normalize(item(*LONG.split("\n"), slug=slug), None)
    assert story.pub_status == "withheld"


@pytest.mark.parametrize(
    "line",
    [
        "OpenAI signs deal with AP",
        "Annulation de l'alerte au tsunami au Japon",
        "Queda anulada la alerta por lluvias en Galicia",
        "The Reuters story on the mine was withdrawn after a court order",
        "Read more: libraries urged to open on Sundays",
        "Updated: Trump to speak at 12:30 ET",
        "Embargo lifts Friday for Cuban rum",
    ],
)
def test_what_only_sounds_like_the_wire_is_an_item_like_others(line):
    story = normalize(item(line), None)
    assert (story.pub_status, story.body) == ("usable", line)


@pytest.mark.parametrize(
    "line",
    [
        "Please do not use the photo without credit: Ann Lee",
        "ANNULÉ: le concert de dimanche est reporté",
        "Bitte verwenden Sie den Artikel nicht mehr.",
        "The embargo of October 1973, when Arab states cut off oil, doubled prices.",
        "The report is under embargo until Monday, a spokeswoman said.",
        '"It will cost us dearly," he said. "All of us." (Reuters/John Smith)',
        "Von Mann zu Mann",
        "*** The winners will be announced on Monday ***",
        "Published prices: 3/4 cup costs $2",
    ],
)
def test_what_only_sounds_like_the_wire_stays_in_the_text(line):
    story = normalize(item("Heaters are recalled all over the country.", line), None)
    assert (story.pub_status, line in story.body) == ("usable", True)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("CORRECTION: Mort de l'acteur Jean Dupuis", "correction"),
        ("ANNULATION - Mort de Jean Dupuis", "kill"),
        ("Mort de Jean Dupuis (RECTIFICATIF)", "correction"),
        ("CORREGIDO - Muere el actor", "correction"),
    ],
)
def test_a_headline_that_says_what_became_of_the_story_stays_its_headline(line, kind):
    story = normalize(item(line, f"Paris (AFP) - {SENTENCE}"), None)
    assert [text.value for text in story.headlines] == [line]
    assert story.version.kind == kind
