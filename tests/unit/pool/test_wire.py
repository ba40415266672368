import asyncio
import pickle
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.unit.pool.conftest import until
from worker.errors import Reason
from worker.item import Coordinates, Failure, Message, Outcome, Record
from worker.pool import wire


class Ours:
    """The worker's end of a line, and all that came over it."""

    def __init__(self, sock: socket.socket) -> None:
        self.frames: list[bytes] = []
        self.ends = 0
        self.wire = wire.Wire(sock, on_frame=lambda frame: self.frames.append(bytes(frame)), on_end=self._end)

    def _end(self) -> None:
        self.ends += 1


@pytest.fixture
def theirs_and_sock() -> Iterator[tuple[socket.socket, socket.socket]]:
    theirs, sock = socket.socketpair()
    with theirs, sock:
        yield theirs, sock


async def test_frames_of_any_size_come_out_as_they_went_in(theirs_and_sock):
    theirs, sock = theirs_and_sock
    ours = Ours(sock)
    frames = [b"", b"x", bytes(200_000), b"y" * 3_000_000, b"z"]

    def echo() -> None:
        while (frame := wire.receive(theirs)) is not None:
            wire.send(theirs, bytes(frame))

    thread = threading.Thread(target=echo)
    thread.start()
    for frame in frames:
        ours.wire.send(frame)
    await until(lambda: len(ours.frames) == len(frames))
    ours.wire.close()
    await asyncio.to_thread(thread.join)
    assert ours.frames == frames
    assert ours.ends == 0


async def test_a_frame_that_comes_byte_by_byte_is_one_frame(theirs_and_sock):
    theirs, sock = theirs_and_sock
    ours = Ours(sock)
    for byte in wire.LENGTH.pack(3) + b"abc":
        theirs.send(bytes([byte]))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await until(lambda: ours.frames == [b"abc"])
    ours.wire.close()


async def test_what_a_child_wrote_before_its_end_is_read_also_when_writing_to_it_fails(theirs_and_sock):
    theirs, sock = theirs_and_sock
    ours = Ours(sock)
    ours.wire.send(b"never read")
    wire.send(theirs, b"last words")
    theirs.close()
    ours.wire.send(bytes(1_000_000))
    ours.wire.send(b"into the void")
    assert ours.ends == 0
    await until(lambda: ours.ends)
    assert (ours.frames, ours.ends) == ([b"last words"], 1)


async def test_a_frame_that_is_cut_off_is_no_frame(theirs_and_sock):
    theirs, sock = theirs_and_sock
    ours = Ours(sock)
    theirs.send(wire.LENGTH.pack(10) + b"half")
    theirs.close()
    await until(lambda: ours.ends)
    assert ours.frames == []


@pytest.mark.parametrize("cut", [b"", b"\0\0", wire.LENGTH.pack(10), wire.LENGTH.pack(10) + b"half"])
def test_a_child_takes_a_line_that_ends_anywhere_for_its_end(theirs_and_sock, cut: bytes):
    theirs, sock = theirs_and_sock
    sock.send(cut)
    sock.close()
    assert wire.receive(theirs) is None


def test_what_crosses_the_line_comes_out_as_it_went_in():
    message = Message(b"v", Coordinates("wire.in", 3, 5, 7), b"k", (("content-type", b"text/xml"),))
    record = Record("urn:x", b"k", b"v", (("h", b"1"),), "afp-text", "afp", 2)
    outcome = Outcome((record, Failure(Reason.EMPTY, "E", "why", "parse", 1, "urn:y")), (("parse", 0.5),))
    assert pickle.loads(pickle.dumps([message, outcome])) == [message, outcome]
