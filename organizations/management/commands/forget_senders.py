"""Erase what is known of those who sent contributions; for cron, every night."""

from django.core.management.base import BaseCommand

from organizations.contributing import forget_senders


class Command(BaseCommand):
    help = "Erase e-mail addresses 90 days after the decision, and after a day what tells which came from one network."

    def handle(self, *args: object, **options: object) -> None:
        emails, senders = forget_senders()
        if options["verbosity"]:
            self.stdout.write(f"E-mail addresses erased: {emails}; senders: {senders}")
