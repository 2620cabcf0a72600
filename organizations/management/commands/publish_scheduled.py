"""Keep the schedules that are due; for cron, every minute."""

from django.core.management.base import BaseCommand, CommandError

from organizations.models import Schedule
from organizations.publishing import run_due_schedules


class Command(BaseCommand):
    help = "Publish and withdraw what is due; may run as often, and at the same time, as you like."

    def handle(self, *args: object, **options: object) -> None:
        kept = run_due_schedules()
        for each in kept:
            self.stdout.write(f"{each}: {each.get_outcome_display()}")
        failed = [f"{each}: {each.reason}" for each in kept if each.outcome == Schedule.Outcome.FAILED]
        if failed:
            raise CommandError("\n".join(failed))
