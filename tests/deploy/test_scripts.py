"""The shell scripts of the project."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_script_of_ci_is_clean() -> None:
    command = [Path(sys.executable).with_name("shellcheck"), "--enable=all", ROOT / ".ci" / "run"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
