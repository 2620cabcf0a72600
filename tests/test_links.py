"""Asking an address: what becomes of it, and that nothing but public hosts is ever asked."""

import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Thread

import pytest

from organizations import links
from organizations.links import Answer, Outcome, ask, is_public

AGENT = "dossier-site link check (+https://dossiers.example.org)"
STATUSES = {"/fine": 200, "/gone": 410, "/lost": 404, "/closed": 403, "/broken": 500}


class Handler(BaseHTTPRequestHandler):
    """A site of a few pages; what it was asked is kept with the server."""

    server: "Server"

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        path, _mark, target = self.path.partition("?to=")
        target = "/round" if path == "/round" else target
        if path == "/mute":
            self.close_connection = True
            return
        if path == "/drip":
            self.wfile.write(b"HTTP/1.1 2")
            self.server.held.wait(5)
            return
        status = 302 if target else STATUSES.get(path, 200)
        if path == "/get-only":
            status = 200 if self.command == "GET" else 405
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A local site, and how to ask it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.held = Event()
        self.trusted = {("127.0.0.1", self.server_port)}

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def ask(self, path: str) -> Answer:
        return ask(self.url(path), user_agent=AGENT, trusted=self.trusted)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.held.set()
        server.shutdown()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A function: makes a name mean these addresses, one a look-up; the names that were looked up."""
    looked_up: list[str] = []

    def mean(*addresses: str) -> list[str]:
        left = list(addresses)

        def found(host: str, port: int, *args: object, **kwargs: object):
            looked_up.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (left.pop(0), port))]

        monkeypatch.setattr(socket, "getaddrinfo", found)
        return looked_up

    return mean


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/fine", Answer(Outcome.ANSWERS, 200)),
        ("/get-only", Answer(Outcome.ANSWERS, 200)),
        ("/a b/é?q=ü", Answer(Outcome.ANSWERS, 200)),
        ("/lost", Answer(Outcome.GONE, 404)),
        ("/gone", Answer(Outcome.GONE, 410)),
        ("/closed", Answer(Outcome.REFUSES, 403)),
        ("/broken", Answer(Outcome.FAILS, 500)),
        ("/mute", Answer(Outcome.FAILS)),
        ("/r?to=/fine", Answer(Outcome.ANSWERS, 200)),
        ("/r?to=/gone", Answer(Outcome.GONE, 410)),
        ("/r?to=/r?to=/r?to=/fine", Answer(Outcome.ANSWERS, 200)),
        ("/round", Answer(Outcome.FAILS, 302)),
    ],
)
def test_what_becomes_of_an_address(server: Server, path: str, answer: Answer) -> None:
    assert server.ask(path) == answer


def test_a_site_is_asked_for_its_head_alone_where_that_is_enough_and_told_who_asks(server: Server) -> None:
    server.ask("/fine")
    [(method, _path, headers)] = server.asked
    assert method == "HEAD" and headers["User-Agent"] == AGENT and "Cookie" not in headers


def test_nothing_is_followed_for_ever(server: Server) -> None:
    server.ask("/round")
    assert len(server.asked) == 2 * (1 + links.MAX_REDIRECTS)


def test_an_answer_that_drips_is_ended(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_SECONDS", 0.2)
    assert server.ask("/drip") == Answer(Outcome.SILENT)


def test_where_nothing_listens_there_is_no_answer(server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = ask(f"http://127.0.0.1:{port}/", user_agent=AGENT, trusted={("127.0.0.1", port)})
    assert answer == Answer(Outcome.SILENT)


def test_what_is_no_valid_tls_fails(server: Server) -> None:
    url = server.url("/fine").replace("http:", "https:")
    assert ask(url, user_agent=AGENT, trusted=server.trusted) == Answer(Outcome.FAILS)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://localhost/",
        "http://user@10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
        "http://93.184.216.34:22/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "http://a..b/",
        "http://a:99999/",
    ],
)
def test_what_is_not_public_is_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("it was reached"))
    assert ask(url, user_agent=AGENT) == Answer(Outcome.NOT_ASKED)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_is_public_may_be_asked(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://10.0.0.1/", "//[::1]/", "file:///etc/passwd"])
def test_a_redirect_is_checked_as_the_address_is(server: Server, target: str) -> None:
    assert server.ask(f"/r?to={target}") == Answer(Outcome.NOT_ASKED)
    assert len(server.asked) == 1


def test_a_redirect_to_another_port_of_a_trusted_machine_is_not_followed(server: Server) -> None:
    with Server() as other:
        assert server.ask(f"/r?to={other.url('/fine')}") == Answer(Outcome.NOT_ASKED)


def test_a_name_that_means_a_private_address_is_not_asked(names: Callable[..., list[str]]) -> None:
    names("10.0.0.1")
    assert ask("http://intranet.example.org/", user_agent=AGENT) == Answer(Outcome.NOT_ASKED)


def test_a_name_with_one_private_address_among_public_ones_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert ask("http://example.org/", user_agent=AGENT) == Answer(Outcome.NOT_ASKED)


def test_a_name_is_looked_up_once_so_that_it_cannot_mean_something_else_then(
    names: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], **kwargs: object) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    looked_up = names("93.184.216.34", "127.0.0.1")
    monkeypatch.setattr(socket, "create_connection", connect)
    assert ask("http://rebinding.example.org/", user_agent=AGENT) == Answer(Outcome.SILENT)
    assert (looked_up, reached) == (["rebinding.example.org"], [("93.184.216.34", 80)])


def test_a_name_that_nobody_knows_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert ask("https://nowhere.example.org/", user_agent=AGENT) == Answer(Outcome.SILENT)
