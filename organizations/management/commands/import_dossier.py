"""Import dossier texts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organizations.importing import RefusedImport, import_texts


class Command(BaseCommand):
    help = "Import dossier texts: all of them, or none where one is broken or has been edited since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="show readers the imported dossiers at once")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")

    def handle(self, *args: Any, files: list[Path], publish: bool, dry_run: bool, **options: Any) -> None:
        try:
            done = import_texts(files, published=publish, dry_run=dry_run)
        except RefusedImport as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        for each in done:
            self.stdout.write("\n".join([f"{each.slug}:", *(f"  {part}" for part in each.parts)]))
            for notice in each.notices:
                self.stderr.write(f"  line {notice.line}: “{notice.words}” {notice.reason}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
