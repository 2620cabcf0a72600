"""The eras and themes that readers see: new ones come with a dossier, changed ones by a verb of their own."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime

from organizations.editing.locks import in_turn
from organizations.editing.revisions import ChangedMeanwhile
from organizations.models import Era, Term, Theme
from organizations.publishing.facet_index import renew_terms
from organizations.publishing.redirects import keep_addresses
from organizations.publishing.site import renew_site, renew_vocabulary
from organizations.publishing.tags import tag_eras

COLUMNS = [field.attname for field in Term._meta.concrete_fields if not field.primary_key]
UNIQUE = ["kind", "slug"]


@in_turn()
def publish_vocabulary(*, expected: str | None = None) -> None:
    """Show readers the eras and themes as they are now, and sort every published claim into the eras anew.

    Raises ChangedMeanwhile where they are not at their `expected` version.
    """
    if expected is not None and expected != vocabulary_version():
        raise ChangedMeanwhile
    now = renew_site()
    renew_vocabulary()
    terms = {(term.kind, term.slug): term for term in terms_of_working_copy()}
    for term in Term.objects.all():
        if (term.kind, term.slug) not in terms:
            term.delete()
    _save_terms(terms.values())
    _keep_addresses(now)
    tag_eras()
    renew_terms()


def vocabulary_version() -> str:
    """A digest of the eras and themes as editors have them."""
    rows = [[str(getattr(term, column)) for column in COLUMNS] for term in terms_of_working_copy()]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]


def _keep_addresses(now: datetime) -> None:
    """Remember whose the slugs of the eras and themes are that readers see now."""
    for kind, records in ((Term.Kind.ERA, Era.objects), (Term.Kind.THEME, Theme.objects)):
        slugs = Term.objects.filter(kind=kind).values("slug")
        keep_addresses(kind, dict(records.filter(slug__in=slugs).values_list("slug", "pk")), now)


def terms_of_working_copy() -> list[Term]:
    """The eras and themes as editors have them, as unsaved Terms."""
    eras = [
        Term(
            kind=Term.Kind.ERA,
            slug=era.slug,
            name=era.name,
            description=era.description,
            position=era.position,
            period=era.period,
            first_day=era.start_earliest or date.min,
            last_day=era.end_latest,
        )
        for era in Era.objects.all()
    ]
    themes = [
        Term(
            kind=Term.Kind.THEME,
            slug=theme.slug,
            name=theme.name,
            description=theme.description,
            position=theme.position,
        )
        for theme in Theme.objects.all()
    ]
    return eras + themes


def publish_new_terms(now: datetime) -> None:
    """Add the eras and themes that readers have never seen, and sort published claims into the new eras."""
    known = set(Term.objects.values_list("kind", "slug"))
    new = [term for term in terms_of_working_copy() if (term.kind, term.slug) not in known]
    _save_terms(new)
    if new:
        tag_eras()
        renew_vocabulary()
        _keep_addresses(now)
        renew_terms()


def _save_terms(terms: Iterable[Term]) -> None:
    Term.objects.bulk_create(
        terms,
        update_conflicts=True,
        unique_fields=UNIQUE,
        update_fields=[column for column in COLUMNS if column not in UNIQUE],
    )
