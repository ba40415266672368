"""Who is told of an alert, and what is kept quiet: by Alertmanager itself, with the configuration that we ship."""

import json
import shutil
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.local.ports import reserve_port

CONFIG = Path(__file__).resolve().parents[2] / "deploy" / "prometheus" / "alertmanager.yaml"
START_SECONDS_MAX = 60
SETTLE_SECONDS_MAX = 30


def program(name: str) -> str:
    if path := shutil.which(name):
        return path
    pytest.skip(f"{name} is missing: apt-get install prometheus-alertmanager")


def amtool(*arguments: str) -> str:
    command = [program("amtool"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_alertmanager_takes_the_configuration():
    amtool("check-config", str(CONFIG))


@pytest.mark.parametrize(("severity", "receiver"), [("critical", "pager"), ("warning", "morning"), ("", "morning")])
def test_what_is_critical_wakes_someone_and_nothing_else_does(severity: str, receiver: str):
    labels = ["alertname=WireX", "job=wire-worker", f"severity={severity}"]
    assert amtool("config", "routes", "test", f"--config.file={CONFIG}", *labels) == receiver


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Alertmanager that sends nothing to anybody: the receivers' names lead nowhere."""
    folder = tmp_path_factory.mktemp("alertmanager")
    with reserve_port() as reservation:
        address = f"127.0.0.1:{reservation.getsockname()[1]}"
    command = [program("prometheus-alertmanager"), f"--config.file={CONFIG}", f"--storage.path={folder / 'data'}"]
    command += [f"--web.listen-address={address}", "--cluster.listen-address="]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not answers(address):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()


def answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(f"http://{address}/-/ready", timeout=5).status == 200
    except OSError:
        return False


def assert_quiet(address: str, quiet: set[str], *alerts: dict[str, str]) -> None:
    """Send alerts of a deployment of the case's own, and see exactly those kept quiet, once all of them are taken in."""
    case = uuid.uuid4().hex
    common = {"case": case, "job": f"{case}/wire-worker", "severity": "critical"}
    body = json.dumps([{"labels": common | labels} for labels in alerts]).encode()
    request = urllib.request.Request(f"http://{address}/api/v2/alerts", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=10).close()
    deadline = time.monotonic() + SETTLE_SECONDS_MAX
    while True:
        query = f"filter=case%3D%22{case}%22"
        with urllib.request.urlopen(f"http://{address}/api/v2/alerts?{query}", timeout=10) as answer:
            found = json.load(answer)
        inhibited = {alert["labels"]["alertname"] for alert in found if alert["status"]["inhibitedBy"]}
        if (len(found), inhibited) == (len(alerts), quiet):
            return
        assert time.monotonic() < deadline, inhibited
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("cause", "quiet", "heard"),
    [
        ("WireWorkersDown", {"WireTargetDown", "WireOffsetGap", "WireNoneReady"}, set()),
        ("WireBreakerOpen", {"WireNoProgress", "WireDeadLetterRatio", "WireFarBehind"}, {"WireChildCrashLoop"}),
        ("WireNoneReady", {"WireNotReady", "WireNoProgress"}, {"WireOffsetGap"}),
        ("WireNoProgress", {"WirePartitionStuck", "WireLagGrowing", "WireLatencyBurnsFast"}, {"WireCommitFailures"}),
        ("WireFarBehind", {"WireLagGrowing", "WireLatencyBurnsFast"}, {"WireRebalanceStorm"}),
    ],
)
def test_what_follows_from_a_cause_is_kept_quiet(address: str, cause: str, quiet: set[str], heard: set[str]):
    alerts = [{"alertname": name} for name in (cause, *quiet, *heard)]
    for alert in alerts:
        if alert["alertname"] == "WireTargetDown":  # of one worker, not of the deployment
            alert["instance"] = "a:9464"
    assert_quiet(address, quiet, *alerts)


def test_another_deployments_trouble_keeps_nothing_quiet(address: str):
    down = {"alertname": "WireWorkersDown"}
    theirs = {"alertname": "WireNoneReady"}
    ours = {"alertname": "WireOffsetGap", "job": "ours/wire-worker"}
    assert_quiet(address, {"WireNoneReady"}, down, theirs, ours)


def test_a_worker_that_is_down_keeps_quiet_what_was_said_of_it_and_of_no_other(address: str):
    down = {"alertname": "WireTargetDown", "instance": "a:9464"}
    same = {"alertname": "WireNotReady", "instance": "a:9464"}
    other = {"alertname": "WireReloadFailed", "instance": "b:9464"}
    assert_quiet(address, {"WireNotReady"}, down, same, other)
