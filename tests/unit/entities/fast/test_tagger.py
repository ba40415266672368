"""Our run of the model finds what spaCy's finds: the same names, from the same character to the same character."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from worker.entities.fast import FastTagger
from worker.entities.recognize import _plain
from worker.entities.taggers import StockTagger

MIB = 1024 * 1024
PARAGRAPHS = 300
FRENCH = "winer-fr/2016-2017.jsonl"
ENGLISH = "english-news/tr-news-places.jsonl"

TEXT = (
    "Le président Jean-Luc Vasseur et Anne O'Connor, de l'Organisation mondiale de la santé (OMS), ont quitté Genève "
    "pour \"New York\". « L'Union européenne attend », a dit Mme Vasseur à l'AFP : pas d'accord à Port-au-Prince."
)


def paragraphs(file: Path, count: int) -> list[str]:
    texts = (json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines())
    each = dict.fromkeys(_plain(line) for text in texts for line in text.split("\n") if line.strip())
    return random.Random(7).sample(list(each), count)


def agree(nlp: Any, texts: Sequence[str], fast: FastTagger | None = None) -> int:
    """Hold both against each other; how many names there are."""
    fast = fast or FastTagger(nlp, bytes_max=64 * MIB)
    expected, found = StockTagger(nlp).tag(texts), fast.tag(texts)
    assert [(text, spans) for text, spans in zip(texts, found, strict=True)] == list(zip(texts, expected, strict=True))
    return sum(map(len, found))


@pytest.mark.parametrize(("language", "file", "count"), [("fr", FRENCH, PARAGRAPHS), ("en", ENGLISH, 60)])
def test_real_news_is_read_as_spacy_reads_it(pipelines, shared_data, language, file, count):
    assert agree(pipelines[language], paragraphs(shared_data / file, count)) > count


def changed(text: str, rng: random.Random) -> str:
    """The text as nobody would send it."""
    words = text.split(" ")
    return rng.choice(
        (
            lambda: "".join(rng.choice((letter.upper(), letter.lower())) for letter in text),
            lambda: text.replace(" ", rng.choice(("\xa0", "\u2009", "  ", " \n", "\t", "\n", "\x1c", "\u3000")), rng.randrange(9)),
            lambda: rng.choice((" ", "\n", "\xa0")) + text + rng.choice((" ", "  ", "\n")),
            lambda: " ".join(rng.sample(words, len(words))),
            lambda: " ".join(word if rng.random() < 0.8 else rng.choice(["🙂", "﷼", "é", "ʼ", "…", ":)", ";-(", "''", "'90s", "10km.", "U.S.", "😀😀", "(o:", "c'est"]) for word in words),
            lambda: text[rng.randrange(len(text)) :][: rng.randrange(200)],
            lambda: text + "\n\n" + text[::-1],
            lambda: "".join(chr(rng.randrange(32, 0x2FF)) for _ in range(rng.randrange(80))),
            lambda: rng.choice(words),
            lambda: rng.choice(("", " ", "\n", "   ", "A", ".", "\u200b", "a" * 190)),
        )
    )()  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("bytes_max", [64 * MIB, 150_000])
def test_a_text_that_nobody_would_send_is_read_as_spacy_reads_it(pipelines, language, bytes_max):
    nlp, rng = pipelines[language], random.Random(len(language) + bytes_max)
    fast = FastTagger(nlp, ["le", "la", "les", "de", "the", "of"], bytes_max=bytes_max)
    names = sum(agree(nlp, [changed(TEXT, rng) for _ in range(rng.randrange(1, 9))], fast) for _ in range(40))
    assert names > 200
    assert (fast.used().resets > 1) == (bytes_max < MIB)


@pytest.mark.parametrize("seed", range(3))
def test_a_network_of_chance_is_run_as_well(pipelines, doctor, seed):
    """It finds names in everything: much longer ones than news has, up to a text's last token, and none at all."""
    nlp = pipelines["fr"]
    rng = np.random.default_rng(seed)
    upper = nlp.get_pipe("ner").model.layers[2]
    doctor(upper, "W", lambda weights: rng.normal(size=weights.shape).astype(np.float32))
    doctor(upper, "b", lambda bias: rng.normal(size=bias.shape).astype(np.float32) * 3)
    agree(nlp, [TEXT, *TEXT.split(" "), TEXT.replace(" ", "  ")])


@pytest.mark.parametrize(("move", "by"), [("B", 9), ("I", 9), ("L", 9), ("U", 9), ("O", -9), ("BI", 30), ("BO", -9)])
def test_a_beginning_at_the_last_token_and_names_without_end_are_decided_alike(pipelines, doctor, move, by):
    nlp = pipelines["fr"]
    ner = nlp.get_pipe("ner")
    actions = [ner.moves.get_class_name(number)[0] for number in range(ner.moves.n_moves)]
    preferred = np.array([by if action in move else 0 for action in actions], np.float32)
    doctor(ner.model.layers[2], "b", lambda bias: bias + preferred)
    texts = [
        TEXT,
        "Genève",
        "à Genève",
        "Genève attend",
        " \n ",
        "Genève \n Lausanne",
        *(TEXT[:end] for end in (20, 61, 90)),
    ]
    longest = max(
        end - start for spans in FastTagger(nlp, bytes_max=MIB).tag(texts) for start, end, _ in spans or [(0, 0, "")]
    )
    agree(nlp, texts)
    assert (longest == len(TEXT)) == (move == "BI")


def test_the_same_text_is_read_alike_alone_and_among_others(pipelines):
    fast = FastTagger(pipelines["fr"], bytes_max=64 * MIB)
    texts = [TEXT, "", "Paris", " ", TEXT[40:], TEXT * 30, "Lyon "]
    assert fast.tag(texts) == [spans for text in texts for spans in fast.tag([text])]
    assert fast.tag([]) == []


def test_a_text_of_any_length_is_read_in_one_piece(pipelines):
    text = " ".join([TEXT, *TEXT.split()] * 60)
    assert agree(pipelines["fr"], [text, text[:20_000], TEXT]) > 500


def test_what_was_known_from_the_start_is_never_forgotten(pipelines):
    fast = FastTagger(pipelines["fr"], TEXT.split(" "), bytes_max=1)
    for number in range(3):
        fast.tag([f"zoubi{number} {TEXT}"])
    fast.tag([TEXT])
    use = fast.used()
    assert (use.misses, use.resets) == (3, 4)
    assert fast.used() is None


def test_a_word_is_new_once(pipelines):
    fast = FastTagger(pipelines["fr"], bytes_max=64 * MIB)
    fast.tag(["zoubi zoubi d'Arlac, zoubi"])
    assert fast.used()[:4] == ("words", 2, 2, 0)
    fast.tag(["d'Arlac, zoubi"])
    assert fast.used()[:4] == ("words", 2, 0, 0)


def test_words_that_could_not_be_learnt_are_learnt_the_next_time(pipelines, monkeypatch):
    fast = FastTagger(pipelines["fr"], bytes_max=64 * MIB)
    with monkeypatch.context() as broken:
        broken.setattr(fast._chunks.rows, "_embed", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            fast.tag([TEXT])
    agree(pipelines["fr"], [TEXT], fast)


def test_nothing_is_learnt_by_spacy(pipelines):
    """Ours is bounded; what grew in its vocabulary with the stream would one day fill the memory."""
    nlp = pipelines["fr"]
    fast = FastTagger(nlp, bytes_max=64 * MIB)
    for tagger, vocabulary in ((fast, fast._chunks._tokenizer.vocab), (StockTagger(nlp), nlp.vocab)):
        before = len(vocabulary.strings)
        tagger.tag(["Le zoubidoubarioste de Kraxmouthe a flourpaillé Vrombizgliuk à Pstroumpfheim."])
        assert len(vocabulary.strings) == before
