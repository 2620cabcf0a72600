"""Two records of one person become one, and one record of two people becomes two."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import User

from organizations.dossier.keys import new_key
from organizations.dossier.notes import note
from organizations.editing.locks import locked
from organizations.editing.recording import record_changes
from organizations.models import Person, PublishedSlug, Role
from organizations.models.people import PROFILE

PICTURE = ("picture", "picture_text", "picture_credit")


def filled_by(kept: Person, others: Iterable[Person]) -> dict[str, str]:
    """What others say of themselves that the kept one does not, by column; a picture with its words, of one of them."""
    found: dict[str, str] = {}
    for columns in (*((name,) for name in PROFILE if name not in PICTURE), PICTURE):
        if not getattr(kept, columns[0]):
            richer = next((other for other in others if getattr(other, columns[0])), None)
            found |= {name: getattr(richer, name) for name in columns} if richer else {}
    return found


@locked()
def merge_people(kept: Person, others: Collection[Person], *, by: User | None = None) -> int:
    """Give a person the roles of others, what only these say of themselves, and the slugs that readers know them by.

    Roles keep the names that dossiers write. Each dossier gets a revision; the number of roles is given back.
    """
    for name, value in filled_by(kept, others).items():
        setattr(kept, name, value)
    kept.save()
    roles: list[Any] = list(Role.objects.filter(person__in=others).select_related("person"))
    for role in roles:
        written = role.written_name()
        role.person, role.name = kept, "" if written == kept.name else written
    Role.objects.bulk_update(roles, ["person", "name"], batch_size=100)
    for other in others:
        # Addresses that readers know follow the person; the one that is left redirects once this is published.
        PublishedSlug.objects.filter(kind=PublishedSlug.Kind.PERSON, record=other.pk).update(record=kept.pk)
        other.delete()
    names = ", ".join(f"{other.name} ({other.slug})" for other in others)
    message = note("people-merged", names=names, name=f"{kept.name} ({kept.slug})")
    record_changes({role.organization_id for role in roles}, by=by, note=message)
    return len(roles)


@locked()
def split_person(person: Person, roles: Collection[Role], *, by: User | None = None) -> Person:
    """Give some roles of a person to another of the same name, who is new; each dossier gets a revision."""
    taken = set(Person.objects.values_list("slug", flat=True))
    # A slug that readers know of somebody, even of one who is gone, would lead old links to another person.
    taken.update(PublishedSlug.objects.filter(kind=PublishedSlug.Kind.PERSON).values_list("slug", flat=True))
    other = Person.objects.create(name=person.name, slug=new_key(person.name, taken))
    Role.objects.filter(pk__in=[role.pk for role in roles], person=person).update(person=other)
    message = note("person-split", name=f"{person.name} ({person.slug})", other=other.slug)
    record_changes({role.organization_id for role in roles}, by=by, note=message)
    return other
