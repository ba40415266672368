"""The labels of the models, as types of ours. A label without a row is dropped: a date, an amount, a nationality."""

from worker.item import EntityType

# WikiNER's four: fr_core_news_md, and the other "news" models of spaCy.
_WIKINER = {
    "PER": EntityType.PERSON,
    "LOC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
    "MISC": EntityType.OTHER,
}

# OntoNotes: en_core_web_sm. NORP (Russians, Democrats), LAW, LANGUAGE, dates and amounts name none of our things.
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

# The two schemes agree where they share a label, so one table serves every model.
LABELS = _WIKINER | _ONTONOTES
