"""The bill of materials that `make sbom` writes, made of the image itself: CycloneDX, complete, and no more than the lock."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from deploy.image.building import ROOT
from deploy.image.container import Image


@pytest.fixture(scope="module")
def bill(image: Image, tmp_path_factory: pytest.TempPathFactory) -> str:
    """By the command of the Makefile; where the image's packages lie is what an interpreter of its own would answer."""
    folder = tmp_path_factory.mktemp("sbom")
    python, written = folder / "python", folder / "sbom.json"
    python.write_text(f"#!/bin/sh\necho '[\"{image.packages}\"]'\n")
    python.chmod(0o755)
    makefile = (ROOT / "Makefile").read_text()
    (command,) = re.findall(r"^\t\$\(BIN\)/(cyclonedx-py .*)$", makefile, re.MULTILINE)
    told = {"build/image": str(python), "build/sbom.json": str(written)}
    tool, *arguments = (told.get(part, part) for part in shlex.split(command))
    assert "--validate" in arguments  # a bill that CycloneDX's schema refuses ends the command with an error
    subprocess.run([Path(sys.executable).with_name(tool), *arguments], cwd=ROOT, check=True, capture_output=True)
    return written.read_text()


@pytest.fixture(scope="module")
def components(bill: str) -> list[dict[str, Any]]:
    told = json.loads(bill)
    return [told["metadata"]["component"], *told["components"]]


def test_it_names_the_worker_and_exactly_what_the_lock_file_has_for_the_images_python(
    image: Image, components: list[dict[str, Any]]
):
    python = image.packages.parent.name.removeprefix("python")
    machine = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    lines = (ROOT / "deploy" / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    locked = [Requirement(re.split(r"\s+--", line)[0].strip()) for line in lines]
    wanted = {f"{each.name}{each.specifier}" for each in locked if each.marker is None or each.marker.evaluate(machine)}
    found = [re.sub(r"[-_.]+", "-", each["name"]).lower() + f"=={each['version']}" for each in components]
    assert found[0].startswith("wire-worker==")
    assert sorted(found[1:]) == sorted(wanted)


def test_every_package_can_be_looked_up(components: list[dict[str, Any]]):
    addresses = [each.get("purl", "") for each in components[1:]]
    assert all(address.startswith("pkg:pypi/") for address in addresses)
