"""What the tests of telemetry share: how to read a scrape."""

from collections.abc import Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from worker.telemetry.metrics import Metrics

Samples = dict[tuple[str, tuple[str, ...]], float]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def samples(metrics: Metrics) -> Callable[[], Samples]:
    """Scrape: every sample by its name and the values of its labels, in the order of the labels' names."""

    def scrape() -> Samples:
        return {
            (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(metrics.render()[0].decode())
            for sample in family.samples
        }

    return scrape
