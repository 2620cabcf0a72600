"""The pictures of the public pages: published claims handed to organizations.drawing, and its SVG marked as safe."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext

from organizations import drawing
from organizations.dossier import kinds
from organizations.drawing import Era, Span, span_of
from organizations.models import PublishedClaim, PublishedOrganization, PublishedTag
from organizations.reading.claims import ShownClaim
from organizations.wording import sentence

DAYS = ("earliest", "latest", "sure_start", "sure_end")


def svg(picture: str) -> SafeString:
    """A picture as it may stand in a page: every word in it was escaped when it was drawn."""
    return mark_safe(picture)  # noqa: S308


def eras_of(tags: Iterable[PublishedTag]) -> list[Era]:
    """The bands behind a picture."""
    return [Era(tag.name, tag.first_day, tag.last_day) for tag in tags if tag.first_day]


def dossier_timeline(
    published: PublishedOrganization, claims: Sequence[ShownClaim], today: date | None = None
) -> SafeString:
    """The events and the terms of office of a dossier on one axis, as of a day; empty where nothing is dated."""
    events, tags = (dated(claims, kind, language=published.language) for kind in (kinds.EVENT.name, kinds.ROLE.name))
    return svg(
        drawing.timeline(events, eras_on(claims), tags, today or localdate(), since=published.founded, say=sentence)
    )


def dossier_leadership(
    published: PublishedOrganization, claims: Sequence[ShownClaim], today: date | None = None
) -> SafeString:
    """The terms of office of a dossier and the gaps between them, as of a day; empty where no term is dated."""
    tags = dated(claims, kinds.ROLE.name, language=published.language)
    if not tags:
        return SafeString()
    today = today or localdate()
    return svg(drawing.leadership(tags, published.founded, today, eras_on(claims), say=sentence))


def comparison(
    dossiers: Iterable[tuple[PublishedOrganization, Sequence[ShownClaim]]], eras: Iterable[PublishedTag]
) -> SafeString:
    """Several dossiers on one axis: the events of each and below them its terms of office and the gaps between."""
    rows = []
    for published, claims in dossiers:
        url = published.get_absolute_url()
        events, tags = (dated(claims, kind, url, published.language) for kind in (kinds.EVENT.name, kinds.ROLE.name))
        rows.append(drawing.Row(str(published), events, tags, published.founded))
    return svg(drawing.comparison(rows, eras_of(eras), localdate(), say=sentence))


def claims_timeline(claims: Iterable[PublishedClaim], eras: Iterable[PublishedTag]) -> SafeString:
    """Claims of any dossiers on one axis, each with a link to where it stands; empty where nothing is dated."""
    labelled = ((claim, claim.title or claim.detail, str(claim.organization)) for claim in claims)
    found = [span for claim, label, detail in labelled if (span := span_of_claim(claim, label=label, detail=detail))]
    return svg(drawing.timeline(found, eras_of(eras), [], localdate(), counted=claims_counted, say=sentence))


def claims_tally(
    starts: Mapping[int, int], ends: Mapping[int, int], tag: PublishedTag, eras: Iterable[PublishedTag]
) -> SafeString:
    """The claims of an era or theme that are too many to draw each, counted by years; each bar leads to its claims."""
    found = drawing.stretches(starts, ends, localdate().year)
    url = f"{reverse('organizations:claim_list')}?{tag.kind}={tag.slug}"
    return svg(
        drawing.tally(
            found,
            eras_of(eras),
            name=claims_counted(sum(starts.values())),
            href=lambda stretch: f"{url}&from={stretch.first}&to={stretch.last}",
            counted=claims_counted,
            say=sentence,
        )
    )


def roles_timeline(roles: Iterable[PublishedClaim], eras: Iterable[PublishedTag]) -> SafeString:
    """The roles of one person on one axis; empty where none is dated."""
    labelled = ((role, role.organization.acronym or role.organization.name) for role in roles)
    found = [span for role, label in labelled if (span := span_of_claim(role, label=label, detail=role.detail))]
    return svg(drawing.timeline(found, eras_of(eras), [], localdate(), counted=roles_counted, say=sentence))


def strips(organizations: Collection[int]) -> tuple[SafeString, dict[int, SafeString]]:
    """The years above a list of organizations, and for each (by its key) a line of its dated events."""
    found: dict[int, list[Span]] = {}
    events = PublishedClaim.objects.filter(organization__in=organizations, kind=kinds.EVENT.name).order_by(
        "organization", "position"
    )
    for key, period, *days in events.values_list("organization", "period", *DAYS):
        if span := span_of(*days, href="", label="", period=period):
            found.setdefault(key, []).append(span)
    if not found:
        return SafeString(), {}
    today = localdate()
    axis = drawing.axis_of([span for spans in found.values() for span in spans], today)
    lines = {key: svg(drawing.strip(spans, axis, today, say=sentence)) for key, spans in found.items()}
    return svg(drawing.ruler(axis)), lines


def span_of_claim(claim: PublishedClaim, *, label: str = "", detail: str = "") -> Span | None:
    """How a published claim is drawn away from its dossier, a link where it has a label; None where it is undated."""
    days = claim.earliest, claim.latest, claim.sure_start, claim.sure_end
    href = claim.get_absolute_url() if label else ""
    language = foreign(claim.organization.language) if label else ""
    return span_of(*days, href=href, label=label, detail=detail, period=claim.period, language=language)


def dated(claims: Iterable[ShownClaim], kind: str, url: str = "", language: str = "") -> list[Span]:
    """The spans of the dated claims of one kind, with links into the page at the address, or into the same page.

    `language` is that of the dossier.
    """
    spoken = foreign(language)
    return [span for claim in claims if claim.kind == kind and (span := claim.span(url, spoken))]


def foreign(language: str) -> str:
    """The language of a dossier where it is another than that of the interface, else nothing."""
    return "" if language == get_language() else language


def eras_on(claims: Iterable[ShownClaim]) -> list[Era]:
    """The eras that the claims fall within."""
    tags = {tag.slug: tag for claim in claims for tag in claim.tags if tag.kind == PublishedTag.Kind.ERA}
    return [Era(tag.name, tag.first_day, tag.last_day) for tag in tags.values() if tag.first_day]


def claims_counted(number: int) -> str:
    return ngettext("%(number)s dated claim", "%(number)s dated claims", number) % {"number": number}


def roles_counted(number: int) -> str:
    return ngettext("%(number)s role", "%(number)s roles", number) % {"number": number}
