"""`manage.py rebuild_relations`: make what organizations are to each other anew, or say whether it is right."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from organizations.publishing import rebuild_relations


class Command(BaseCommand):
    help = "Makes the related organizations anew from the published claims; only what is wrong is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where something is wrong")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        wrong = rebuild_relations(check=check)
        if wrong and check:
            raise CommandError(f"{wrong} rows about relations are wrong. Run rebuild_relations to mend them.")
        self.stdout.write(f"Mended {wrong} rows." if wrong else "All relations are right.")
