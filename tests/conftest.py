"""What all tests share: the agencies' real files, which lie beside the checkout, bad input as data, what a skip means."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def value_of() -> Callable[[dict[str, Any]], bytes]:
    """Bytes as a case has them: ``before``, ``text`` some ``times``, ``middle``, what closes it as many times, ``after``.

    Or ``hex``, for bytes that are no text.
    """

    def build(case: dict[str, Any]) -> bytes:
        if "hex" in case:
            return bytes.fromhex(case["hex"])
        times = case.get("times", 1)
        parts = (case.get("before", ""), case["text"] * times, case.get("middle", ""), case.get("close", "") * times)
        return "".join((*parts, case.get("after", ""))).encode(case.get("encode", "utf-8"))

    return build


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under WIRE_TEST_STRICT a skip is a failure, unless it is the agencies' files that are missing."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail") and "../shared" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped under STRICT: {report.longrepr}"
    return report
