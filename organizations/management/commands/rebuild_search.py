"""`manage.py rebuild_search`: make the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from organizations.reading.search import rebuild


class Command(BaseCommand):
    help = "Makes the search index anew from the published claims. Nothing is lost: readers wait while it runs."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild()
        self.stdout.write(f"The search index is made anew: {count} published claims.")
