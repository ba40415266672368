"""The language of an item: as stated, in BCP 47, else as guessed from its text."""

import re
from collections import Counter
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from worker.item import Warn
from worker.normalize.tables import languages
from worker.normalize.tables.function_words import FUNCTION_WORDS
from worker.normalize.text import fold_letters

LETTERS_MIN = 20
"""Letters below which no guess is made: the shortest alerts have three or four words."""

SCRIPT_LETTERS_MIN = 8
"""The same where the script leaves few languages, or small words decide."""

LAST_LATIN = "\u024f"

CONFIDENCE_MIN = 0.6
"""Probability, among the languages in use, below which a text counts as undecided.

Of 260 sentences and headlines of 20 to 80 letters in agencies' files in eight languages, 0.6 decided 249 and 0.9 only
230; the two wrong ones were Norwegian Bokmål called Norwegian. What it leaves undecided, small words decide: of 500
sentences of 15 to 70 letters in English and French 367 instead of 346, none of them wrongly.
"""

GUESS_CHARACTERS_MAX = 2000


def stated_language(stated: str | None) -> str | None:
    """A stated language as BCP 47: language, script, region; ``None`` where it says nothing of the kind.

    >>> stated_language("fr_FR"), stated_language("eng"), stated_language("und")
    ('fr-FR', 'en', None)
    """
    text = (stated or "").strip().lower().replace("_", "-")
    if text in languages.UNDETERMINED:
        return None
    found = _TAG.fullmatch(languages.STATED.get(text, text))
    if found is None:
        return None
    language, script, region = found.groups()
    language = languages.STATED.get(language, language)
    return "-".join(filter(None, (language, script and script.title(), region and region.upper())))


def guess_language(prose: str, other: str = "") -> tuple[str | None, Warn]:
    """The language of an item that states none, and the warning that goes with a guess or with none.

    Where ``prose`` does not tell, the small words of the ``other`` text may: a table's letters are those of names, so that
    a list of American towns looks Spanish.
    """
    guess = _guess(prose[:GUESS_CHARACTERS_MAX]) or _by_small_words(
        " ".join(filter(str.islower, other[:GUESS_CHARACTERS_MAX].split()))
    )
    return guess, Warn.LANGUAGE_GUESSED if guess else Warn.LANGUAGE_UNKNOWN


_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?")


def _guess(text: str) -> str | None:
    """What the identifier is sure of; where it is undecided, what the small words of the text confirm."""
    letters = sum(map(str.isalpha, text))
    if letters < SCRIPT_LETTERS_MIN:
        return None
    language, confidence = map(str, identifier().classify(text))
    if float(confidence) >= CONFIDENCE_MIN and (letters >= LETTERS_MIN or _is_its_own_script(text)):
        return language
    return _by_small_words(text, language)


def _is_its_own_script(text: str) -> bool:
    return all(letter > LAST_LATIN for letter in text if letter.isalpha())


def _by_small_words(text: str, guessed: str | None = None) -> str | None:
    """The language whose small words stand in the text: as guessed, or the only one with two of them."""
    found = Counter(word for word in _WORD.findall(fold_letters(text)))
    counts = {
        language: sum(found[word] for word in small if word in found) for language, small in FUNCTION_WORDS.items()
    }
    most = max(counts.values())
    first = [language for language, count in counts.items() if count == most]
    if most >= 2 and len(first) == 1:
        return first[0]
    return guessed if guessed in first and most and (most >= 2 or len(first) == 1) else None


@cache
def identifier() -> Any:
    """What tells languages by their letters; loaded once, which takes half a second."""
    from py3langid import modelio  # noqa: PLC0415 - numpy and a model, rarely needed
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - the same

    # py3langid 0.4 unpacks its model (68 MB, for a moment) into a temporary file, and a container with a read-only root has
    # no place for one: not even /dev/shm, which has 64 MB.
    modelio.tempfile = SimpleNamespace(TemporaryFile=lambda **_: BytesIO())
    langid = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    langid.set_languages([code for code in languages.WRITTEN if code in langid.labels])
    return langid
