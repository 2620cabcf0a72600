"""Check every dossier anew."""

from django.core.management.base import BaseCommand, CommandError

from organizations.editing import check_up_all
from organizations.wording import kind_name, sentence, severity_name


class Command(BaseCommand):
    help = "Check every dossier anew, say what they find, and fail where they find an error."

    def handle(self, *args: object, **options: object) -> None:
        errors = 0
        for organization, checkup in check_up_all():
            errors += checkup.errors
            if found := checkup.found():
                self.stdout.write(f"{organization.slug}:")
            for each in found:
                severity, kind = severity_name(each.severity), kind_name(each.kind)
                self.stdout.write(f"  {severity}: {kind} “{each.text}”: {sentence(each.message)}")
        if errors:
            raise CommandError(f"{errors} of these are errors.")
