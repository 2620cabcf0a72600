"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from organizations.speech import speak


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Dossiers")

    def ready(self) -> None:
        speak(gettext, ngettext)
