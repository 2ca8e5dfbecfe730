"""A limit on how long one exchange may take, whatever the other side does to keep it going."""

from __future__ import annotations

import socket
import time
from threading import Event, Lock, Thread


class Watchdog:
    """Closes the socket of an exchange that lasts too long; whoever reads from it then sees the stream end, and asks `barked`.

    One thread for all exchanges of a session, looking every twentieth of the limit: a timer each would double the cost of
    a request.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._lock = Lock()
        self._closed = Event()
        self._thread: Thread | None = None
        self._deadline: float | None = None
        self._socket: socket.socket | None = None

    def guard(self) -> None:
        """An exchange begins."""
        with self._lock:
            self._deadline = time.monotonic() + self._limit_s
        if self._thread is None:
            self._thread = Thread(target=self._patrol, name="fetch-watchdog", daemon=True)
            self._thread.start()

    def watch(self, connection_socket: socket.socket | None) -> None:
        """The socket it waits on."""
        with self._lock:
            self._socket = connection_socket

    def release(self) -> None:
        """It is over."""
        with self._lock:
            self._deadline = self._socket = None

    @property
    def barked(self) -> bool:
        """Has the exchange outlived its time? What was read of it since may be a part."""
        return self._deadline is not None and time.monotonic() > self._deadline

    def close(self) -> None:
        self._closed.set()

    def _patrol(self) -> None:
        while not self._closed.wait(self._limit_s / 20):
            with self._lock:
                if self.barked and self._socket is not None:
                    _end(self._socket)
                    self._socket = None


def _end(connection_socket: socket.socket) -> None:
    try:
        # The plain socket's own method: SSLSocket.shutdown would take the TLS state away from under the reader.
        socket.socket.shutdown(connection_socket, socket.SHUT_RDWR)
    except OSError:
        return  # closed in the same moment: nobody waits on it any more
