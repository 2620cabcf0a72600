"""Import dossier texts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organizations.dossier.changes.merge import Side
from organizations.importing import RefusedImport, import_texts
from organizations.wording import sentence


class Command(BaseCommand):
    help = "Import dossier texts, merged with what editors changed: all of them, or none where one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="show readers the imported dossiers at once")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
        places = parser.add_mutually_exclusive_group()
        words = "the address of a dossier of its own, where another organization has the one that the text would get"
        places.add_argument("--slug", default="", help=words)
        words = "merge the text into the dossier with this address, whatever its name"
        places.add_argument("--into", default="", metavar="SLUG", help=words)
        sides = parser.add_mutually_exclusive_group()
        words = "where editors and the text both changed a wording, keep the editors'"
        sides.add_argument("--ours", dest="prefer", action="store_const", const="ours", help=words)
        words = "where editors and the text both changed a wording, take the text's"
        sides.add_argument("--theirs", dest="prefer", action="store_const", const="theirs", help=words)

    def handle(
        self,
        *args: Any,
        files: list[Path],
        publish: bool,
        dry_run: bool,
        prefer: Side | None,
        slug: str,
        into: str,
        **options: Any,
    ) -> None:
        try:
            done = import_texts(files, published=publish, dry_run=dry_run, prefer=prefer, slug=slug, into=into)
        except RefusedImport as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        for each in done:
            self.stdout.write("\n".join([f"{each.slug}:", *(f"  {part}" for part in each.parts)]))
            for notice in each.notices:
                self.stderr.write(f"  line {notice.line}: “{notice.words}” {sentence(notice.message)}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
