"""A model of another form is refused with the reason, not run in a way of its own."""

import pytest
import spacy
from spacy.tokens import Doc

from worker.entities.fast.network import UnsupportedError, read_network

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 16,
        "attrs": ["NORM", "SHAPE"],
        "rows": [50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 16,
        "window_size": 1,
        "maxout_pieces": 3,
        "depth": 2,
    },
}


def pipeline(*, encode=None, beam=False, **parser):
    nlp = spacy.blank("fr")
    tok2vec = TOK2VEC | {"encode": TOK2VEC["encode"] | (encode or {})}
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 8,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
    ner = nlp.add_pipe("beam_ner" if beam else "ner", name="ner", config={"model": model | parser})
    for label in ("PER", "LOC"):
        ner.add_label(label)
    nlp.initialize()
    return nlp


def test_a_small_model_without_vectors_is_of_the_form():
    network = read_network(pipeline())
    assert (network.width, len(network.layers), network.vectors) == (16, 2, None)
    assert [table.attribute for table in network.tables] == ["NORM", "SHAPE"]
    assert set(network.parser.actions) == {f"{move}-{label}" for move in "BILU" for label in ("PER", "LOC")} | {
        "O",
        "U-",
    }


@pytest.mark.parametrize(
    ("built", "why"),
    [
        ({"beam": True}, "beam"),
        ({"use_upper": False}, "no upper layer"),
        ({"extra_state_tokens": True}, "the parser is of the form"),
        ({"maxout_pieces": 3}, "the parser is of the form"),
        ({"encode": {"window_size": 2}}, "further than at the neighbours"),
        ({"encode": {"@architectures": "spacy.MishWindowEncoder.v2", "maxout_pieces": None}}, "its layers are"),
    ],
)
def test_another_form_is_refused(built, why):
    encode = built.get("encode", {})
    if encode.get("maxout_pieces", 0) is None:
        del TOK2VEC["encode"]["maxout_pieces"], encode["maxout_pieces"]
    try:
        nlp = pipeline(**built)
    finally:
        TOK2VEC["encode"]["maxout_pieces"] = 3
    with pytest.raises(UnsupportedError, match=why):
        read_network(nlp)


def test_another_component_is_refused():
    nlp = pipeline()
    nlp.add_pipe("sentencizer", first=True)
    with pytest.raises(UnsupportedError, match="sentencizer"):
        read_network(nlp)


def test_a_class_that_was_never_learnt_is_refused():
    nlp = pipeline()
    nlp.get_pipe("ner").add_label("ORG")
    nlp.get_pipe("ner").model.attrs["unseen_classes"].add(3)
    with pytest.raises(UnsupportedError, match="never learnt"):
        read_network(nlp)


def test_a_special_case_over_a_space_is_refused():
    nlp = pipeline()
    nlp.tokenizer.add_special_case("New York", [{"ORTH": "New York"}])
    with pytest.raises(UnsupportedError, match="special case"):
        read_network(nlp)


def test_a_tokenizer_of_another_kind_is_refused():
    nlp = pipeline()
    nlp.tokenizer = lambda text: Doc(nlp.vocab, text.split())
    with pytest.raises(UnsupportedError, match="its tokenizer is a function"):
        read_network(nlp)
