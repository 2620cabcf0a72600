"""The settings: right by default, loud on a bad value, named in docs/deploying.md and in .env.example."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

KEY = "abcdefghij" * 5 + "0123456789"
PRODUCTION = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "dossiers.example.org"}
READ = set(re.findall(r'env\.\w+\(\s*"(\w+)"', Path("dossier_site/settings.py").read_text()))


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch):
    """A function: environment -> the settings as a dict."""

    def load(**environment: str) -> dict[str, Any]:
        for name in READ:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path("dossier_site/settings.py")

    return load


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    bare = {name: value for name, value in os.environ.items() if name not in {*READ, "DJANGO_ALLOW_ASYNC_UNSAFE"}}
    return subprocess.run(
        [sys.executable, *arguments], env={**bare, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}, {"SECRET_KEY": "  "}, {"DEBUG": "0"}])
def test_a_secret_key_is_required_outside_debug(settings_with, environment):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set: give it 50 random characters"):
        settings_with(**environment)


def test_the_server_without_a_secret_key_says_what_is_missing():
    done = run("-c", "import dossier_site.wsgi")
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr


@pytest.mark.slow
def test_the_server_reads_all_views_and_its_release_before_the_first_request():
    held = "from organizations.release import release; print(release.cache_info().currsize)"
    done = run("-c", f"import dossier_site.wsgi, sys; {held}; print('organizations.urls' in sys.modules)", **PRODUCTION)
    assert done.stdout.split() == ["1", "True"], done.stderr


def test_debug_needs_a_word_of_its_own(settings_with):
    assert settings_with(**PRODUCTION)["DEBUG"] is False
    assert settings_with(**PRODUCTION, DEBUG="1")["DEBUG"] is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../UTC"),
        ("DEBUG", "perhaps"),
        ("HTTPS", "2"),
        ("BEHIND_PROXY", "nginx"),
        ("HSTS_SECONDS", "-1"),
        ("HSTS_SECONDS", "a year"),
        ("HSTS_SECONDS", "1e6"),
        ("CACHED_PAGES_MB", "many"),
        ("CACHED_PAGES_MB", "²"),
        ("DATABASE_URL", "db.sqlite3"),
        ("DATABASE_URL", "nosuch://user@host/name"),
        ("DATABASE_URL", "postgresql://user@host:port/name"),
        ("DATABASE_REPLICA_URLS", "postgresql://replica.example.org/dossiers"),  # DATABASE_URL is SQLite
        ("S3_ENDPOINT_URL", "s3.example.org"),
        ("LINK_CHECK_ORIGIN", "1"),
        ("ALLOWED_HOSTS", "https://dossiers.example.org"),
        ("ALLOWED_HOSTS", "dossiers.example.org:443"),
        ("ALLOWED_HOSTS", "one.example.org two.example.org"),
        ("CSRF_TRUSTED_ORIGINS", "dossiers.example.org"),
        ("CSRF_TRUSTED_ORIGINS", "https://dossiers.example.org/admin/"),
    ],
)
def test_a_broken_value_is_loud_and_names_its_setting(settings_with, name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        settings_with(**{**PRODUCTION, "S3_BUCKET": "pictures", name: value})


@pytest.mark.parametrize("name", sorted(READ - {"SECRET_KEY"}))
def test_an_empty_value_is_the_default(settings_with, name):
    plain = settings_with(**PRODUCTION)
    empty = settings_with(**{"ALLOWED_HOSTS": "dossiers.example.org", "SECRET_KEY": KEY, name: " "})
    changed = {key for key in plain if key.isupper() and plain[key] != empty[key]}
    assert changed <= ({"ALLOWED_HOSTS"} if name == "ALLOWED_HOSTS" else set())


def test_good_values_are_taken(settings_with):
    found = settings_with(
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="dossiers.example.org, .example.com,[::1],127.0.0.1,*",
        CSRF_TRUSTED_ORIGINS="https://dossiers.example.org, https://*.example.com:8443",
        DATABASE_URL="postgresql://user:secret@db.example.org:5433/dossiers",
        STATIC_ROOT="/srv/static",
        MEDIA_ROOT="/srv/media",
        CACHED_PAGES_MB="7",
    )
    assert found["ALLOWED_HOSTS"] == ["dossiers.example.org", ".example.com", "[::1]", "127.0.0.1", "*"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://dossiers.example.org", "https://*.example.com:8443"]
    database = found["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "dossiers")
    assert (found["STATIC_ROOT"], found["MEDIA_ROOT"]) == (Path("/srv/static"), Path("/srv/media"))
    assert found["CACHED_PAGES_MB"] == 7


def test_replicas_are_databases_of_their_own(settings_with):
    urls = "postgresql://one.example.org/dossiers, postgresql://two.example.org/dossiers"
    found = settings_with(**PRODUCTION, DATABASE_URL="postgresql://db.example.org/dossiers", DATABASE_REPLICA_URLS=urls)
    hosts = {alias: database["HOST"] for alias, database in found["DATABASES"].items()}
    assert hosts == {"default": "db.example.org", "replica1": "one.example.org", "replica2": "two.example.org"}


@pytest.mark.parametrize("url", ["sqlite:////srv/copy.sqlite3", "replica.example.org"])
def test_a_replica_that_is_none_is_refused(settings_with, url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URLS"):
        settings_with(**PRODUCTION, DATABASE_URL="postgresql://db.example.org/dossiers", DATABASE_REPLICA_URLS=url)


def test_a_bucket_needs_what_speaks_to_it(settings_with, monkeypatch):
    monkeypatch.setitem(sys.modules, "storages.backends", None)
    with pytest.raises(ImproperlyConfigured, match=r"S3_BUCKET: install requirements-s3\.txt"):
        settings_with(**PRODUCTION, S3_BUCKET="pictures")


def test_production_is_safe_by_default(settings_with):
    found = settings_with(**PRODUCTION)
    switches = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY")
    assert all(found[name] is True for name in switches)
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SESSION_COOKIE_SAMESITE"] == found["CSRF_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_https_can_be_switched_off_for_a_test(settings_with):
    found = settings_with(**PRODUCTION, HTTPS="0")
    assert not found["SECURE_SSL_REDIRECT"] and not found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] == 0


def test_a_proxy_is_trusted_only_where_there_is_one(settings_with):
    assert settings_with(**PRODUCTION)["BEHIND_PROXY"] is False
    found = settings_with(**PRODUCTION, BEHIND_PROXY="1")
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert found["BEHIND_PROXY"] is True


@pytest.mark.slow
@pytest.mark.parametrize("proxy", ["1", "0"])
def test_a_production_environment_passes_djangos_check_in_silence(proxy):
    done = run(
        "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION, BEHIND_PROXY=proxy
    )
    assert done.stdout + done.stderr == "System check identified no issues (1 silenced).\n"
    assert done.returncode == 0


@pytest.mark.slow
def test_manage_py_works_on_a_bare_machine():
    assert run("manage.py", "check").returncode == 0


@pytest.mark.slow
def test_manage_py_keeps_production_out_of_debug():
    show = "from django.conf import settings; print(settings.DEBUG)"
    assert run("manage.py", "shell", "-v", "0", "-c", show, **PRODUCTION).stdout.strip() == "False"


def test_every_setting_stands_in_the_documents_and_every_one_there_is_read():
    _rest, table = Path("docs/deploying.md").read_text("utf-8").split("\n## Settings\n")
    rows = re.findall(r"^\| `(\w+)` \|", table, re.M)
    assert len(rows) == len(set(rows))
    assert set(rows) == READ


def test_every_setting_stands_in_the_example_and_every_one_there_is_read():
    names = re.findall(r"^#? ?([A-Z0-9_]+)=", Path(".env.example").read_text("utf-8"), re.M)
    assert len(names) == len(set(names))
    assert set(names) == READ


def test_the_example_is_a_production_environment_once_it_has_a_key(settings_with):
    pairs = dict(re.findall(r"^([A-Z0-9_]+)=(.*)$", Path(".env.example").read_text("utf-8"), re.M))
    found = settings_with(**{**pairs, "SECRET_KEY": KEY})
    assert found["DEBUG"] is False and found["HTTPS"] is True


def test_nothing_reads_the_environment_behind_the_settings():
    readers = [
        str(path)
        for folder in ("dossier_site", "organizations")
        for path in Path(folder).rglob("*.py")
        if re.search(r"os\.(environ(?!\[\"\w+\"\] = )|getenv)", path.read_text("utf-8"))
    ]
    assert sorted(readers) == ["dossier_site/env.py", "dossier_site/wsgi.py"]
