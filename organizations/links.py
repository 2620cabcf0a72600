"""Asks an address on the web whether it answers, and reaches none but public hosts."""

import socket
import ssl
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
MAX_REDIRECTS = 5
TIMEOUT = 10.0
"""Seconds that one step, as to connect, may take."""
MAX_SECONDS = 30.0
"""Seconds that one address may take, with all its redirects."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# RFC 6052: within it lies an IPv4 address, which may be a private one.
_NAT64 = IPv6Network("64:ff9b::/96")
_SAFE = "%/:?#[]@!$&'()*+,;=~"
"""What stays as it is in an address that is asked; the rest is written as bytes in per cent."""

IPAddress = IPv4Address | IPv6Address
Trusted = Collection[tuple[str, int]]
"""Addresses of machines, each with a port, that may be asked though they are not public."""


class Outcome(StrEnum):
    """What became of asking an address."""

    ANSWERS = "answers"
    GONE = "gone"  # 404 or 410
    REFUSES = "refuses"  # another status of 400 to 499: it may answer a person
    FAILS = "fails"  # 500 or more, a broken answer, a certificate that is not valid, redirects without end
    SILENT = "silent"  # nothing answers, or its name is not known
    NOT_ASKED = "not-asked"  # it leads to what is not public, or is no address of the web


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of asking an address, with the HTTP status of the last answer, if there was one."""

    outcome: Outcome
    status: int | None = None


class _NotPublic(Exception):
    """An address that may not be asked."""


def ask(url: str, *, user_agent: str, trusted: Trusted = ()) -> Answer:
    """Whether an address answers: its head is asked for, and where that fails the address itself, without its body."""
    deadline = monotonic() + MAX_SECONDS
    answer = Answer(Outcome.FAILS)
    # Some servers refuse HEAD, or answer it with an error, where a reader's GET is answered.
    for method in ("HEAD", "GET"):
        try:
            answer = _followed(method, url, user_agent, trusted, deadline)
        except (HTTPException, ssl.SSLError, ConnectionResetError):  # first: some are a ValueError too
            answer = Answer(Outcome.FAILS)
        except (_NotPublic, ValueError):
            return Answer(Outcome.NOT_ASKED)
        except OSError:
            return Answer(Outcome.SILENT)
        if answer.outcome == Outcome.ANSWERS:
            break
    return answer


def host_of(url: str) -> str:
    """The host that an address names; empty where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_public(address: IPAddress) -> bool:
    """Whether an address of a machine is one of the public internet, by itself and by the address within it."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _followed(method: str, url: str, user_agent: str, trusted: Trusted, deadline: float) -> Answer:
    """The answer at the end of the redirects, each of which is checked as the first address is."""
    for _redirect in range(MAX_REDIRECTS + 1):
        status, location = _asked(method, url, user_agent, trusted, deadline)
        if status not in _REDIRECTS or not location:
            return Answer(_outcome_of(status), status)
        # As the bytes that were sent: http.client reads them as Latin-1.
        url = urljoin(url, quote(location.encode("latin-1"), safe=_SAFE))
    return Answer(Outcome.FAILS, status)


def _outcome_of(status: int) -> Outcome:
    if status in (404, 410):
        return Outcome.GONE
    if status >= 400:
        return Outcome.REFUSES if status < 500 else Outcome.FAILS
    return Outcome.ANSWERS


def _asked(method: str, url: str, user_agent: str, trusted: Trusted, deadline: float) -> tuple[int, str]:
    """The status of one answer, and where it leads. Raises _NotPublic, ValueError, OSError and HTTPException."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise _NotPublic
    host, port = parts.hostname.encode("idna").decode(), parts.port or PORTS[parts.scheme]
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    connection = (HTTPSConnection if parts.scheme == "https" else HTTPConnection)(host, port)
    with closing(_connected(_addresses(host, port, trusted), port, deadline)) as sock, closing(connection):
        if parts.scheme == "https":
            # The handshake comes below, once the timer runs: a server may let it drip as well.
            sock = _tls().wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
        connection.sock = sock  # so that it does not look the name up again
        # A time-out holds for each byte: this one ends an answer that drips.
        timer = Timer(_left(deadline), _cut, [sock])
        timer.start()
        try:
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            connection.request(method, target, headers={"User-Agent": user_agent, "Connection": "close"})
            with closing(connection.getresponse()) as response:
                return response.status, response.headers.get("Location", "")
        finally:
            timer.cancel()


def _addresses(host: str, port: int, trusted: Trusted) -> list[str]:
    """What a name means now. Raises _NotPublic where any of it is not public."""
    found = dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    for address in found:
        is_fine = port in PORTS.values() and is_public(ip_address(address))
        if not is_fine and (address, port) not in trusted:
            raise _NotPublic
    return list(found)


def _connected(addresses: list[str], port: int, deadline: float) -> socket.socket:
    """A connection to the first address that takes one. Raises OSError."""
    failed = OSError("no address")
    for address in addresses:
        try:
            # The address that was checked, not the name: asked again, a name server could answer with a private one.
            return socket.create_connection((address, port), timeout=min(TIMEOUT, _left(deadline)))
        except OSError as error:
            failed = error
    raise failed


def _left(deadline: float) -> float:
    """Seconds that are left. Raises TimeoutError where none are."""
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        # The method of the plain socket: SSLSocket's own takes the state away that another thread is reading by.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
