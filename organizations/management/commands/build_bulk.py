"""Write all that is published into one file, with its index; for cron."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from organizations.exports.bulk import build_bulk, how_many


class Command(BaseCommand):
    help = (
        "Write all that is published into a Data Package (CSV, JSON lines, texts, SQLite) with an index.json, in place"
        " of what was built before. It is there whole or not at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="OUT", nargs="?", help="default: DATA_ROOT")
        parser.add_argument("--url", default="", help="the site's, as https://dossiers.example.org, for its addresses")

    def handle(self, *args: object, folder: Path | None, url: str, verbosity: int, **options: object) -> None:
        out = folder or (Path(settings.DATA_ROOT) if settings.DATA_ROOT else None)
        if out is None:
            raise CommandError("Name a folder, or set DATA_ROOT.")
        # disable=None: no bar where standard error is no terminal.
        with tqdm(total=how_many(), unit=" claims and dossiers", disable=None) as bar:
            try:
                index = build_bulk(out, url=url.rstrip("/"), licence=settings.DATA_LICENCE, progress=bar.update)
            except OSError as error:
                raise CommandError(f"{error.filename or out}: {error.strerror or error}") from error
        if verbosity:
            [file] = index.files
            self.stdout.write(f"{index.counts['claims']} claims are in {out / file.name}, {file.bytes} bytes.")
