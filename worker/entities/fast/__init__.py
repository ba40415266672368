"""Our own run of spaCy's recognizer: the same weights, the same names, a half to a quarter of the time.

A text goes through five stages, each a module:

    chunks    what stands between two spaces → the numbers of its tokens, known from before or cut by spaCy's tokenizer
    rows      a token's number → its vector (embedding), which no context changes, computed when it was first met
    encoder   vectors of words → vectors of tokens in their text: each takes in its neighbours, four times
    decoder   vectors of tokens → names: the parser's actions, at all places at once
    tagger    tokens → characters

``network`` reads the weights out of the loaded pipeline, and refuses one of another form. Scores are not spaCy's to the
last bit, since sums are taken in another order; spans are, as ``tests/bench/recognize_speed.py`` counts.
"""

from worker.entities.fast.network import UnsupportedError
from worker.entities.fast.tagger import FastTagger, Span

__all__ = ["FastTagger", "Span", "UnsupportedError"]
