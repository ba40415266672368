"""What stands before a place and hardly ever before a person, by language: a few words, each one sure."""

BEFORE_PLACES = {"en": ("in", "near", "outside")}
