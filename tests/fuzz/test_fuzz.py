"""No input ends a decoder, lasts too long or is read in two ways; and the fuzzer finds what does."""

import importlib.util
import os
import re
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from fuzz.__main__ import MISSING
from fuzz.campaign import run
from fuzz.decoders import DECODERS, check
from fuzz.planted import DECODERS as PLANTED
from fuzz.seeds import ROOT
from worker.errors import ItemError, MalformedError

DIGEST = """
import sys
from hashlib import sha256
from fuzz.decoders import DECODERS, read
from fuzz.seeds import values
outcomes = [repr(read(DECODERS[b"m"], b"\\0" + value)) for value in values()]
sys.stdout.write(sha256("".join(outcomes).encode()).hexdigest())
"""

needs_atheris = pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason=MISSING)


@needs_atheris
@pytest.mark.timeout(900)  # some 30 seconds on two free processors
def test_thousands_of_inputs_are_read_or_refused(tmp_path, capsys):
    inputs = 16_000
    code = run(inputs, seed=1, failed=tmp_path)
    told = capsys.readouterr().out
    assert code == 0, told
    assert int(re.findall(r"([\d,]+) inputs in", told)[-1].replace(",", "")) >= inputs
    assert set(re.findall(r"^ +[\d,]+ (\w)$", told, re.MULTILINE)) == {letter.decode() for letter in DECODERS}


@needs_atheris
def test_a_defect_is_found_saved_and_replayed(tmp_path, capsys):
    assert run(2_000, seed=1, table="fuzz.planted", failed=tmp_path) == 1
    told = capsys.readouterr().out
    assert "KeyError: False" in told
    saved = re.findall(r"make fuzz INPUT=(\S+)", told)
    assert {Path(path).resolve() for path in saved} == {path.resolve() for path in tmp_path.iterdir()} != set()
    with pytest.raises(KeyError):
        check(PLANTED, Path(saved[0]).read_bytes())


def test_another_process_reads_the_same_bytes_in_the_same_way():
    def digest(hash_seed):
        command = [sys.executable, "-c", DIGEST]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "tests"), "PYTHONHASHSEED": hash_seed}
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout

    first = digest("1")
    assert len(first) == 64
    assert digest("2") == first


def test_an_input_that_takes_too_long_fails():
    def slow(data):
        until = time.thread_time() + 1.2
        while time.thread_time() < until:
            pass

    with pytest.raises(AssertionError, match="are allowed for 2 bytes"):
        check({b"m": slow}, b"m.")


def test_an_input_that_is_read_in_two_ways_fails():
    readings = count()
    with pytest.raises(AssertionError, match="another result"):
        check({b"m": lambda _: next(readings)}, b"m.")


def test_a_refusal_is_an_answer_but_for_one_that_hides_a_defect():
    def refuse(error):
        raise error

    assert check({b"m": lambda _: refuse(MalformedError("It is cut off."))}, b"m") == b"m"
    with pytest.raises(AssertionError):
        check({b"m": lambda _: refuse(ItemError("It is internal."))}, b"m")
    with pytest.raises(ValueError, match="no error of ours"):
        check({b"m": lambda _: refuse(ValueError("no error of ours"))}, b"m")


@pytest.mark.parametrize("letter", [letter.decode() for letter in DECODERS])
def test_every_byte_chooses_a_decoder_and_nothing_at_all_is_an_input(letter):
    assert check(DECODERS, letter.encode()) == letter.encode()
    assert check(DECODERS, b"") in DECODERS
    assert check(DECODERS, b"\xff") in DECODERS
