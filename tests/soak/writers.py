"""Those who change the site meanwhile: one who publishes, editors who save in the admin, one who kills workers."""

import os
import random
import re
import signal
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from threading import Event
from time import perf_counter
from urllib.parse import urlencode

import psutil
from django.db import connection

from organizations.dossier.text.parser import parse
from organizations.editing import locked
from organizations.models import Organization, Revision
from organizations.publishing import publish_dossiers
from organizations.store import load_dossiers
from tests.admin.conftest import Form, FormReader
from tests.soak.pages import BODIES, text_of
from tests.soak.readers import Tally
from tests.support.databases import PostgreSQL

NAME, PASSWORD = "editor", "correct-horse-9"
FIELDS = ("headline", "closing")
"""Two editors share a dossier, each with a field of their own."""


def publish_next(tally: Tally) -> None:
    """Publish both dossiers in the next state."""
    state = tally.begun = tally.begun + 1
    with locked():
        created = load_dossiers([(body, parse(text_of(body, state))) for body in BODIES])
        publish_dossiers(created, note=f"State {state}")
    tally.done = state
    tally.note("published")


def publish_all_the_time(tally: Tally, every: float, stop: Event) -> None:
    """Publish once in so many seconds."""
    while True:
        start = perf_counter()
        publish_next(tally)
        if stop.wait(max(0.0, every - (perf_counter() - start))):
            break
    connection.close()


class Editor:
    """An editor at a browser, who saves one change after the other and remembers those that were taken."""

    def __init__(self, port: int, tally: Tally, number: int) -> None:
        self.port, self.tally, self.number = port, tally, number
        self.field = FIELDS[number % len(FIELDS)]
        self.cookies: dict[str, str] = {}
        self.saved: list[str] = []
        slug = f"desk-{number // len(FIELDS)}"
        text = text_of(slug, 0).replace("Soaked", "Edited").replace("SOAK", "DESK")
        self.organization = load_dossiers([(slug, parse(text))])[0]

    def ask(self, url: str, form: Form | None = None) -> tuple[int, str]:
        """The status and words of an answer, redirects not followed. Raises OSError, HTTPException."""
        browser = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(form, doseq=True) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        try:
            browser.request("POST" if form else "GET", url, body, headers | kind)
            response = browser.getresponse()
            words = response.read().decode()
        finally:
            browser.close()
        for name, value in re.findall(r"^(\w+)=([^;]*)", "\n".join(response.headers.get_all("Set-Cookie", [])), re.M):
            self.cookies[name] = value
        return response.status, words

    def log_in(self) -> bool:
        """Whether that went through; it does not where a worker is killed meanwhile."""
        try:
            _status, page = self.ask("/admin/login/")
            form = {**self.form(page, "login-form"), "username": [NAME], "password": [PASSWORD]}
            return self.ask("/admin/login/", form)[0] == 302
        except (OSError, HTTPException):
            return False

    def form(self, page: str, name: str) -> Form:
        reader = FormReader(name)
        reader.feed(page)
        return reader.sent

    def save(self, number: int) -> None:
        """Open the dossier, change the field, save."""
        url = f"/admin/organizations/organization/{self.organization.pk}/change/"
        words = f"Save {number} of editor {self.number}."
        try:
            status, page = self.ask(url)
            if status == 200:
                status, page = self.ask(url, {**self.form(page, "organization_form"), self.field: [words]})
        except (OSError, HTTPException):
            self.tally.note("cut")
            return
        if status == 302:
            self.saved.append(words)
            self.tally.note("saved")
        else:
            self.tally.note("refused" if status == 200 else "non-200", f"{status} {url}")

    def work(self, stop: Event) -> None:
        """Save until it is time to stop."""
        number = 0
        while not self.log_in() and not stop.wait(1):
            self.tally.note("cut")
        while not stop.wait(0.2):
            number += 1
            self.save(number)

    def lost(self) -> list[str]:
        """What was taken and stands in no revision."""
        revisions = Revision.objects.filter(organization=self.organization).values_list("data", flat=True)
        kept = {data["dossier"][self.field] for data in revisions}
        return [words for words in self.saved if words not in kept]


def unpublished(tally: Tally) -> list[str]:
    """States that were published, and are no edition."""
    missing = []
    for organization in Organization.objects.filter(slug__in=BODIES):
        notes = set(organization.revisions.published().values_list("published_note", flat=True))
        wanted = (f"State {state}" for state in range(1, tally.done + 1))
        missing += [f"{organization.slug}: {note}" for note in wanted if note not in notes]
    return missing


def kill_workers(servers: Sequence[int], tally: Tally, every: float, stop: Event) -> None:
    """Kill one of a server's workers, as a crash would, once in so many seconds."""
    chance = random.Random(0)
    while not stop.wait(every):
        workers = psutil.Process(chance.choice(servers)).children()
        if workers:
            os.kill(chance.choice(workers).pid, signal.SIGKILL)
            tally.note("kills")


def stop_replica(replica: PostgreSQL, tally: Tally, every: float, stop: Event) -> None:
    """Stop a replica and start it again, in turns of so many seconds; it runs at the end."""
    while not stop.wait(every):
        replica.halt()
        tally.note("halts")
        stop.wait(every)
        replica.serve()
