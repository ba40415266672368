"""Work for the pool's tests: what a message's value says is what happens to the process that works on it."""

import ctypes
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from worker.item import Message, Outcome, RecognizerInfo, Record


@dataclass(frozen=True)
class Obedient:
    """Does what the value's first word says, and gives a record of what it says after it."""

    models: Mapping[str, str] = field(default_factory=lambda: {"fr": "obedient 1"})
    recognizers: Mapping[str, RecognizerInfo] = field(default_factory=lambda: {"fr": RecognizerInfo("fast", "", "Zen")})
    commands: Mapping[bytes, Callable[[bytes], bytes]] = field(default_factory=lambda: COMMANDS)

    def begin(self, message: Message) -> Message:
        if message.value.startswith(b"begin "):
            self.commands[message.value.split()[1]](b"")
        return message

    def recognize(self, several: Sequence[Message]) -> None:
        for message in several:
            if message.value.startswith(b"together "):
                self.commands[message.value.split()[1]](b"")

    def finish(self, message: Message) -> Outcome:
        command, _, argument = message.value.partition(b" ")
        value = self.commands[command](argument)
        return Outcome((Record("urn:test", message.key, value, (), "test"),), (("work", 0.001),))


def prepare(_options: object) -> Obedient:
    return Obedient()


def prepare_slowly(seconds: float) -> Obedient:
    time.sleep(seconds)
    return Obedient()


def prepare_wastefully(size_bytes: int) -> Obedient:
    """Takes so much memory, lets it go, and keeps what was taken last, so that the heap does not end before it."""
    waste = [bytes(2000) for _ in range(size_bytes // 2000)]
    KEPT.append(waste[-1])
    return Obedient()


def prepare_in_vain(reason: str) -> Obedient:
    raise LookupError(reason)


def prepare_unless(path: str) -> Obedient:
    if Path(path).exists():
        with Path(path).open("a") as tries:
            tries.write("x")
        raise FileExistsError(path)
    return Obedient()


def prepare_named(name: str) -> Obedient:
    if not name:
        raise LookupError("nothing is called that")
    return Obedient({"fr": name}, commands={**COMMANDS, b"name": lambda _: name.encode()})


def prepare_and_exit(code: int) -> Obedient:
    os._exit(code)


def prepare_with_a_thread(_options: object) -> Obedient:
    import threading  # noqa: PLC0415

    threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
    return Obedient()


def prepare_children_that_die(_options: object) -> "Stillborn":
    return Stillborn()


class Stillborn:
    """Lets the forkserver load, and ends each child before it can say that it is ready."""

    @property
    def models(self) -> Mapping[str, str]:
        os._exit(9)

    @property
    def recognizers(self) -> Mapping[str, RecognizerInfo]:
        return {}

    def __call__(self, message: Message) -> Outcome:
        raise AssertionError(message)


def _hog(_argument: bytes) -> bytes:
    return b"".join([bytes(64 * 1024 * 1024) for _ in range(64)])


def _hold_the_lock(argument: bytes) -> bytes:
    ctypes.PyDLL(None).sleep(int(argument))  # PyDLL: C code that keeps the interpreter's lock
    return b""


def _sleep(argument: bytes) -> bytes:
    time.sleep(float(argument))
    return argument


def _grow(argument: bytes) -> bytes:
    KEPT.append(os.urandom(int(argument)))
    return b""


KEPT: list[bytes] = []
COMMANDS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"echo": lambda argument: argument,
    b"pid": lambda _: str(os.getpid()).encode(),
    b"sleep": _sleep,
    b"hold": _hold_the_lock,
    b"segfault": lambda _: ctypes.string_at(0),
    b"exit": lambda argument: os._exit(int(argument)),
    b"hog": _hog,
    b"grow": _grow,
    b"large": lambda argument: bytes(int(argument)),
    b"defect": lambda argument: {}[argument],
    b"environment": lambda argument: os.environ.get(argument.decode(), "").encode(),
}
