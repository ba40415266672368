"""The network of a loaded recognizer as plain arrays, or the reason why it is not one that we run.

This is the one place that looks into spaCy's model. Widths, depth, labels and tables are read from what is loaded; the
form itself must be the one of spaCy's own pipelines: ``HashEmbed`` tables and static vectors, mixed by a maxout layer; a
convolution over three tokens, some times; a transition parser that looks at three of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MAXOUT = "maxout>>layernorm>>dropout"
_PARSER_LAYERS = 3  # tok2vec, lower, upper
_PARSER_TOKENS = 3  # the next one, the first of the open name, the previous one


class UnsupportedError(ValueError):
    """The model is of another form than the one that we run."""


@dataclass(frozen=True, slots=True, eq=False)
class Maxout:
    """A dense layer of some pieces a unit, of which the largest counts, and the layer norm behind it.

    ``weights`` is (inputs + 1, pieces x units): the pieces stand side by side, and the last row is the bias.
    """

    weights: Floats
    gain: Floats
    shift: Floats


@dataclass(frozen=True, slots=True, eq=False)
class HashTable:
    """The embedding of one attribute: the sum of four rows of ``values`` (rows, width), which hashes of it choose."""

    attribute: str
    seed: int
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class StaticVectors:
    """Vectors of whole words, (rows + 1, width), projected; the last row is zero, for a word that has none.

    ``spellings`` are spaCy's hashes of the words, in ascending order, ``rows`` has the row of each. Arrays and no
    dictionary: what is found in one is counted on its own page, which a child then no longer shares.
    """

    values: Floats
    spellings: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]

    def of(self, spellings: npt.NDArray[np.uint64]) -> Floats:
        """The vectors of words, (words, width)."""
        # In all but the last: what is larger than those is held against that one.
        at = np.searchsorted(self.spellings[:-1], spellings)
        return self.values[np.where(self.spellings[at] == spellings, self.rows[at], -1)]


@dataclass(frozen=True, slots=True, eq=False)
class Parser:
    """What scores the actions. ``tokens`` has one (width + 1, 2 x hidden) for each token that it looks at, bias last.

    ``absent`` (2 x hidden) stands for the first and the previous token where no name is open. ``upper`` is (hidden,
    actions), ``bias`` (actions); ``actions`` are spaCy's names of them: ``B-PER``, ``O``, …
    """

    tokens: tuple[Floats, ...]
    absent: Floats
    upper: Floats
    bias: Floats
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """All weights, float32. ``vectors`` is None where the model sees no more of a word than its tables."""

    tables: tuple[HashTable, ...]
    vectors: StaticVectors | None
    mix: Maxout
    layers: tuple[Maxout, ...]
    parser: Parser

    @property
    def columns(self) -> tuple[str, ...]:
        """What is asked of a token, by spaCy's names: four of our own, and then what the tables embed."""
        return ("ORTH", "NORM", "LENGTH", "IS_SPACE", *(table.attribute for table in self.tables))

    @property
    def width(self) -> int:
        """Of a token's vector, in and between the layers."""
        return len(self.mix.gain)


def read_network(nlp: Any) -> Network:
    """Read the weights out of a pipeline; raises ``UnsupportedError`` with the reason where we could not run it."""
    ner = _recognizer(nlp)
    try:
        tok2vec, lower, upper = ner.model.layers
        _check_form(tok2vec)
        columns = _all(tok2vec, "extract_features")[0].attrs["columns"]
        tables, vectors = _all(tok2vec, "hashembed"), _all(tok2vec, "static_vectors")
        dense = [_maxout(*pair) for pair in zip(_all(tok2vec, "maxout"), _all(tok2vec, "layernorm"), strict=True)]
        return Network(
            tables=tuple(
                HashTable(columns[node.attrs["column"]], node.attrs["seed"], node.get_param("E")) for node in tables
            ),
            vectors=_projected(nlp.vocab.vectors, vectors[0]) if vectors else None,
            mix=dense[0],
            layers=tuple(dense[1:]),
            parser=_parser(tok2vec.layers[-1], lower, upper, _actions(ner)),
        )
    except (KeyError, IndexError, AttributeError, TypeError) as error:
        raise UnsupportedError(f"another layout of the model: {type(error).__name__}: {error}") from error


def _recognizer(nlp: Any) -> Any:
    """The only component, if it is a greedy recognizer that knows all of its classes."""
    if nlp.pipe_names != ["ner"]:
        raise UnsupportedError(f"the pipeline is {nlp.pipe_names}, not a recognizer alone")
    ner = nlp.get_pipe("ner")
    if ner.cfg.get("beam_width", 1) != 1:
        raise UnsupportedError("it searches with a beam")
    if len(ner.model.layers) != _PARSER_LAYERS or not ner.model.attrs["has_upper"]:
        raise UnsupportedError("the parser has no upper layer")
    if ner.model.attrs["unseen_classes"]:
        raise UnsupportedError("it has classes that it never learnt")
    if type(nlp.tokenizer).__module__ != "spacy.tokenizer":
        raise UnsupportedError(f"its tokenizer is a {type(nlp.tokenizer).__name__}")
    if any(" " in rule and rule.strip() for rule in nlp.tokenizer.rules):
        raise UnsupportedError("a special case of the tokenizer has a space in it")
    return ner


def _check_form(tok2vec: Any) -> None:
    """Compare the layers, whose names thinc joins as they are joined: ``>>`` one after the other, ``|`` side by side."""
    depth = len(_all(tok2vec, "expand_window"))
    hashes = f"with_array({'|'.join(['ints-getitem>>hashembed'] * len(_all(tok2vec, 'hashembed')))})"
    vectors = "|static_vectors" * len(_all(tok2vec, "static_vectors"))
    convolution = ">>".join([f"residual(expand_window>>{_MAXOUT})"] * depth)
    form = (
        f"extract_features>>list2ragged>>{hashes}{vectors}>>with_array({_MAXOUT})>>ragged2list"
        f">>with_array({convolution})>>list2array>>linear"
    )
    if tok2vec.name != form:
        raise UnsupportedError(f"its layers are {tok2vec.name}")
    if any(window.attrs["window_size"] != 1 for window in _all(tok2vec, "expand_window")):
        raise UnsupportedError("a convolution looks further than at the neighbours")
    pads = [node.attrs["pad"] for node in tok2vec.walk() if node.name.startswith("with_array(residual")]
    if pads != [depth]:
        raise UnsupportedError(f"texts are {pads} rows apart, and {depth} layers deep")


def _all(model: Any, name: str) -> list[Any]:
    """The nodes of a name, from the input to the output."""
    return [node for node in model.walk(order="dfs_pre") if node.name == name]


def _maxout(dense: Any, norm: Any) -> Maxout:
    weights, bias = dense.get_param("W"), dense.get_param("b")  # (units, pieces, inputs), (units, pieces)
    return Maxout(
        _with_bias(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1), bias.T.reshape(-1)),
        norm.get_param("G"),
        norm.get_param("b"),
    )


def _projected(vectors: Any, layer: Any) -> StaticVectors:
    """All static vectors as the model sees them."""
    if vectors.mode != "default" or getattr(vectors, "attr", "ORTH") not in {"ORTH", 65}:
        raise UnsupportedError(f"static vectors of mode {vectors.mode!r} by {vectors.attr}")
    if not vectors.key2row:
        raise UnsupportedError("its static vectors are of no word")
    projected = vectors.data @ layer.get_param("W").T
    spellings = np.fromiter(vectors.key2row, np.uint64, len(vectors.key2row))
    rows = np.fromiter(vectors.key2row.values(), np.int32, len(spellings))
    ascending = spellings.argsort()
    return StaticVectors(np.vstack([projected, np.zeros_like(projected[:1])]), spellings[ascending], rows[ascending])


def _parser(linear: Any, lower: Any, upper: Any, actions: Sequence[str]) -> Parser:
    """Put the linear layer and the first of the parser's into one product: nothing stands between the two."""
    weights, bias = lower.get_param("W"), lower.get_param("b")  # (tokens, hidden, pieces, inputs), (hidden, pieces)
    if weights.shape[0] != _PARSER_TOKENS or weights.shape[2] != 2 or upper.get_param("W").shape[0] != len(actions):
        raise UnsupportedError(f"the parser is of the form {weights.shape}, {upper.get_param('W').shape}")
    beside = [weights[token].transpose(2, 1, 0).reshape(weights.shape[3], -1) for token in range(_PARSER_TOKENS)]
    reduce, reduced = linear.get_param("W").T, linear.get_param("b")
    own = [bias.T.reshape(-1), 0, 0]  # of the sum over the tokens: counted once, with the one that is always there
    tokens = [_with_bias(reduce @ each, reduced @ each + extra) for each, extra in zip(beside, own, strict=True)]
    absent = lower.get_param("pad")[0, 1:].transpose(0, 2, 1).reshape(2, -1).sum(axis=0)
    return Parser(
        tuple(tokens), absent, np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b"), tuple(actions)
    )


def _with_bias(weights: Floats, bias: Floats) -> Floats:
    return np.ascontiguousarray(np.vstack([weights, bias]), dtype=np.float32)


def _actions(ner: Any) -> list[str]:
    """The names of the parser's actions, in the order in which it counts them: of equal scores the first one wins."""
    names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
    labels = {name[2:] for name in names if name[0] in "BILU" and name[2:]}
    wanted = {f"{move}-{label}" for move in "BILU" for label in labels} | {"O", "U-"}
    if set(names) != wanted or any(names.index(f"I-{label}") > names.index(f"L-{label}") for label in labels):
        raise UnsupportedError(f"its actions are {names}")
    return names
