"""The site under its own gunicorn configuration, on a port that is free, as production runs it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
"""Seconds after which a busy machine is no excuse."""

PREPARE = """
from django.contrib.auth.models import User
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("loaddata", "vocabulary", "iom", verbosity=0)
User.objects.create_superuser("editor", password="correct-horse-9")
"""


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The settings of a production site whose database and files are in a folder; plain HTTP."""
    return {
        **{name: value for name, value in os.environ.items() if name not in ("DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE")},
        "DJANGO_SETTINGS_MODULE": "tests.support.served_settings",
        "SECRET_KEY": "only-for-tests-" * 4,
        "HTTPS": "0",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
        "WEB_CONCURRENCY": "1",
        **settings,
    }


def prepare(settings: dict[str, str]) -> None:
    """Make the database, publish IOM there, and add a superuser: editor, correct-horse-9."""
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "--no-imports", "--command", PREPARE]
    subprocess.run(command, cwd=ROOT, env=settings, check=True, capture_output=True)


def wait_for(found: Callable[[], object], what: str) -> object:
    """What a function gives as soon as it gives something. Raises TimeoutError after `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    raise TimeoutError(f"{what} within {PATIENCE} s")


@contextmanager
def started(command: list[object], log: Path, env: dict[str, str] | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """A server that is stopped at the end; what it says goes to a file."""
    with log.open("wb") as output:
        server = subprocess.Popen(list(map(str, command)), cwd=ROOT, stdout=output, stderr=output, env=env)
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(PATIENCE)
        finally:
            server.kill()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: str


class Served:
    """A served site: its port, the gunicorn that serves it, and a way to ask."""

    def __init__(self, server: "subprocess.Popen[bytes]", log: Path) -> None:
        self.server = server
        self.log = log
        text = wait_for(lambda: re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", log.read_text()), "gunicorn")
        self.port = int(text[1])

    def ask(self, url: str, method: str = "GET", body: str = "", **headers: str) -> "Answer":
        """The answer, read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, url, body or None, {"Host": "127.0.0.1", **named})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read().decode())
        connection.close()
        return answer


@contextmanager
def served(settings: dict[str, str], folder: Path, log_name: str = "gunicorn.log") -> Iterator[Served]:
    """The site under gunicorn, until the end."""
    log = folder / log_name
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"]
    with started(gunicorn, log, env=settings) as server:
        yield Served(server, log)
