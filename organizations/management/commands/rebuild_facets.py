"""`manage.py rebuild_facets`: make the facet index anew, or say whether it is right."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from organizations.publishing import rebuild_facets


class Command(BaseCommand):
    help = "Makes the facet index anew from the published claims; only what is wrong is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where something is wrong")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        wrong = rebuild_facets(check=check)
        if wrong and check:
            raise CommandError(f"The facet index is wrong in: {', '.join(wrong)}. Run rebuild_facets to mend it.")
        self.stdout.write(f"Mended: {', '.join(wrong)}." if wrong else "The facet index is right.")
