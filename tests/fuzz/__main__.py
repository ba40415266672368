"""``make fuzz``: inputs made out of our samples, over all decoders; or one saved input again, alone."""

import argparse
import importlib.util
import sys
from pathlib import Path

MISSING = "atheris is missing: it is published for Linux on x86-64 alone; nothing was fuzzed"


def main() -> int:
    """Fuzz, or replay."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1_000_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("input", nargs="?", type=Path, help="a saved input: this one alone, without the fuzzer")
    arguments = parser.parse_args()
    if arguments.input:
        from fuzz.decoders import DECODERS, check  # noqa: PLC0415 - spaCy comes with them

        letter = check(DECODERS, arguments.input.read_bytes())
        sys.stdout.write(f"the decoder {letter.decode()} takes {arguments.input} as it should\n")
        return 0
    if importlib.util.find_spec("atheris") is None:
        sys.stdout.write(f"{MISSING}\n")
        return 0
    from fuzz.campaign import run  # noqa: PLC0415 - the same

    return run(arguments.n, arguments.seed)


if __name__ == "__main__":
    raise SystemExit(main())
