"""A real primary with streaming replicas: one late, one stopped and started again, one that hangs; the primary away."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.servers.test_database_away import DOSSIER, OTHERS, hanging, stopped
from tests.support.databases import PostgreSQL
from tests.support.serving import environment, prepare, served, wait_for

pytestmark = pytest.mark.slow
PAGES = [DOSSIER, "/", *(address for address in OTHERS if "nobody" not in address and "suggest" not in address)]


@pytest.fixture(autouse=True)
def _servers_of_its_own(request):
    if request.config.getoption("--postgresql"):
        pytest.skip("it has servers of its own: run without --postgresql")


def test_no_reader_sees_an_error_or_an_older_state_or_two_in_one_page():
    options = {"seconds": 10, "answers": 400, "connections": 8, "editors": 1, "kill-every": 0, "publish-every": 2}
    machines = {"machines": 4, "workers": 1, "replicas": 2}
    named = [f"--{name}={value}" for name, value in {**options, **machines}.items()]
    done = subprocess.run([sys.executable, "-m", "tests.soak", *named], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def site(tmp_path):
    """The site on a primary and a replica, nothing asked of it yet."""
    primary, replica = PostgreSQL(), PostgreSQL()
    try:
        settings = environment(tmp_path, DATABASE_URL=primary.start())
        prepare(settings)
        urls = replica.follow(primary)
        with served({**settings, "DATABASE_REPLICA_URLS": urls}, tmp_path) as web:
            wait_for(lambda: '"replica1": "ok"' in web.ask("/healthz").body, "the replica follows")
            yield SimpleNamespace(web=web, primary=primary, replica=replica)
    finally:
        replica.stop()
        primary.stop()


def test_reading_goes_on_while_the_primary_is_away(site):
    with stopped(site.primary):
        for address in PAGES:
            answer = site.web.ask(address)
            assert answer.status == 200 and answer.headers["Warning"].startswith("110"), address
        wait_for(lambda: '"status": "reading only"' in site.web.ask("/healthz").body, "its health says so")
    wait_for(lambda: site.web.ask(DOSSIER).headers["Warning"] is None, "the primary is found again")


@pytest.mark.parametrize("away", [stopped, hanging])
def test_a_replica_that_is_away_costs_no_page(site, away):
    assert site.web.ask(DOSSIER).status == 200
    with away(site.replica):
        for address in PAGES:
            answer = site.web.ask(address)
            assert answer.status == 200 and answer.headers["Warning"] is None, address
        assert '"replica1": "does not answer"' in site.web.ask("/healthz").body
    wait_for(lambda: '"replica1": "ok"' in site.web.ask("/healthz").body, "the replica is found again")
