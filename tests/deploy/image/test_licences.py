"""Under which licences the image carries what it carries: each is one that deploy/licences.toml allows, with its reason."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from typing import Any

import license_expression
import pytest
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from deploy.image.building import ROOT
from deploy.image.container import Image

TABLE = ROOT / "deploy" / "licences.toml"
SPDX = license_expression.get_spdx_licensing()


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLE.read_text())


def canonical(name: str) -> str:
    """A package's name as lock files have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def stated(package: Distribution, table: dict[str, dict[str, Any]]) -> str | None:
    """The licence of a package: its SPDX expression, else our row on it, else what it says otherwise, where that is clear."""
    told, row = package.metadata, table["stated"].get(canonical(package.name))
    if expression := told.get("License-Expression"):
        return expression
    if row:
        return row["is"]
    said = [told.get("License", ""), *(line.removeprefix("License :: ") for line in told.get_all("Classifier") or ())]
    known = [table["spelled"].get(line, line) for line in said]
    return next(filter(is_spdx, known), None)


def is_spdx(line: str) -> bool:
    """Whether a line of metadata is an SPDX expression, and no licence's text or habitual name."""
    try:
        return bool(canonicalize_license_expression(line))
    except InvalidLicenseExpression:
        return False


def allowed(expression: str, table: dict[str, dict[str, Any]]) -> bool:
    """Whether all that an expression asks for is allowed; of alternatives, one."""

    def holds(node: Any) -> bool:
        if isinstance(node, SPDX.OR):
            return any(map(holds, node.args))
        if isinstance(node, SPDX.AND):
            return all(map(holds, node.args))
        return str(node) in table["allowed"]

    return holds(SPDX.parse(expression, validate=True))


def carried(image: Image, table: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """All that the image has on top of its base, and under which licence."""
    for package in distributions(path=[str(image.packages)]):
        yield canonical(package.name), stated(package, table)
    for file in image.packages.glob("*.libs/*"):
        name = f"{file.parent.name}/{re.split('[-.]', file.name)[0]}"
        yield name, table["inside"].get(name, {}).get("is")
    for file in image.packages.glob("*.dist-info/sboms/*.json"):  # crates, compiled into a package
        for part in json.loads(file.read_bytes())["components"]:
            told = [choice.get("expression") or choice["license"]["id"] for choice in part.get("licenses", ())]
            yield f"{file.stem}: {part['name']}", " AND ".join(f"({licence})" for licence in told) or None


def test_all_that_the_image_carries_is_under_licences_that_we_allow(image: Image, table: dict[str, dict[str, Any]]):
    found = dict(carried(image, table))
    assert len(found) > 100
    unclear = {name for name, licence in found.items() if licence is None}
    refused = {name: licence for name, licence in found.items() if licence and not allowed(licence, table)}
    assert (unclear, refused) == (set(), {})


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT OR GPL-3.0-only) AND AGPL-3.0-only", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
    ],
)
def test_of_alternatives_one_is_enough(expression: str, holds: bool, table: dict[str, dict[str, Any]]):
    assert allowed(expression, table) is holds


def test_every_row_is_needed_and_every_licence_is_one_of_spdx(image: Image, table: dict[str, dict[str, Any]]):
    names = {canonical(package.name) for package in distributions(path=[str(image.packages)])}
    assert set(table["stated"]) <= names
    libraries = {name for name, _ in carried(image, table) if "/" in name}
    assert {name for name in table["inside"] if "/" in name} <= libraries
    rows = [row["is"] for part in ("stated", "inside") for row in table[part].values()]
    for licence in (*table["allowed"], *table["spelled"].values(), *rows):
        SPDX.parse(licence, validate=True)
        assert allowed(licence, table)
