#!/usr/bin/env python
"""The command line of the dossier site."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")
    if not os.environ.get("SECRET_KEY"):
        # Without a key this is nobody's production: commands work at once on a fresh clone. The server's
        # claim, wsgi.py, refuses to start without one.
        os.environ.setdefault("DEBUG", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
