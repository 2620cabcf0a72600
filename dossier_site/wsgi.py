"""What a WSGI server starts: gunicorn dossier_site.wsgi."""

import os

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import reverse

from organizations.release import release

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")
application = get_wsgi_application()

# What follows from the code alone is made now: the first reader of each process would wait for it. And a release that
# was read later could be that of files which a deployment has meanwhile put in the place of those that run.
release()
reverse("organizations:organization_list")  # all urls, and the views behind them
engines.all()
