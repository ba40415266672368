"""The lock files: every package by its hashes, from the index alone, so that nothing unknown can get into a deployment."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [
    "requirements.lock",
    *(f"deploy/{part}.lock" for part in ("requirements", "local", "build")),
    "tests/bench/peers.lock",
]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def lines(name: str) -> list[str]:
    """The logical lines: a backslash joins the next one."""
    return (ROOT / name).read_text().replace("\\\n", " ").splitlines()


def complaints(line: str) -> list[str]:
    """What is wrong with a line of a lock file; an option, a URL or a path is no requirement of ours."""
    told, *hashes = re.split(r"\s+(?=--)", line.strip())
    try:
        requirement = Requirement(told)
    except ValueError:
        return [f"no requirement: {told}"]
    pins = [(pin.operator, pin.version.endswith(".*")) for pin in requirement.specifier]
    found = {
        "comes from elsewhere": requirement.url is not None,
        "not pinned": pins != [("==", False)],
        "without a hash": not hashes,
        "a hash that is none of sha256": any(not HASH.fullmatch(told) for told in hashes),
    }
    return [f"{requirement.name}: {what}" for what, wrong in found.items() if wrong]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_known_by_hash(name: str):
    assert lines(name)
    assert [complaint for line in lines(name) for complaint in complaints(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "spacy==3.8.11",
        "spacy>=3.8 --hash=sha256:" + 64 * "0",
        "spacy==3.* --hash=sha256:" + 64 * "0",
        "spacy==3.8.11 --hash=md5:" + 32 * "0",
        "spacy @ https://example.org/spacy.whl --hash=sha256:" + 64 * "0",
        "git+https://example.org/spacy --hash=sha256:" + 64 * "0",
        "--extra-index-url https://example.org/simple",
        "-e .",
        "./wheels/spacy.whl --hash=sha256:" + 64 * "0",
    ],
)
def test_what_is_not_pinned_or_not_from_the_index_is_noticed(line: str):
    assert complaints(line)


@pytest.mark.parametrize("name", LOCKS)
def test_no_package_is_locked_twice_for_one_python(name: str):
    """Two versions need markers that part them."""
    told: dict[str, list[Requirement]] = {}
    for line in lines(name):
        requirement = Requirement(re.split(r"\s+--", line.strip())[0])
        told.setdefault(requirement.name, []).append(requirement)
    for version in ("3.11", "3.12", "3.13"):
        machine = {"python_version": version, "python_full_version": f"{version}.0"}
        chosen = {
            name: [each for each in several if each.marker is None or each.marker.evaluate(machine)]
            for name, several in told.items()
        }
        assert {name: each for name, each in chosen.items() if len(each) > 1} == {}
