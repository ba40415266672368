"""The wheel: what a user installs has the contracts, the samples and the broker's lock in it, and works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_the_wheel_carries_schemas_samples_tables_licences_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        str(path.relative_to(ROOT))
        for folder in ("worker", "schemas")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected = {name if name.startswith("worker/") else f"worker/{name}" for name in ours}
    in_wheel = {name for name in names if ".dist-info/" not in name}
    assert in_wheel == expected
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_an_installed_wheel_enriches_a_sample_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, wheel],
        check=True,
    )
    script = (
        "import sys, worker.schemas; from pathlib import Path; from worker.cli import main; from worker.samples import samples\n"
        "assert worker.schemas.folder().is_relative_to(Path(sys.argv.pop(1))), worker.schemas.folder()\n"
        "Path('sample.txt').write_bytes(next(samples()).value)\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, site, "enrich", "sample.txt", "--validate"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    record = orjson.loads(done.stdout)
    assert record["provenance"]["source"] == "sample.txt"
    assert record["entities"]
