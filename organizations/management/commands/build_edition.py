"""Write the public site as files that need no server, with a manifest that tells whether they were changed."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from organizations.exports.sealed.edition import EditionRefused, build_edition
from organizations.exports.sealed.signing import KeyRefused, private_key, public_key
from organizations.models import PublishedOrganization


class Command(BaseCommand):
    help = (
        "Write the public site, as it stands, into a folder of files that work without a server: a sealed edition. It"
        " takes the place of the one before when it is whole; where a build was stopped, the next goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="OUT")
        parser.add_argument("--key", type=Path, metavar="FILE", help="a private key of Ed25519 in PEM, to sign with")
        parser.add_argument("--url", help="the site's, as https://dossiers.example.org; default: of ALLOWED_HOSTS")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: a core each)")

    def handle(
        self,
        *args: object,
        folder: Path,
        key: Path | None,
        url: str | None,
        workers: int,
        verbosity: int,
        **options: object,
    ) -> None:
        site = (url or _url_of_settings()).rstrip("/")
        _check_static_files()
        with tqdm(total=PublishedOrganization.objects.count(), unit=" dossiers", disable=None) as bar:
            try:
                signer = private_key(key) if key else None
                if signer and settings.EDITION_KEY not in ("", public_key(signer)):
                    raise CommandError("EDITION_KEY is another key than the one to sign with.")
                edition = build_edition(
                    folder,
                    url=site,
                    licence=settings.DATA_LICENCE,
                    key=signer,
                    workers=max(workers, 1),
                    progress=bar.update,
                )
            except (EditionRefused, KeyRefused) as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"{error.filename or folder}: {error.strerror or error}") from error
        if verbosity:
            self.stdout.write(f"Version {edition.version}, {edition.counts['organizations']} dossiers: {folder}.")
            if edition.key and not settings.EDITION_KEY:
                self.stdout.write(f"Set EDITION_KEY={edition.key}, and About shows the fingerprint of the key.")


def _check_static_files() -> None:
    # Found out at the first page, it would cost the minutes that come before that.
    try:
        staticfiles_storage.url("css/site.css")
    except ValueError as error:
        raise CommandError(f"{error}: run `manage.py collectstatic` first.") from error


def _url_of_settings() -> str:
    host = next(iter(settings.ALLOWED_HOSTS), "*")
    if host.startswith(("*", ".")):
        raise CommandError("Name the site with --url, as https://dossiers.example.org.")
    return f"{'https' if settings.HTTPS else 'http'}://{host}"
