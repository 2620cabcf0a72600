"""The people of a text: those whom the site knows, and those who are others of their names."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from django.db.models import Q

from organizations.dossier.document import AnyClaim, Dossier, Role
from organizations.dossier.intake.choices import ANOTHER, ChoiceKind, Choices
from organizations.dossier.keys import new_key
from organizations.dossier.names import former_person_slug_of
from organizations.dossier.text.reading import Reading
from organizations.models import Person, PublishedSlug


def known_people(dossier: Dossier) -> dict[str, str]:
    """The people of a dossier who are known: the slug of each one's name, and the slug that they have.

    That is another one for whoever got it before names were written in Latin letters, or readers knew by the name
    before the slug was changed or the record merged into another.
    """
    roles = [claim for _, claim in dossier.items() if isinstance(claim, Role)]
    slugs = {role.person: (role.person, former_person_slug_of(role.name)) for role in roles}
    asked = set(chain(*slugs.values()))
    records = PublishedSlug.objects.filter(kind=PublishedSlug.Kind.PERSON, slug__in=asked)
    former = dict(records.values_list("slug", "record"))
    people = dict(Person.objects.filter(Q(slug__in=asked) | Q(pk__in=former.values())).values_list("pk", "slug"))
    known = {slug: people[record] for slug, record in former.items() if record in people}
    # Last: whoever has a slug now goes before whoever had it once.
    known |= {slug: slug for slug in people.values()}
    return {
        slug: next(known[each] for each in either if each in known)
        for slug, either in slugs.items()
        if known.keys() & {*either}
    }


def with_known(dossier: Dossier) -> Dossier:
    """The dossier, its people with the slugs that they are known by."""
    known = known_people(dossier)
    roles = [claim for _, claim in dossier.items() if isinstance(claim, Role)]
    return _renamed(dossier, {role.name: known.get(role.person, role.person) for role in roles})


def with_others(dossier: Dossier, reading: Reading, chosen: Choices, ours: Dossier | None) -> Dossier:
    """The dossier of a reading, where those who are said to be others of their names have slugs of their own.

    Whom `ours` has by that name is the one who was meant before.
    """
    blocks = {block for block, each in chosen.of(ChoiceKind.NAME).items() if each.value == ANOTHER}
    keys = {each.key for each in reading.outcomes if each.block in blocks and each.key}
    roles = [claim for _section, claim in dossier.items() if isinstance(claim, Role)]
    names = {role.name: role.person for role in roles if role.key in keys}
    if not names:
        return dossier
    before = {claim.name: claim.person for _, claim in ours.items() if isinstance(claim, Role)} if ours else {}
    taken = set(Person.objects.values_list("slug", flat=True)) | {role.person for role in roles}
    others = {
        name: before[name] if before.get(name, person) != person else new_key(name, taken)
        for name, person in names.items()
    }
    return _renamed(dossier, others)


def _renamed(dossier: Dossier, people: Mapping[str, str]) -> Dossier:
    """The dossier with the slugs of these people, by their names."""

    def given(claim: AnyClaim) -> AnyClaim:
        return replace(claim, person=people.get(claim.name, claim.person)) if isinstance(claim, Role) else claim

    sections = (replace(each, items=tuple(given(claim) for claim in each.items)) for each in dossier.sections)
    return replace(dossier, sections=tuple(sections))
