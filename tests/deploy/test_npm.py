"""The lock file of npm's packages: by hash, from whatever registry the machine is set to."""

import json
from pathlib import Path

LOCK = json.loads(Path(__file__).with_name("package-lock.json").read_text())
PACKAGES = {name: package for name, package in LOCK["packages"].items() if name}


def test_each_package_is_locked_by_its_hash_and_names_no_host() -> None:
    assert PACKAGES
    for name, package in PACKAGES.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, f"{name}: npm config set omit-lockfile-registry-resolved=true, and lock again"


def test_each_package_that_is_asked_for_is_asked_for_by_one_version() -> None:
    asked = LOCK["packages"][""]["dependencies"]
    assert {name: PACKAGES[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_the_packages_are_installed(node_modules: Path) -> None:
    for name in PACKAGES:
        assert (node_modules.parent / name / "package.json").is_file(), name
