"""Make an empty site the one of a backup."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from organizations.backup import BackupError, restore


class Command(BaseCommand):
    help = "Restore what `backup` wrote into an empty site, on either database: checked first, then all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        with tqdm(unit=" rows and files", disable=None) as bar:
            try:
                restored = restore(file, bar)
            except BackupError as error:
                raise CommandError(f"{error}\nNothing was restored.") from error
        rows = sum(table.rows for table in restored.manifest.tables)
        self.stdout.write(f"{rows} rows and {len(restored.manifest.media)} media files of {file} are restored.")
        for missing in restored.missing:
            self.stderr.write(f"  not in the backup either: {missing}")
