"""What readers are shown of a dossier, row by row, and what its live revision says they should be."""

from typing import Any

from organizations.dossier.document import from_json
from organizations.models import Entry, Publication, PublicPerson, Term
from organizations.publishing.projection import claims_of, marks_of, publication_columns

COLUMNS = [each.attname for each in Entry._meta.concrete_fields if each.name not in ("id", "publication")]
Row = tuple[dict[str, Any], set[tuple[int, bool]]]


def shown(publication: Publication) -> list[Row]:
    """The entries in their order, each with its marks."""
    entries = publication.entries.order_by("position").prefetch_related("marks")
    return [(_columns(entry), {(mark.term_id, mark.certain) for mark in entry.marks.all()}) for entry in entries]


def projected(publication: Publication) -> list[Row]:
    """The same, made anew from the live revision. Fails where the publication's own columns are not those."""
    dossier = from_json(publication.revision.data)
    columns = publication_columns(dossier)
    assert columns == {name: getattr(publication, name) for name in columns}
    people = {person.slug: person for person in PublicPerson.objects.all()}
    themes = {term.slug: term for term in Term.objects.themes()}
    eras = list(Term.objects.eras())
    return [
        (_columns(claim.entry), {(term.pk, certain) for term, certain in marks_of(claim, themes, eras)})
        for claim in claims_of(dossier, people)
    ]


def _columns(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in COLUMNS}
