"""What is met before the first text: the words of the model's own vocabulary, in the forms in which texts have them.

spaCy's vocabulary is in the order of frequency. Each form is worth so many of the first words: further on, what it costs
at the start is not won back.
"""

from collections.abc import Iterator, Sequence

# How many of the most frequent words are met in each form; a vowel follows what is elided.
_EVERYWHERE = (("{word}", 20_000), ("{capital}", 6_000), ("{word},", 3_000), ("{word}.", 3_000))
_FORMS = {
    "fr": (
        *_EVERYWHERE,
        ("d'{word}", 2_000),
        ("l'{word}", 2_000),
        *((f"{elided}'{{word}}", 1_000) for elided in ("qu", "n", "s", "L", "D")),
    ),
    "en": (*_EVERYWHERE, ("{word}'s", 2_000), ('"{word}', 1_000), ('"{capital}', 1_000), ('{word},"', 1_000)),
}
_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûüœæAEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")


def known_pieces(words: Sequence[str], language: str) -> Iterator[str]:
    """The pieces between two spaces that words, the most frequent first, are likely to stand in.

    >>> list(known_pieces(["avec", "le"], "fr"))[:6]
    ['avec', 'le', 'Avec', 'Le', 'avec,', 'le,']
    >>> "l'avec" in known_pieces(["avec", "le"], "fr"), "l'le" in known_pieces(["avec", "le"], "fr")
    (True, False)
    """
    words = [word for word in words if word.split() == [word]]
    for form, count in _FORMS.get(language, _EVERYWHERE):
        elided = form.endswith("'{word}")
        for word in words[:count]:
            if not elided or word[0] in _VOWELS:
                yield form.format(word=word, capital=word[0].upper() + word[1:])
