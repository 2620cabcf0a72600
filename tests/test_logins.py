"""Who may try to log in: the visitor's address behind a proxy, guessing slowed, nobody locked out by a stranger."""

from ipaddress import ip_address

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import hashers
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossier_site import logins
from tests.support.responses import body

LOGIN = "/admin/login/"
RIGHT = "correct-horse-9"
PROXY = "127.0.0.1"


@pytest.fixture
def behind_proxy(settings):
    settings.BEHIND_PROXY = True


@pytest.fixture
def editor(member):
    return member("Editor")


def log_in(name, password="wrong", *, visitor="192.0.2.1", forged="", **headers):
    """A log-in through the proxy, which adds the visitor's address behind whatever the visitor had written."""
    forwarded = f"{forged}, {visitor}" if forged else visitor
    client = Client(REMOTE_ADDR=PROXY, headers={"x-forwarded-for": forwarded, **headers})
    return client.post(LOGIN, {"username": name, "password": password}).status_code


def guess_names(number, **given):
    return [log_in(f"nobody-{each}", **given) for each in range(number)]


# -- the visitor's address --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("198.51.100.9, 192.0.2.7", "192.0.2.7"),
        ("198.51.100.9,127.0.0.1 ,192.0.2.7 ", "192.0.2.7"),
        ("unknown, <script>, 192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::"),
        ("", PROXY),
        ("192.0.2.7, unknown", PROXY),
        ("192.0.2.7,", PROXY),
    ],
)
def test_behind_a_proxy_the_visitor_is_who_the_proxy_saw(behind_proxy, forwarded, address):
    request = RequestFactory(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded).get("/")
    assert logins.client_address(request) == address


def test_without_a_proxy_no_header_says_who_the_visitor_is():
    names = ("x-forwarded-for", "x-real-ip", "forwarded", "client-ip", "cf-connecting-ip")
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/", headers=dict.fromkeys(names, "198.51.100.9"))
    assert logins.client_address(request) == "192.0.2.1"


def test_a_socket_without_addresses_has_none(behind_proxy):
    assert logins.client_address(RequestFactory(REMOTE_ADDR="").get("/")) is None


# -- nobody is locked out by a stranger ---------------------------------------------------------------------------


def test_a_stranger_with_forged_addresses_locks_nobody_out(behind_proxy, editor):
    for number in range(12):
        log_in("editor", visitor="203.0.113.5", forged=f"192.0.2.{number}")
    assert log_in("editor", RIGHT, visitor="203.0.113.5") == 429
    assert log_in("editor", RIGHT, visitor="192.0.2.1") == 302


def test_a_stranger_with_a_whole_network_is_one_stranger(behind_proxy, editor):
    for number in range(5):
        log_in("editor", visitor=f"2001:db8::{number}:1")
    assert log_in("editor", RIGHT, visitor="2001:db8::77:1") == 429
    assert log_in("editor", RIGHT, visitor="2001:db8:0:1::1") == 302


@pytest.mark.slow
def test_an_office_behind_one_address_is_not_locked_as_a_whole(behind_proxy, editor, member):
    member("Publisher")
    for _ in range(6):
        log_in("publisher")
    guess_names(logins.MAX_UNKNOWN + 5)
    assert log_in("publisher", RIGHT) == 429
    assert log_in("editor", RIGHT) == 302


# -- guessing is slowed -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_guessing_names_is_refused_after_a_while_at_that_address(behind_proxy, editor):
    found = guess_names(logins.MAX_UNKNOWN + 3)
    assert found == [200] * (logins.MAX_UNKNOWN - 1) + [429] * 4
    assert guess_names(1, visitor="192.0.2.2") == [200]


@pytest.mark.slow
def test_what_is_refused_hashes_no_password_and_writes_nothing(behind_proxy, editor, monkeypatch):
    guess_names(logins.MAX_UNKNOWN)
    for _ in range(5):
        log_in("editor", visitor="192.0.2.2")
    before = list(AccessAttempt.objects.order_by("pk").values())
    monkeypatch.setattr(hashers, "verify_password", lambda *args, **kwargs: pytest.fail("hashed"))
    monkeypatch.setattr(hashers, "make_password", lambda *args, **kwargs: pytest.fail("hashed"))
    monkeypatch.setattr(AdminAuthenticationForm, "clean", lambda form: pytest.fail("looked at"))
    with CaptureQueriesContext(connection) as captured:
        assert guess_names(3) == [429] * 3
        assert log_in("editor", RIGHT, visitor="192.0.2.2") == 429
    assert all(query["sql"].startswith("SELECT") for query in captured)
    assert list(AccessAttempt.objects.order_by("pk").values()) == before


@pytest.mark.slow
def test_the_answer_does_not_tell_which_names_there_are(behind_proxy, editor):
    guess_names(logins.MAX_UNKNOWN)
    assert log_in("editor") == log_in("nobody") == 429


def test_another_browser_at_the_same_address_guesses_no_more(behind_proxy, editor):
    for number in range(5):
        log_in("editor", **{"user-agent": f"Browser {number}"})
    assert log_in("editor", RIGHT, **{"user-agent": "Another"}) == 429


def test_when_many_log_in_at_once_one_more_is_asked_to_come_again(editor, client):
    places = [logins.place() for _ in range(logins.MAX_AT_ONCE)]
    assert all(place.__enter__() for place in places)
    response = client.post(LOGIN, {"username": "editor", "password": RIGHT})
    assert (response.status_code, response["Retry-After"]) == (429, "5")
    assert "Try again in a few seconds" in body(response, 429)
    for place in places:
        place.__exit__(None, None, None)
    assert client.post(LOGIN, {"username": "editor", "password": RIGHT}).status_code == 302


@pytest.mark.parametrize(
    "name", ["\x00editor", "x" * 300, "ｅｄｉｔｏｒ", "", "\udfff".encode("utf-8", "replace").decode()]
)
def test_a_name_that_nobody_can_have_is_no_error(behind_proxy, editor, name):
    assert log_in(name) == 200


# -- the way back ---------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(behind_proxy, editor):
    for _ in range(5):
        log_in("editor")
    assert log_in("editor", RIGHT) == 429


@pytest.mark.parametrize("command", [("axes_reset_username", "editor"), ("axes_reset_ip", "192.0.2.1")])
def test_a_command_lets_who_was_locked_out_in_again(locked, command):
    call_command(*command, verbosity=0)
    assert log_in("editor", RIGHT) == 302


def test_a_superuser_lets_who_was_locked_out_in_again(locked, as_member):
    chosen = AccessAttempt.objects.values_list("pk", flat=True)
    sent = {"action": "delete_selected", "_selected_action": list(chosen), "post": "yes"}
    response = as_member("admin").post(reverse("admin:axes_accessattempt_changelist"), sent)
    assert response.status_code == 302
    assert log_in("editor", RIGHT) == 302


def test_a_password_that_was_mistyped_is_kept_nowhere(editor, client):
    client.post(LOGIN, {"username": "editor", "password": "nearly-right"})
    typed = {"headline": "Typed", "login-username": "editor", "login-password": "nearly-right"}
    client.post(reverse("admin:organizations_organization_add"), typed)
    rows = str(list(AccessAttempt.objects.values()))
    assert "nearly-right" not in rows
    assert all(ip_address(each.ip_address) for each in AccessAttempt.objects.all())
