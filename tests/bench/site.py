"""The site in production on one database, and a reader who asks as browsers do."""

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from itertools import count
from pathlib import Path

import brotli
import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = ("DEBUG", "CSRF_TRUSTED_ORIGINS", "HTTPS", "HSTS_SECONDS", "CACHED_PAGES_MB", "DJANGO_SETTINGS_MODULE")
SESSION = """
from django.contrib.auth.models import User
from django.test import Client
user = User.objects.filter(username="bench").first() or User.objects.create_superuser("bench")
client = Client()
client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
print(client.cookies["sessionid"].value)
"""
BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-US,en;q=0.5",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}


@dataclass(frozen=True)
class Answer:
    """What came back, as it came over the wire."""

    status: int
    etag: str
    queries: str
    coding: str
    body: bytes

    @property
    def words(self) -> str:
        """The body as a browser reads it."""
        match self.coding:
            case "br":
                return str(brotli.decompress(self.body).decode())
            case "gzip":
                return gzip.decompress(self.body).decode()
        return self.body.decode()


class Site:
    """The site in production on one database: settings in the environment, commands, and a server to ask."""

    def __init__(self, database: str, folder: Path) -> None:
        self.port = free_port()
        self.fresh = count(1)
        self.cookie = ""
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | {
            "SECRET_KEY": "only-to-measure-" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "BEHIND_PROXY": "1",
            "DATABASE_URL": database,
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
        }

    def manage(self, *command: str) -> str:
        """Run a command of manage.py, and give what it says; shown only where it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def serve(self, workers: int = 1) -> Iterator[list[psutil.Process]]:
        """gunicorn with so many workers, and their processes."""
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
        server = subprocess.Popen(
            # A worker that ends after so many requests, as in production, would end in the middle of a row.
            [*command, "--bind", f"127.0.0.1:{self.port}", "--max-requests", "0"],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "WEB_CONCURRENCY": str(workers)},
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait()
            yield psutil.Process(server.pid).children()
        finally:
            server.terminate()
            server.wait()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                self.ask("/bench/empty/")
                return
            except OSError:
                time.sleep(0.1)
        sys.exit("gunicorn did not answer within 30 seconds")

    def log_in(self) -> None:
        """Make an editor who may do everything, and keep the cookie of a session of theirs."""
        created = self.manage("shell", "--no-imports", "--command", SESSION)
        self.cookie = f"sessionid={created.split()[-1]}"

    def ask(
        self, url: str, *, again: bool = False, etag: str = "", counted: bool = False, logged_in: bool = False
    ) -> Answer:
        """One request, as browsers ask, behind a proxy that ended HTTPS. `again`: as it was asked before, not anew."""
        headers = {"Host": f"127.0.0.1:{1 if again else next(self.fresh) % 60_000 + 2}", "X-Forwarded-Proto": "https"}
        headers |= BROWSER
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"X-Queries": "?"} if counted else {}
        headers |= {"Cookie": self.cookie} if logged_in else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", url, headers=headers)
        response: HTTPResponse = connection.getresponse()
        body, found = response.read(), response.headers
        connection.close()
        return Answer(
            response.status, found["ETag"] or "", found["X-Queries"] or "", found["Content-Encoding"] or "", body
        )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def first_word(site: Site, url: str, pattern: str, **asked: bool) -> str:
    found = re.search(pattern, site.ask(url, **asked).words)
    if not found:
        sys.exit(f"{url} does not hold {pattern}")
    return found[1]


def cpu_of(process: psutil.Process) -> float:
    """Seconds of CPU that a process has taken, in the kernel and outside."""
    times = process.cpu_times()
    return float(times.user + times.system)
