"""Write the whole site into one file; for cron."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from organizations.backup import BackupError, write_backup


class Command(BaseCommand):
    help = "Write database and media into FILE, while others save; FILE is replaced when all of it is written and read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: object, file: Path, verbosity: int, **options: object) -> None:
        # disable=None: no bar where standard error is no terminal.
        with tqdm(unit=" rows and files", disable=None) as bar:
            try:
                manifest = write_backup(file, bar)
            except BackupError as error:
                raise CommandError(f"{error}\nNothing was written.") from error
        if verbosity:
            rows = sum(table.rows for table in manifest.tables)
            self.stdout.write(f"{rows} rows and {len(manifest.media)} media files are in {file}.")
