"""A gunicorn worker that slow clients do not hold up: a thread gets a request once all of it has arrived."""

import errno
import re
import socket
import time
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn, ThreadWorker

MAX_HEAD = 64_000
"""Bytes of a request's first line and headers."""

MAX_BODY = 12_000_000
"""Bytes of a request's body: more than any form or upload that the site takes."""

MAX_HELD = 100_000_000
"""Bytes of all requests that a worker waits for the rest of."""

ARRIVAL = 60.0
"""Seconds in which a request must have arrived as a whole."""

LAST_ARRIVAL = 10.0
"""Seconds in which it must have, once the worker stops."""

SENDING = 20.0
"""Seconds that a thread waits for a client to take more of an answer."""

SEND_BUFFER = 1_000_000
"""Bytes that the system is asked to take of an answer for a slow reader, so that the thread need not wait."""

# At most 18 figures: with more the request goes on without its body, and BodyLimit refuses it by what it says.
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)


class Connection(TConn):
    """A client's connection, with what it sent of its next request."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(cfg, sock, client, server)
        # Linux takes no more of it than net.core.wmem_max says.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.received = bytearray()
        self.is_refused = False
        # Over bytes, not over the socket: what parses a request in a thread can never wait for more of it.
        self.parser = get_parser(cfg, [], client)
        self.data_ready = True

    def close(self, graceful: bool = False) -> None:
        """Close at once. gunicorn would wait, in the loop that serves all others, for the client to close first."""
        if graceful:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_WR)
        util.close(self.sock)

    def take(self, size: int) -> None:
        """Hand the next request, `size` bytes of what was received, to the parser."""
        self.parser.unreader.unread(bytes(self.received[:size]))
        del self.received[:size]


def whole(received: bytes | bytearray) -> int | HTTPStatus:
    """How many bytes the first request has; 0 while not all of it has arrived; or why it is refused."""
    # From the beginning each time: a head that drips is short.
    end = received.find(b"\r\n\r\n", 0, MAX_HEAD)
    if end < 0:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if len(received) >= MAX_HEAD else 0
    head = bytes(received[: end + 2])
    if _CHUNKED.search(head):
        # Chunked: how long it is would be known at its end alone, and two that read it differently let a second request
        # in.
        return HTTPStatus.LENGTH_REQUIRED
    found = _LENGTH.search(head)
    length = int(found[1]) if found else 0
    if length > MAX_BODY:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    size = end + 4 + length
    return size if len(received) >= size else 0


class PatientWorker(ThreadWorker):
    """gunicorn's threads, behind a loop that waits for requests, so that no thread does."""

    def accept(self, listener: socket.socket) -> None:
        """Wait for the request of a new client; who waits longest makes room where there are too many."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        self._await(Connection(self.cfg, sock, client, listener.getsockname()))
        # Before gunicorn's own limit is reached, at which it accepts nobody any more.
        if self.nr_conns >= self.worker_connections - self.cfg.threads and len(self.pending_conns) > 1:
            self._drop(self.pending_conns[0])

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Wait for all of a next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Take what a client sent."""
        try:
            data = client.recv(65_536)
        # The poller may call for what is gone again: sockets here do not block.
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
        elif not conn.is_refused:
            conn.received += data
            self._proceed(conn)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Answer a request, but wait for its reader no longer than `SENDING`."""
        conn.sock.settimeout(SENDING)
        return super().handle_request(req, conn)

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """Close or keep the connection; go on with a request that came along with the one before."""
        super().finish_request(conn, fs)
        if conn.received and conn in self.keepalived_conns:
            self.on_client_socket_readable(conn, conn.sock)
            self._proceed(conn)

    def _await(self, conn: Connection) -> None:
        conn.timeout = time.monotonic() + ARRIVAL
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _proceed(self, conn: Connection) -> None:
        """Give a request that is there to a thread; refuse what is too large, or no request."""
        # Some clients end a body with a line more; an empty line is no request.
        while conn.received[:2] == b"\r\n":
            del conn.received[:2]
        size = whole(conn.received)
        if isinstance(size, HTTPStatus):
            self._refuse(conn, size)
        elif size:
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)
            conn.take(size)
            self.enqueue_req(conn)
        elif len(conn.received) > MAX_HEAD and sum(len(each.received) for each in self.pending_conns) > MAX_HELD:
            self._refuse(conn, HTTPStatus.SERVICE_UNAVAILABLE)

    def _refuse(self, conn: Connection, status: HTTPStatus) -> None:
        """Say why, and read on without looking, so that the client gets to see it."""
        conn.is_refused = True
        conn.received.clear()
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        try:
            conn.sock.send(head.encode())
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(conn)

    def _drop(self, conn: Connection) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self.nr_conns -= 1
        conn.close()

    def _cap_keepalive(self, deadline: float) -> None:
        """When stopping, wait for the rest of a request no longer than `LAST_ARRIVAL`."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, time.monotonic() + LAST_ARRIVAL)
