"""The pictures of the public pages: published claims handed to organizations.drawing, and its SVG marked as safe."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext

from organizations import drawing
from organizations.dossier import kinds
from organizations.drawing import Era, Span, span_of
from organizations.models import Entry, Publication, Term
from organizations.reading.claims import ShownClaim


def svg(picture: str) -> SafeString:
    """A picture as it may stand in a page: every word in it was escaped when it was drawn."""
    return mark_safe(picture)  # noqa: S308


def eras_of(terms: Iterable[Term]) -> list[Era]:
    """The bands behind a picture."""
    return [Era(term.name, term.first_day, term.last_day) for term in terms if term.first_day]


def dossier_timeline(publication: Publication, claims: Sequence[ShownClaim], today: date | None = None) -> SafeString:
    """The events and the terms of office of a dossier on one axis, as of a day; empty where nothing is dated."""
    events, terms = (dated(claims, kind, language=publication.language) for kind in (kinds.EVENT.name, kinds.ROLE.name))
    return svg(drawing.timeline(events, eras_on(claims), terms, today or localdate(), since=publication.founded))


def dossier_leadership(publication: Publication, claims: Sequence[ShownClaim], today: date | None = None) -> SafeString:
    """The terms of office of a dossier and the gaps between them, as of a day; empty where no term is dated."""
    terms = dated(claims, kinds.ROLE.name, language=publication.language)
    picture = drawing.leadership(terms, publication.founded, today or localdate(), eras_on(claims)) if terms else ""
    return svg(picture)


def comparison(dossiers: Iterable[tuple[Publication, Sequence[ShownClaim]]], eras: Iterable[Term]) -> SafeString:
    """Several dossiers on one axis: the events of each and below them its terms of office and the gaps between."""
    rows = []
    for publication, claims in dossiers:
        address = publication.get_absolute_url()
        events, terms = (
            dated(claims, kind, address, publication.language) for kind in (kinds.EVENT.name, kinds.ROLE.name)
        )
        rows.append(drawing.Row(str(publication), events, terms, publication.founded))
    return svg(drawing.comparison(rows, eras_of(eras), localdate()))


def claims_timeline(entries: Iterable[Entry], eras: Iterable[Term]) -> SafeString:
    """Claims of any dossiers on one axis, each with a link to where it stands; empty where nothing is dated."""
    said = ((entry, entry.title or entry.detail, str(entry.publication)) for entry in entries)
    found = [span for entry, label, detail in said if (span := span_of_entry(entry, label=label, detail=detail))]
    return svg(drawing.timeline(found, eras_of(eras), [], localdate(), said=claims_counted))


def claims_tally(starts: Mapping[int, int], ends: Mapping[int, int], term: Term, eras: Iterable[Term]) -> SafeString:
    """The claims of an era or theme that are too many to draw each, counted by years; each bar leads to its claims."""
    found = drawing.stretches(starts, ends, localdate().year)
    address = f"{reverse('organizations:entry_list')}?{term.kind}={term.slug}"
    return svg(
        drawing.tally(
            found,
            eras_of(eras),
            name=claims_counted(sum(starts.values())),
            href=lambda stretch: f"{address}&from={stretch.first}&to={stretch.last}",
            said=claims_counted,
        )
    )


def roles_timeline(roles: Iterable[Entry], eras: Iterable[Term]) -> SafeString:
    """The roles of one person on one axis; empty where none is dated."""
    said = ((role, role.publication.acronym or role.publication.name) for role in roles)
    found = [span for role, label in said if (span := span_of_entry(role, label=label, detail=role.detail))]
    return svg(drawing.timeline(found, eras_of(eras), [], localdate(), said=roles_counted))


def strips(publications: Sequence[Publication]) -> tuple[SafeString, dict[int, SafeString]]:
    """The years above a list of organizations, and for each (by its key) a line of its dated events."""
    found: dict[int, list[Span]] = {}
    events = Entry.objects.filter(publication__in=publications, kind=kinds.EVENT.name)
    for event in events.only("publication_id", "period", "earliest", "latest", "sure_start", "sure_end"):
        if span := span_of_entry(event):
            found.setdefault(event.publication_id, []).append(span)
    if not found:
        return SafeString(), {}
    today = localdate()
    axis = drawing.axis_of([span for spans in found.values() for span in spans], today)
    lines = {key: svg(drawing.strip(spans, axis, today)) for key, spans in found.items()}
    return svg(drawing.ruler(axis)), lines


def span_of_entry(entry: Entry, *, label: str = "", detail: str = "") -> Span | None:
    """How a published claim is drawn away from its dossier, a link where it has a label; None where it is undated."""
    days = entry.earliest, entry.latest, entry.sure_start, entry.sure_end
    href = entry.get_absolute_url() if label else ""
    language = foreign(entry.publication.language) if label else ""
    return span_of(*days, href=href, label=label, detail=detail, period=entry.period, language=language)


def dated(claims: Iterable[ShownClaim], kind: str, address: str = "", language: str = "") -> list[Span]:
    """The spans of the dated claims of one kind, with links into the page at the address, or into the same page.

    `language` is that of the dossier.
    """
    spoken = foreign(language)
    return [span for claim in claims if claim.kind == kind and (span := claim.span(address, spoken))]


def foreign(language: str) -> str:
    """The language of a dossier where it is another than that of the interface, else nothing."""
    return "" if language == get_language() else language


def eras_on(claims: Iterable[ShownClaim]) -> list[Era]:
    """The eras that the claims fall within."""
    marks = {mark.slug: mark for claim in claims for mark in claim.marks if mark.kind == Term.Kind.ERA}
    return [Era(mark.name, mark.first_day, mark.last_day) for mark in marks.values() if mark.first_day]


def claims_counted(number: int) -> str:
    return ngettext("%(number)s dated claim", "%(number)s dated claims", number) % {"number": number}


def roles_counted(number: int) -> str:
    return ngettext("%(number)s role", "%(number)s roles", number) % {"number": number}
