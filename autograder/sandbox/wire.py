"""Frames over a socket: four bytes of length, big-endian, then that many bytes. Nothing longer than agreed is read."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator, Sequence


class WireError(Exception):
    """The other side closed the connection or broke the framing."""


class WireTimeout(WireError):
    """The other side did not answer in time."""


def send(connection: socket.socket, data: bytes, deadline: float | None = None) -> None:
    """Sends one frame, by `deadline` on the monotonic clock.

    Raises:
        WireTimeout: it was not taken in time.
        WireError: nobody takes it.
    """
    try:
        connection.settimeout(_left(deadline))
        connection.sendall(struct.pack(">I", len(data)) + data)
    except TimeoutError:
        raise WireTimeout("the message was not taken in time") from None
    except OSError as error:
        raise WireError(str(error)) from None


def receive(connection: socket.socket, max_bytes: int, deadline: float | None = None) -> bytes:
    """Receives one frame of at most `max_bytes`, whole by `deadline` on the monotonic clock.

    Raises:
        WireTimeout: it was not there in time.
        WireError: the connection ended, or the frame is longer.
    """
    (length,) = struct.unpack(">I", _exactly(connection, 4, deadline))
    if length > max_bytes:
        raise WireError(f"a frame of {length} bytes, where at most {max_bytes} are read")
    return _exactly(connection, length, deadline)


def joined(messages: Sequence[bytes]) -> bytes:
    """Several messages for one frame."""
    return b"".join(part for message in messages for part in (struct.pack(">I", len(message)), message))


def split(data: bytes) -> Iterator[bytes]:
    """The messages of a frame that `joined` made."""
    position = 0
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        yield data[position + 4 : position + 4 + length]
        position += 4 + length


def _exactly(connection: socket.socket, length: int, deadline: float | None) -> bytes:
    chunks = bytearray()
    while len(chunks) < length:
        try:
            connection.settimeout(_left(deadline))
            chunk = connection.recv(min(length - len(chunks), 2**20))
        except TimeoutError:
            raise WireTimeout("no answer in time") from None
        except OSError as error:
            raise WireError(str(error)) from None
        if not chunk:
            raise WireError("the connection ended")
        chunks += chunk
    return bytes(chunks)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
