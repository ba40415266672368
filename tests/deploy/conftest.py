"""What the tests of deployment share: the packages of npm's registry that carry schemas, installed by their lock file."""

import fcntl
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKED = [ROOT / "tests" / "deploy" / name for name in ("package.json", "package-lock.json")]
NPM_SECONDS_MAX = 240


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the installed packages: ``build/npm/node_modules``, made anew when the lock file has changed.

    ``node`` finds what is in it from any script that lies in ``node_modules.parent``, or runs there.
    """
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("npm is not installed (Debian: apt-get install --no-install-recommends npm nodejs)")
    folder = ROOT / "build" / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # files are tested by several processes
        _install(npm, folder)
    return folder / "node_modules"


def _install(npm: str, folder: Path) -> None:
    installed, wanted = folder / "installed", "".join(path.read_text() for path in LOCKED)
    if installed.exists() and installed.read_text() == wanted:
        return
    installed.unlink(missing_ok=True)  # written again when all is there
    for path in LOCKED:
        shutil.copy(path, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=NPM_SECONDS_MAX)
    assert done.returncode == 0, done.stdout + done.stderr
    installed.write_text(wanted)
