"""How the image is built without a registry: a base out of Debian's packages, kept for the next time, and buildah in a chroot."""

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wire-worker" / "debian"
SUITE = "bookworm"
BUILD_SECONDS_MAX = 900.0

# One base for both stages: Python, what makes an environment of it, authorities for TLS, and strip for the build.
INCLUDE = "python3,python3-venv,ca-certificates,binutils"
BOOTSTRAP = ["mmdebstrap", "--variant=minbase", f"--include={INCLUDE}", "--dpkgopt=force-unsafe-io", SUITE]
BASE = "localhost/wire-base"

# A health check is of Docker's format alone; with a time of its own the image has the same digest whenever it is built.
BUILD = ["bud", "--isolation", "chroot", "--network", "host", "--format", "docker", "--timestamp", "0", "--pull-never"]


class Buildah:
    """buildah with a store of its own, which goes with the folder."""

    def __init__(self, folder: Path) -> None:
        self._store = ["--root", f"{folder}/store", "--runroot", f"{folder}/run", "--storage-driver", "vfs"]

    def __call__(self, *arguments: str | Path, stdin: str = "") -> str:
        """Run a command of buildah's; its answer."""
        return self._run(*arguments, stdin=stdin).stdout.strip()

    def _run(self, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["buildah", *self._store, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=BUILD_SECONDS_MAX,
        )
        if done.returncode:
            pytest.fail(f"buildah {arguments[0]}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}")
        return done

    def base(self, tar: Path) -> None:
        """Make the image to build on."""
        file = f"FROM scratch\nADD {tar.name} /\n"
        self("bud", "--isolation", "chroot", "--tag", BASE, "--file", "-", tar.parent, stdin=file)

    def tree(self, image: str) -> Path:
        """An image's files, unpacked."""
        return Path(self("mount", self("from", "--pull-never", image)))

    def image(self, folder: Path, tag: str) -> str:
        """Build the worker's image as its Dockerfile says, through this machine's way to the package index; the log."""
        done = self._run(
            *BUILD,
            *way_to_the_index(folder),
            *("--build-arg", f"BASE={BASE}", "--build-arg", f"BUILD_BASE={BASE}"),
            *("--tag", tag, "--file", ROOT / "deploy" / "Dockerfile", ROOT),
        )
        return done.stdout + done.stderr


def way_to_the_index(folder: Path) -> list[str]:
    """How pip reaches the package index on this machine, as secrets of the build."""
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    told = dict(line.split("=", 1) for line in listed.stdout.splitlines())
    options = {name.rpartition(".")[2]: value.strip("'") for name, value in told.items()}
    authorities = options.get("cert") or os.environ.get("SSL_CERT_FILE") or "/etc/ssl/certs/ca-certificates.crt"
    options |= {"cert": "/run/secrets/ca.pem"}
    options.pop("find-links", None)  # a folder of this machine
    file = folder / "pip.conf"
    file.write_text("[global]\n" + "".join(f"{name} = {value}\n" for name, value in options.items()))
    return ["--secret", f"id=pip.conf,src={file}", "--secret", f"id=ca.pem,src={authorities}"]


def base_tar() -> Path:
    """Debian with Python as a tar, made once for this user of this machine."""
    tar = CACHE / f"{SUITE}-{sha256(INCLUDE.encode()).hexdigest()[:8]}.tar"
    if not tar.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            fresh = Path(folder) / "base.tar"
            done = subprocess.run(
                [*BOOTSTRAP, fresh], capture_output=True, text=True, check=False, timeout=BUILD_SECONDS_MAX
            )
            if done.returncode:
                pytest.fail(f"mmdebstrap: exit {done.returncode}\n{done.stderr[-4000:]}")
            fresh.rename(tar)
    return tar
