"""Publish made-up organizations, to measure with."""

import sys
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from organizations.models import Theme
from organizations.synthesis import slug_of_number, synthesize


class Command(BaseCommand):
    help = (
        "Publish N made-up organizations beside those that are there: the same ones for the same seed. Where it is"
        " stopped, those that were published stay, and it can go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=0, help="another seed gives other words (default: 0)")

    def handle(self, *args: object, count: int, seed: int, **options: object) -> None:
        if count > 0 and not Theme.objects.exists():
            call_command("loaddata", "vocabulary", verbosity=0)
        # Where standard error is no terminal, the bar is written anew only every ten seconds.
        interval = 0.1 if sys.stderr.isatty() else 10
        with tqdm(total=count, unit=" organizations", mininterval=interval, file=sys.stderr) as bar:
            try:
                first = synthesize(count, seed=seed, progress=bar.update)
            except ValueError as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt as stop:
                left = count - int(bar.n)
                raise CommandError(
                    f"Stopped: {int(bar.n)} are published; synthesize {left} makes the others."
                ) from stop
        self.stdout.write(f"Published {count:,} organizations, from {slug_of_number(first)} on.")
