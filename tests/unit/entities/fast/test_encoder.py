"""Where the encoder cuts its rows is nobody's matter."""

import numpy as np
import pytest

from worker.entities.fast import encoder
from worker.entities.fast.encoder import Encoder
from worker.entities.fast.network import read_network


@pytest.mark.parametrize("rows", [1, 5, 16, 199])
@pytest.mark.parametrize("common", [1, 30, 60])
def test_tokens_become_the_same_wherever_the_rows_are_cut_and_whatever_is_looked_up(
    pipelines, monkeypatch, rows, common
):
    network = read_network(pipelines["fr"])
    rng = np.random.default_rng(3)
    embedding = rng.normal(size=(60, network.width)).astype(np.float32)
    embedding[0] = 0
    gap = [0] * len(network.layers)
    numbers = np.array([*gap, *rng.integers(1, 60, 120), *gap, *rng.integers(1, 60, 80), *gap], np.int64)
    expected = Encoder(network, embedding[:1]).encode(numbers, embedding)
    monkeypatch.setattr(encoder, "_ROWS", rows)
    found = Encoder(network, embedding[:common]).encode(numbers, embedding)
    is_token = numbers[len(gap) : -len(gap)] > 0
    np.testing.assert_allclose(found[is_token], expected[is_token], atol=1e-4)
