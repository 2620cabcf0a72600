"""What a WSGI server starts: gunicorn dossier_site.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")
application = get_wsgi_application()
