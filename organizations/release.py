"""Which release of the site this is."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def release() -> str:
    """A digest of code and templates, so that a deployment renews every page."""
    digest = hashlib.sha256()
    for folder in ("dossier_site", "organizations", "templates", "static"):
        # Sorted: file systems list names in orders of their own, and all processes have to agree.
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()
