"""The labels of the models, as types of ours. A label without a row is dropped: a date, an amount, a nationality."""

from worker.item import EntityType

# WikiNER's four: fr_core_news_md, and the other "news" models of spaCy.
_WIKINER = {
    "PER": EntityType.PERSON,
    "LOC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
    "MISC": EntityType.OTHER,
}

# OntoNotes: en_core_web_md. NORP (Russians, Democrats), LAW, LANGUAGE, dates and amounts name none of our things.
_ONTONOTES = {
    "PERSON": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
    "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT,
    "WORK_OF_ART": EntityType.PRODUCT,
}

# The two schemes agree where they share a label, so one table serves every model; our own weights have five of them.
LABELS = _WIKINER | _ONTONOTES

OWN = {
    EntityType.PERSON: "PER",
    EntityType.PLACE: "LOC",
    EntityType.ORGANISATION: "ORG",
    EntityType.EVENT: "EVENT",
    EntityType.PRODUCT: "PRODUCT",
}

# What a label of ours begins as when a network of another scheme is trained on: the nearest that it has.
NEAREST = {
    "PER": ("PER", "PERSON"),
    "LOC": ("LOC", "GPE"),
    "ORG": ("ORG",),
    "EVENT": ("EVENT", "MISC"),
    "PRODUCT": ("PRODUCT", "WORK_OF_ART", "MISC"),
}

# Labels of peoples and languages, which name none of our things. A network whose base tells them from names goes on doing
# so, under the first of them, and what has it is dropped.
PEOPLES = ("NORP", "LANGUAGE")
