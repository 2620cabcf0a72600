"""`manage.py rebuild_search`: make the search index anew, or say whether it is right."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from organizations.publishing import rebuild_search


class Command(BaseCommand):
    help = "Makes the search index anew from the published claims; only what is wrong is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where something is wrong")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        wrong = rebuild_search(check=check)
        if wrong and check:
            raise CommandError(f"The search index is wrong for {wrong} claims. Run rebuild_search to mend it.")
        self.stdout.write(f"Mended: {wrong} claims." if wrong else "The search index is right.")
