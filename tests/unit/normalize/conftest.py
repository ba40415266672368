"""What the tests of this room share: the real lines of the wires, where they are at hand."""

import csv

import pytest


@pytest.fixture(scope="session")
def real_lines(shared_data) -> list[tuple[str, str]]:
    """Kind and text of every line of the collection."""
    with (shared_data / "wire" / "real-lines.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]
