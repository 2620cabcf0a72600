"""Make a fresh database ready: the fixtures, and an editor to log in as."""

import secrets

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from organizations.models import Organization

# The vocabulary first: claims of the others name its themes.
FIXTURES = ("vocabulary", "ilo", "iom", "un", "unhcr")


class Command(BaseCommand):
    help = "Migrate, load the fixtures into an empty database, and make the first superuser. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0)
        if not Organization.objects.exists():
            call_command("loaddata", *FIXTURES, verbosity=0)
        if not User.objects.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            User.objects.create_superuser("editor", password=password)
            self.stdout.write(f"Log in at /admin/ as “editor” with the password {password} (shown only now).")
