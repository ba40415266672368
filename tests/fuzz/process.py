"""One process of the fuzzer: a table of decoders and libFuzzer's options as arguments; it ends with libFuzzer's code.

It imports atheris when it runs: the tests collect this file on machines, too, for which there is none.
"""

import importlib
import json
import sys
import time
from collections import Counter

TALLY_SECONDS = 2.0


def main() -> None:
    """Instrument what is ours, load it, warm it, and let libFuzzer at it."""
    atheris = importlib.import_module("atheris")
    _, table, *options = sys.argv
    with atheris.instrument_imports(include=["worker"]):
        checks = importlib.import_module("fuzz.decoders")
        decoders = importlib.import_module(table).DECODERS
        samples = importlib.import_module("worker.samples").samples()
    for sample in samples:  # tables, language identifier, schemas: what is loaded once is no input's time
        checks.DECODERS[b"m"](b"\0" + sample.value)
    taken: Counter[str] = Counter()
    told = time.monotonic()

    def one(data: bytes) -> None:
        nonlocal told
        taken[checks.check(decoders, data).decode()] += 1
        if time.monotonic() - told > TALLY_SECONDS or taken.total() == last:
            told = time.monotonic()
            sys.stdout.write(f"{json.dumps(taken)}\n")
            sys.stdout.flush()

    last = int(next(option for option in options if option.startswith("-runs=")).partition("=")[2])
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
