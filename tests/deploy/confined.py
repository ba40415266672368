"""Run a command as the systemd unit confines it in the kernel, without systemd: ``python confined.py COMMAND…``.

The unit's filter of system calls, its families of sockets, no memory that is written and run, no new namespace: what could
break an interpreter, a numerical library or a forkserver, and shows only when they run. Its views of files and processes
are not made here; the image's tests run on a read-only root.
"""

import ctypes
import errno
import os
import shutil
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2] / "deploy" / "systemd" / "wire-worker.service"
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # libseccomp's actions; the second with an error's number
EQUAL, MASKED_EQUAL = 4, 7  # its comparisons
WRITE, RUN, RUN_SHARED = 2, 4, 0o100000  # PROT_WRITE, PROT_EXEC, SHM_EXEC
NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag


class Comparison(ctypes.Structure):
    """Of one argument of a system call."""

    _fields_ = (("argument", ctypes.c_uint), ("how", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


# Where a call is allowed for some arguments alone: any of these comparisons has to hold.
ARGUMENTS: Mapping[str, tuple[Comparison, ...]] = {
    "mmap": tuple(Comparison(2, MASKED_EQUAL, WRITE | RUN, allowed) for allowed in (0, WRITE, RUN)),
    "mprotect": (Comparison(2, MASKED_EQUAL, RUN, 0),),
    "pkey_mprotect": (Comparison(2, MASKED_EQUAL, RUN, 0),),
    "shmat": (Comparison(2, MASKED_EQUAL, RUN_SHARED, 0),),
    "clone": (Comparison(0, MASKED_EQUAL, NEW_NAMESPACES, 0),),
    "unshare": (Comparison(0, MASKED_EQUAL, NEW_NAMESPACES, 0),),
    "setns": (),
}


def confining() -> tuple[str, ...]:
    """A command that confines itself and becomes the one that follows it."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install --no-install-recommends systemd)")
    return sys.executable, __file__


@cache
def directives() -> Mapping[str, tuple[str, ...]]:
    """What the unit says, by name, in order."""
    found = defaultdict(list)
    for line in UNIT.read_text().splitlines():
        name, is_one, value = line.partition("=")
        if is_one and not line.startswith("#"):
            found[name].append(value)
    return {name: tuple(values) for name, values in found.items()}


def calls_of(words: Iterable[str]) -> set[str]:
    """System calls, those in systemd's sets (``@…``) among them, which it tells by itself."""
    found = set()
    for word in words:
        if word.startswith("@"):
            command = ["systemd-analyze", "syscall-filter", word]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
            found |= calls_of(line.strip() for line in told if line.startswith("    ") and "#" not in line)
        else:
            found.add(word)
    return found


def allowed_calls() -> set[str]:
    """What SystemCallFilter leaves: the first line opens a list, one with a tilde takes away from it."""
    allowed: set[str] = set()
    for line in directives()["SystemCallFilter"]:
        calls = calls_of(line.removeprefix("~").split())
        allowed = allowed - calls if line.startswith("~") else allowed | calls
    return allowed


def confine() -> None:
    """Confine this process, and all that it starts, for good."""
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(REFUSE | errno.EPERM))

    def rule(action: int, call: str, *comparisons: Comparison) -> None:
        number = seccomp.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:  # else this machine's processor has no such call
            given = (Comparison * len(comparisons))(*comparisons)
            code = seccomp.seccomp_rule_add_array(context, action, number, len(comparisons), given)
            assert code == 0, (call, code)

    families = [getattr(socket, family) for family in directives()["RestrictAddressFamilies"][0].split()]
    only = {**ARGUMENTS, "socket": tuple(Comparison(0, EQUAL, family, 0) for family in families)}
    for call in allowed_calls() - {"clone3"}:
        for comparison in only.get(call, ()):
            rule(ALLOW, call, comparison)
        if call not in only:
            rule(ALLOW, call)
    rule(REFUSE | errno.ENOSYS, "clone3")  # its flags lie in memory: systemd, too, sends callers back to clone
    assert seccomp.seccomp_load(context) == 0  # with no_new_privs


if __name__ == "__main__":
    program = shutil.which(sys.argv[1])
    assert program, f"no such command: {sys.argv[1]}"
    confine()
    os.execv(program, sys.argv[1:])
