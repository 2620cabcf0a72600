"""What the tests of real servers share: a site on a database of its own, and gunicorn in front of it."""

import pytest

from tests.support.serving import environment, prepare, served


@pytest.fixture(scope="session")
def folder(request, tmp_path_factory):
    """A folder with the database of a site that has IOM published, and an account: editor, correct-horse-9."""
    if request.config.getoption("--postgresql"):
        pytest.skip("the site is served on SQLite: run without --postgresql")
    folder = tmp_path_factory.mktemp("site")
    prepare(environment(folder))
    return folder


@pytest.fixture(scope="session")
def site(folder):
    """The site under gunicorn, with one worker."""
    with served(environment(folder), folder) as site:
        yield site
