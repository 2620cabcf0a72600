"""Addresses that were left: a slug that is renamed leads to the new one for ever."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver

from organizations.models import Era, FormerAddress, Organization, Person, Theme

KINDS = {
    Organization: FormerAddress.Kind.ORGANIZATION,
    Person: FormerAddress.Kind.PERSON,
    Era: FormerAddress.Kind.ERA,
    Theme: FormerAddress.Kind.THEME,
}


@receiver(pre_save)
def _renamed(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if sender not in KINDS or raw or not instance.pk:
        return
    old = sender.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if old and old != instance.slug:
        leave(KINDS[sender], old, instance.slug)


def leave(kind: str, old: str, new: str) -> None:
    """Let the old slug lead to the new one, and with it all that led to the old."""
    FormerAddress.objects.filter(kind=kind, slug=new).delete()
    FormerAddress.objects.filter(kind=kind, target=old).update(target=new)
    FormerAddress.objects.update_or_create(kind=kind, slug=old, defaults={"target": new})


def new_address(kind: str, slug: str) -> str | None:
    """Where a slug that nobody has now leads to, or None."""
    return FormerAddress.objects.filter(kind=kind, slug=slug).values_list("target", flat=True).first()
