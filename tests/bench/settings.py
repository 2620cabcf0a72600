"""The settings of production, with an empty view and a count of queries beside the site: for tests/bench alone."""

from dossier_site.settings import *  # noqa: F403
from dossier_site.settings import MIDDLEWARE as OF_THE_SITE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.urls.count_queries", *OF_THE_SITE]
