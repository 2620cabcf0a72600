"""The settings of production without what collectstatic makes: for tests/support/serving.py alone."""

from dossier_site.settings import *  # noqa: F403
from dossier_site.settings import STORAGES as OF_THE_SITE

STORAGES = {**OF_THE_SITE, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
