"""The site while a real PostgreSQL is stopped, and while it hangs: what is remembered is shown, all else says why."""

from contextlib import contextmanager, suppress

import pytest
from psutil import NoSuchProcess

from tests.support.databases import PostgreSQL
from tests.support.serving import environment, prepare, served, wait_for

pytestmark = pytest.mark.slow
DOSSIER = "/organizations/iom/"
OTHERS = ["/organizations/iom/history/", "/explore/?q=migrants", "/feed/", "/suggest/?q=protection", "/people/nobody/"]


@pytest.fixture(scope="module")
def postgresql(request):
    if request.config.getoption("--postgresql"):
        pytest.skip("it has a PostgreSQL of its own: run without --postgresql")
    server = PostgreSQL()
    vars(server)["url"] = server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def site(postgresql, tmp_path_factory):
    folder = tmp_path_factory.mktemp("away")
    settings = environment(folder, DATABASE_URL=postgresql.url)
    prepare(settings)
    with served(settings, folder) as site:
        yield site


@contextmanager
def stopped(postgresql):
    postgresql.halt()
    try:
        yield
    finally:
        postgresql.serve()


@contextmanager
def hanging(postgresql):
    processes = postgresql.processes()
    for process in processes:
        with suppress(NoSuchProcess):
            process.suspend()
    try:
        yield
    finally:
        for process in reversed(processes):
            with suppress(NoSuchProcess):
                process.resume()


@pytest.fixture(params=[stopped, hanging])
def away(request, site, postgresql):
    """The database is away, after the site was used."""
    assert site.ask(DOSSIER).status == 200
    wait_for(lambda: site.ask("/healthz").status == 200, "the site is healthy")
    with request.param(postgresql):
        yield
    wait_for(lambda: site.ask("/explore/?q=again").status == 200, "the site works again")


def test_while_the_database_is_away_the_site_says_so_and_then_works_again(site, away):
    health = site.ask("/healthz")
    assert health.status == 503 and '"database": "does not answer"' in health.body
    for _ in range(3):
        page = site.ask(DOSSIER)
        assert page.status == 200 and "may be out of date" in page.body
        assert page.headers["Warning"].startswith("110") and page.headers["Cache-Control"] == "no-store"
    for address in OTHERS:
        answer = site.ask(address)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "30"), address
    form = "username=editor&password=correct-horse-9&csrfmiddlewaretoken=" + "x" * 32
    kind = "application/x-www-form-urlencoded"
    answer = site.ask("/admin/login/", "POST", form, Cookie="csrftoken=" + "x" * 32, Content_Type=kind)
    assert answer.status == 503 and "Nothing was saved" in answer.body
    assert site.ask("/robots.txt").status == 200
