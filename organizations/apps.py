"""The app's name for Django."""

from django.apps import AppConfig
from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Dossiers")

    def ready(self) -> None:
        _guard_accounts()


def _guard_accounts() -> None:
    """Names of accounts and groups hold what dossiers may hold: some are shown beside what they saved."""
    from django.contrib.auth.models import Group, User

    from organizations.models.fields import plain

    for model in (User, Group):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField):
                field.validators = [*field.validators, plain]
