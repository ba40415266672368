"""What all tests share: the agencies' real files, which lie beside the checkout, and what a skip means."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STRICT = os.environ.get("WIRE_TEST_STRICT") == "1"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real wire files; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the agencies' files are not here: ../shared/data is absent")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under WIRE_TEST_STRICT a skip is a failure, unless it is the agencies' files that are missing."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail") and "../shared" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped under STRICT: {report.longrepr}"
    return report
