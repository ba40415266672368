"""The image as its users have it, built once a session."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.image.building import BASE, Buildah, base_tar
from deploy.image.container import Image

TOOLS = {"mmdebstrap": "mmdebstrap", "buildah": "buildah", "unshare": "util-linux", "setpriv": "util-linux"}
SECONDS_MAX = 1500  # of the first test, which waits for the base and the build, on a machine that does other things too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Any test may be the one that has the image built."""
    for item in items:
        if "image" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(SECONDS_MAX))


@pytest.fixture(scope="session")
def image() -> Iterator[Image]:
    """The image out of this checkout, by its Dockerfile."""
    missing = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if missing:
        pytest.skip(f"the image cannot be built: apt-get install --no-install-recommends {' '.join(missing)}")
    if os.geteuid() != 0:
        pytest.skip("the image is built and run in a chroot: as root")
    tar = base_tar()
    with tempfile.TemporaryDirectory(prefix="wire-image-", dir="/var/tmp", ignore_cleanup_errors=True) as name:
        folder, buildah = Path(name), Buildah(Path(name))
        buildah.base(tar)
        log = buildah.image(folder, "wire-worker")
        config = json.loads(buildah("inspect", "--type", "image", "wire-worker"))["Docker"]["config"]
        yield Image(buildah.tree("wire-worker"), buildah.tree(BASE), config, log)
