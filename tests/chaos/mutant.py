"""``python -m chaos.mutant NAME``: the service with one of the simulation's rules broken, in a process of its own."""

import sys
from unittest.mock import patch

from simulation.mutants import MUTANTS
from worker import app, cli


def main() -> int:
    """Run it until it is stopped."""
    sink, broken = MUTANTS[sys.argv[1]]
    with patch.object(app, "ExactlyOnceSink", sink), broken():
        return cli.main(["run"])


if __name__ == "__main__":
    raise SystemExit(main())
