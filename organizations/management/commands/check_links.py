"""Ask which addresses of published sources still answer; for cron."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organizations.models import PublishedSource
from organizations.publishing import check_links

LIMIT = 500


class Command(BaseCommand):
    help = (
        "Ask the addresses of published sources, those first that were not asked for longest, and note for editors"
        " which no longer answer. Needs LINK_CHECK_ORIGIN."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=LIMIT, help=f"addresses to ask at most; default: {LIMIT}")

    def handle(self, *args: object, limit: int, verbosity: int, **options: object) -> None:
        origin = settings.LINK_CHECK_ORIGIN
        if not origin:
            raise CommandError(
                "The site asks no other site by itself. To let it, set LINK_CHECK_ORIGIN to its own address, as in"
                " https://dossiers.example.org: that is what the others are told."
            )
        outcomes = check_links(user_agent=f"dossier-site link check (+{origin})", limit=limit)
        if verbosity:
            counts = [f"{PublishedSource.Link(outcome).label}: {count}" for outcome, count in sorted(outcomes.items())]
            self.stdout.write(f"Addresses asked: {outcomes.total()}. {'; '.join(counts)}".strip())
