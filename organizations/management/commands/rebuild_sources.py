"""`manage.py rebuild_sources`: make what claims stand on, and their sources, anew, or say whether they are right."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from organizations.publishing import rebuild_sources


class Command(BaseCommand):
    help = "Makes the published sources and citations anew from the live editions; only what is wrong is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where something is wrong")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        wrong = rebuild_sources(check=check)
        if wrong and check:
            raise CommandError(f"{wrong} rows about sources are wrong. Run rebuild_sources to mend them.")
        self.stdout.write(f"Mended {wrong} rows." if wrong else "All sources are right.")
