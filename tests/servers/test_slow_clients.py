"""Slow clients beside readers: whoever sends or reads slowly holds up nobody else."""

import signal
import socket
from contextlib import ExitStack

import pytest

from tests.support.serving import environment, served, wait_for

pytestmark = pytest.mark.slow
HEAD = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nusername=x"
SLOW = 64


def connected(site, words):
    client = socket.create_connection(("127.0.0.1", site.port), timeout=120)
    client.sendall(words.encode())
    return client


def answer(client):
    return client.makefile("rb").read().decode()


@pytest.fixture
def many(site):
    """A function that opens 64 connections, each of which has sent the same words and sends no more."""
    with ExitStack() as stack:
        yield lambda words: [stack.enter_context(connected(site, words)) for _ in range(SLOW)]


@pytest.mark.parametrize(
    "sent",
    ["", "G", HEAD, FORM, f"{HEAD}\r\n{HEAD}", f"{HEAD}Expect: 100-continue\r\nContent-Length: 9\r\n\r\n", "\r\n\r\n"],
    ids=["nothing", "a letter", "half a head", "half a form", "one and a half", "an expectation", "empty lines"],
)
def test_readers_are_answered_beside_64_clients_who_sent_half_a_request(site, many, sent):
    many(sent)
    assert [site.ask("/organizations/iom/").status for _ in range(20)] == [200] * 20


def test_readers_are_answered_beside_64_clients_who_do_not_read(site, many):
    many("GET /organizations/iom/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert [site.ask("/organizations/iom/").status for _ in range(20)] == [200] * 20


def test_readers_are_answered_beside_64_clients_who_do_not_hang_up(site, many):
    many("GET /about/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
    assert [site.ask("/organizations/iom/").status for _ in range(20)] == [200] * 20


def test_a_slow_client_is_answered_when_all_has_arrived(site):
    words = f"{HEAD}Connection: close\r\n\r\n"
    client = connected(site, "")
    for letter in words:
        client.sendall(letter.encode())
    assert answer(client).startswith("HTTP/1.1 200 OK")


def test_requests_that_come_together_are_answered_in_turn(site):
    one, last = f"{HEAD}\r\n", "GET /about/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert answer(connected(site, one + one + last)).count("HTTP/1.1 200 OK") == 3


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411 Length Required"),
        ("POST / HTTP/1.1\r\nContent-Length: 12000001\r\n\r\n", "413 "),
        ("GET /" + "x" * 70_000, "431 "),
        ("GET /" + "x" * 5_000 + " HTTP/1.1\r\n\r\n", "414 "),
        (f"{HEAD}Content-Length: -1\r\n\r\n", "400 "),
        (f"{HEAD}Content-Length: 1\r\nContent-Length: 0\r\n\r\n ", "400 "),
        ("hello\r\n\r\n", "400 "),
    ],
)
def test_what_is_no_request_or_too_large_is_refused_at_once(site, sent, status):
    assert answer(connected(site, sent)).startswith(f"HTTP/1.1 {status}")


def test_a_form_of_any_allowed_size_arrives(site):
    page = site.ask("/admin/login/")
    token = page.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
    form = f"csrfmiddlewaretoken={token}&username=editor&password=correct-horse-9&more={'x' * 4_000_000}"
    kind = "application/x-www-form-urlencoded"
    answered = site.ask("/admin/login/", "POST", form, Cookie=f"csrftoken={token}", Content_Type=kind)
    assert answered.status == 302


def test_a_reload_takes_up_new_workers_and_drops_no_reader(folder, tmp_path):
    answers = []
    with served(environment(folder), tmp_path) as site:
        answers.append(site.ask("/about/").status)
        site.server.send_signal(signal.SIGHUP)

        def is_reloaded():
            answers.append(site.ask("/about/").status)
            return "Worker exiting" in site.log.read_text()

        wait_for(is_reloaded, "the old worker ends")
        assert site.ask("/about/").status == 200
        assert site.log.read_text().count("Booting worker") == 2
    assert set(answers) == {200}
