"""The line between the worker and one child: a socket that carries frames, four bytes of length and then a pickle.

Both ends are here because they are one format. The child's end blocks. The worker's end never does: both sides may write
megabytes at once, and two writers who wait for each other to read would wait for ever.
"""

import asyncio
import copyreg
import socket
import struct
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter

from worker.item import Coordinates, Failure, Message, Outcome, Record

LENGTH = struct.Struct("!I")
READ_BYTES = 256 * 1024


def _pickle_by_fields(noun: type) -> None:
    """Have a noun pickled as a call with its fields: a third of what Python does for a frozen dataclass with slots."""
    values = attrgetter(*(field.name for field in fields(noun)))
    copyreg.pickle(noun, lambda one: (noun, values(one)))


for _noun in (Coordinates, Message, Record, Failure, Outcome):
    _pickle_by_fields(_noun)


def receive(sock: socket.socket) -> bytearray | None:
    """The next frame, or None at the end of the line."""
    head = _exactly(sock, LENGTH.size)
    return _exactly(sock, *LENGTH.unpack(head)) if head else None


def _exactly(sock: socket.socket, size: int) -> bytearray | None:
    data = bytearray(size)
    filled = 0
    while filled < size:  # also with WAITALL: a process that is stopped and continued gets what there is
        count = sock.recv_into(memoryview(data)[filled:], flags=socket.MSG_WAITALL)
        if not count:
            return None
        filled += count
    return data


def send(sock: socket.socket, frame: bytes) -> None:
    """Write one frame, however long that takes."""
    sock.sendall(LENGTH.pack(len(frame)) + frame)


class Wire:
    """The worker's end of one line; lives in the event loop from its making until ``close``.

    ``on_frame`` gets each frame that arrives, and keeps nothing of its memory. ``on_end`` is called once, at the end of the
    file: the child is gone, and all that it wrote before has been handed over. An error in writing says nothing of its own,
    since the end of the file follows it, after the frames that may still be there to read.
    """

    def __init__(
        self, sock: socket.socket, *, on_frame: Callable[[memoryview], None], on_end: Callable[[], None]
    ) -> None:
        sock.settimeout(0)
        self._loop = asyncio.get_running_loop()
        self._sock = sock
        self._on_frame = on_frame
        self._on_end = on_end
        self._incoming = bytearray()
        self._outgoing = bytearray()
        self._loop.add_reader(sock, self._read)

    def send(self, frame: bytes) -> None:
        """Write one frame, now as far as the socket takes it, the rest when it takes more. Never blocks."""
        waiting = bool(self._outgoing)
        self._outgoing += LENGTH.pack(len(frame))
        self._outgoing += frame
        if not waiting:
            self._write()

    def close(self) -> None:
        """Let go of the line; the child sees its end. May be called again."""
        if self._sock.fileno() >= 0:
            self._loop.remove_reader(self._sock)
            self._loop.remove_writer(self._sock)
            self._sock.close()

    def _write(self) -> None:
        try:
            del self._outgoing[: self._sock.send(self._outgoing)]
        except BlockingIOError:
            pass
        except OSError:  # the child is gone; the reader will come to the end of what it wrote
            self._outgoing.clear()
        if self._outgoing:
            self._loop.add_writer(self._sock, self._write)
        else:
            self._loop.remove_writer(self._sock)

    def _read(self) -> None:
        try:
            data = self._sock.recv(READ_BYTES)
        except BlockingIOError:
            return
        except ConnectionResetError:  # it left without reading all that we wrote
            data = b""
        if not data:
            self.close()
            self._on_end()
            return
        self._incoming += data
        while len(self._incoming) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._incoming)[0]
            if len(self._incoming) < end:
                return
            with memoryview(self._incoming)[LENGTH.size : end] as frame:
                self._on_frame(frame)
            del self._incoming[:end]
