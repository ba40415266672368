"""A run of the fuzzer: a process on each processor, its share of the inputs, and what came of them."""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.seeds import BYTES_MAX, ROOT, write_dictionary, write_seeds

FAILED = ROOT / "build/fuzz"
PROCESSES_MAX = 2
HANG_SECONDS = 30  # of wall time, for what never comes back to our own deadline, which is of processor time
MEMORY_MB_MAX = 2_048
PROGRESS_SECONDS = 10.0

_REPORT = re.compile(r"#\d+\s.* cov: (\d+) ft: (\d+) corp: (\d+)/")
_SAVED = re.compile(r"Test unit written to (\S+)")


@dataclass
class Share:
    """What one process has told so far."""

    taken: Counter[str] = field(default_factory=Counter)
    coverage: int = 0
    features: int = 0
    corpus: int = 0
    saved: list[Path] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # all but the reports: a traceback, where there is one

    def hear(self, line: str) -> None:
        """Take in one line of libFuzzer's, or one tally of ours."""
        if line.startswith("{"):
            self.taken = Counter(json.loads(line))
        elif report := _REPORT.match(line):
            self.coverage, self.features, self.corpus = map(int, report.groups())
        elif not line.startswith(("#", "INFO:", "WARNING:", "Loaded ")):
            self.said.append(line)
            self.saved += map(Path, _SAVED.findall(line))


def run(inputs: int, seed: int, *, table: str = "fuzz.decoders", failed: Path = FAILED) -> int:
    """Fuzz and print what came of it; 1 where an input failed. The same seed takes the same way through each process."""
    processes = min(PROCESSES_MAX, len(os.sched_getaffinity(0)))
    failed.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wire-fuzz-") as folder:
        shares = [Share() for _ in range(processes)]
        running = [
            _start(share, Path(folder) / str(number), inputs // processes, seed + number, table, failed)
            for number, share in enumerate(shares)
        ]
        try:
            while alive := [listener for _, listener in running if listener.is_alive()]:
                alive[0].join(PROGRESS_SECONDS)
                _say(shares, began)
            codes = [process.wait() for process, _ in running]
        finally:
            for process, listener in running:
                process.kill()
                listener.join()
                process.wait()
    return _verdict(shares, codes, began)


def _start(
    share: Share, folder: Path, inputs: int, seed: int, table: str, failed: Path
) -> tuple[subprocess.Popen[str], threading.Thread]:
    corpus, dictionary = folder / "corpus", folder / "dictionary"
    corpus.mkdir(parents=True)
    write_seeds(corpus)
    write_dictionary(dictionary)
    options = (
        *(f"-runs={inputs}", f"-seed={seed}", f"-max_len={BYTES_MAX}", f"-timeout={HANG_SECONDS}"),
        *(f"-rss_limit_mb={MEMORY_MB_MAX}", f"-dict={dictionary}", f"-artifact_prefix={failed}/", "-reload=0"),
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "fuzz.process", table, *options, str(corpus)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests"), "PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    listener = threading.Thread(target=_listen, args=(process, share))
    listener.start()
    return process, listener


def _listen(process: subprocess.Popen[str], share: Share) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            share.hear(line)


def _say(shares: Sequence[Share], began: float) -> None:
    seconds = time.monotonic() - began
    taken = sum(share.taken.total() for share in shares)
    each = " ".join(f"{share.coverage}/{share.features}/{share.corpus}" for share in shares)
    sys.stdout.write(
        f"{seconds:7.0f} s  {taken:9,} inputs  {taken / seconds:6.0f}/s  coverage/features/corpus {each}\n"
    )
    sys.stdout.flush()


def _verdict(shares: Sequence[Share], codes: Sequence[int], began: float) -> int:
    taken: Counter[str] = sum((share.taken for share in shares), Counter())
    sys.stdout.write("".join(f"{count:11,} {letter}\n" for letter, count in sorted(taken.items())))
    failures = 0
    for share, code in zip(shares, codes, strict=True):
        if code:
            failures += 1
            sys.stdout.write("".join(share.said))
            sys.stdout.writelines(f"replay it alone: make fuzz INPUT={os.path.relpath(one)}\n" for one in share.saved)
    seconds = time.monotonic() - began
    sys.stdout.write(f"{taken.total():,} inputs in {seconds:.0f} s, {failures} of {len(shares)} processes failed\n")
    return int(failures > 0)
