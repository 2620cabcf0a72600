"""Wrong passwords: who gives too many is locked out, and learns nothing from the answers."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.support.responses import body

LOGIN = "/admin/login/"


def log_in(name: str, password: str = "wrong", url: str = "192.0.2.1"):
    return Client(REMOTE_ADDR=url).post(LOGIN, {"username": name, "password": password})


@pytest.fixture
def editor(member: Callable[[str], User]) -> User:
    return member("Editor")


def test_too_many_wrong_passwords_lock_out_and_say_so(editor):
    answers = [log_in("editor") for _ in range(5)]
    assert [answer.status_code for answer in answers[:4]] == [200] * 4
    locked = log_in("editor", "correct-horse-9")
    assert "locked" in body(locked, 429).lower()


def test_a_lock_is_for_the_name_at_that_address_only(editor, member):
    member("Publisher")
    for _ in range(6):
        log_in("editor")
    assert log_in("editor", "correct-horse-9", "192.0.2.2").status_code == 302
    assert log_in("publisher", "correct-horse-9").status_code == 302


def test_a_right_password_makes_the_count_start_anew(editor):
    for _ in range(3):
        for _ in range(4):
            log_in("editor")
        assert log_in("editor", "correct-horse-9").status_code == 302


def test_a_made_up_forwarded_address_does_not_open_the_lock(editor):
    for number in range(6):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, {"username": "editor", "password": "wrong"}, headers=headers)
    assert log_in("editor", "correct-horse-9").status_code == 429


def test_a_wrong_name_and_a_wrong_password_look_alike(editor):
    pages = [body(log_in(name)) for name in ("editor", "nobody")]
    plain = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1]


def test_the_way_out_of_the_login_stays_on_the_site(editor):
    data = {"username": "editor", "password": "correct-horse-9", "next": "https://evil.example/"}
    assert Client().post(f"{LOGIN}?next=https://evil.example/", data)["Location"] == "/accounts/profile/"


def test_the_login_form_is_protected_against_forgery(editor):
    data = {"username": "editor", "password": "correct-horse-9"}
    assert Client(enforce_csrf_checks=True).post(LOGIN, data).status_code == 403
