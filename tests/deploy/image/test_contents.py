"""What the image carries, file by file: what the lock file names, the worker, their bytecode, and nothing else."""

import base64
import csv
import hashlib
import subprocess
import tomllib
from pathlib import Path

import pytest

from deploy.image.building import ROOT
from deploy.image.container import RUN_SECONDS_MAX, Image

BYTES_MAX = 500_000_000  # without the base

# What Python writes when it makes an environment.
VENV = {"pyvenv.cfg", *(f"bin/{name}" for name in ("activate", "activate.csh", "activate.fish", "Activate.ps1"))}

# Run inside: each module is compiled once more, and compared. Bytecode begins with Python's number, 1 for "by its source's
# hash, and never look at the source", and the hash.
COMPILE_ALL = """
import importlib.util, marshal, pathlib, sysconfig, warnings
warnings.simplefilter("ignore")
count = 0
for file in pathlib.Path(sysconfig.get_path("purelib")).rglob("*.py"):
    source = file.read_bytes()
    code = compile(source, str(file), "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + bytes((1, 0, 0, 0)) + importlib.util.source_hash(source)
    assert pathlib.Path(importlib.util.cache_from_source(file)).read_bytes() == head + marshal.dumps(code), file
    count += 1
print(count)
"""

IMPORT_ALL = """
import importlib, pathlib, sysconfig
site = pathlib.Path(sysconfig.get_path("purelib"))
files = [file.relative_to(site) for file in site.rglob("*.so") if not file.parts[len(site.parts)].endswith(".libs")]
for file in files:
    importlib.import_module(".".join((*file.parent.parts, file.name.partition(".")[0])))
print(len(files))
"""


def files(folder: Path) -> dict[str, Path]:
    """The files of a folder by their place in it; links count as what they are."""
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_symlink() or path.is_file()}


def digest(path: Path) -> str:
    """As wheels tell it in their RECORD; of a link, where it leads."""
    content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def environment(image: Image) -> dict[str, Path]:
    """What the image has beyond its base."""
    return files(image.tree / "opt" / "wire")


def test_it_takes_at_most_500_mb_on_top_of_its_base(environment: dict[str, Path]):
    size = sum(path.lstat().st_size for path in environment.values())
    assert size <= BYTES_MAX, f"{size / 1e6:.0f} MB"


def test_of_the_base_only_the_lists_of_users_and_groups_have_changed(image: Image):
    built, base = files(image.tree), files(image.base)
    assert not set(base) - set(built)
    added = {name: path for name, path in built.items() if name not in base and not name.startswith("opt/wire/")}
    assert {name: path.read_bytes() for name, path in added.items()} in ({}, {"etc/hosts": b""})  # for the engine's own
    changed = {name for name, path in base.items() if digest(path) != digest(built[name])}
    assert changed == {"etc/passwd", "etc/group"}


def test_every_file_is_the_one_that_its_wheel_has_or_is_made_from_it(image: Image, environment: dict[str, Path]):
    """The wheels' hashes are in the lock file: two builds from it can differ in nothing but in what is made here."""
    recorded = {}
    for record in image.packages.glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as rows:
            recorded |= {(image.packages / name).resolve(): told for name, told, _ in csv.reader(rows)}
    found: dict[str, set[str]] = {"no wheel's": set(), "another": set()}
    for name, path in environment.items():
        told = recorded.get(path.parent.resolve() / path.name)
        if told is None:
            found["no wheel's"].add(name)
        elif told and digest(path) != told:
            found["another"].add(name)
    assert {name for name in found["no wheel's"] if not (name.endswith(".pyc") or path_of_python(name))} == VENV
    assert {Path(name).suffix for name in found["another"]} == {".so"}  # their debugging symbols are gone


def path_of_python(name: str) -> bool:
    """The links of an environment to the base's Python, and to its own folder."""
    return name == "lib64" or name.startswith("bin/python")


def run(image: Image, script: str, **environment: str) -> int:
    """Run a script of the image's Python, which tells a number."""
    with image.start(["python3", "-c", script], environment, stdout=subprocess.PIPE) as process:
        output, _ = process.communicate(timeout=RUN_SECONDS_MAX)
    assert process.returncode == 0
    return int(output)


def test_the_bytecode_is_there_and_comes_out_the_same_in_another_process(image: Image):
    """So it depends neither on the time of the build nor on the order of a set."""
    count = run(image, COMPILE_ALL, PYTHONHASHSEED="4711")
    assert count == len(list(image.packages.rglob("*.pyc")))
    assert count > 1000


def test_what_was_stripped_still_loads(image: Image):
    assert run(image, IMPORT_ALL) > 50


def test_nothing_can_be_installed_into_it_and_no_tests_are_in_it(image: Image):
    folders = {path.name for path in image.packages.iterdir()}
    assert not {"pip", "wheel", "hatchling", "pytest"} & folders
    assert not [path for path in image.packages.rglob("tests") if path.is_dir()]
    assert not (image.tree / "opt" / "build").exists()


def test_nothing_that_the_lock_file_names_was_withdrawn(image: Image):
    """The index still has what was yanked, for those who locked it; pip takes it, and warns."""
    assert image.log.count("Successfully installed") == 3  # the build's tool, the packages, the worker
    assert "yanked" not in image.log


def test_its_labels_are_the_projects(image: Image):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    labels = {name.rpartition("image.")[2]: value for name, value in image.config["Labels"].items()}
    told = {name: labels[name] for name in ("title", "version", "licenses", "base.name")}
    wanted = {"title": project["name"], "version": project["version"], "licenses": project["license"]}
    assert told == wanted | {"base.name": "localhost/wire-base"}
