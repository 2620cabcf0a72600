"""Build the fixtures from the source texts and the vocabulary."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organizations.fixtures import BrokenText, build


class Command(BaseCommand):
    help = "Build fixtures/*.json from fixtures/dossiers/*.txt and fixtures/vocabulary.toml."
    # It needs no database, nor settings that are right for a site.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a fixture is stale")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        folder = Path(settings.FIXTURE_DIRS[0])
        try:
            files = build(folder)
        except BrokenText as error:
            raise CommandError(str(error)) from error
        stale = {path: text for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text}
        left_over = sorted(set(folder.glob("*.json")) - files.keys())
        if check and (stale or left_over):
            names = ", ".join(path.name for path in [*stale, *left_over])
            raise CommandError(f"stale: {names}; run manage.py build_fixtures and commit what it writes")
        for path, text in stale.items():
            path.write_text(text, "utf-8")
            self.stdout.write(f"wrote {path.name}")
        for path in left_over:
            path.unlink()
            self.stdout.write(f"removed {path.name}")
        self.stdout.write(f"{len(files)} fixtures are up to date")
