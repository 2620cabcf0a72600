"""The pictures of the public pages: published claims handed to organizations.drawing, and its SVG marked as safe."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from organizations import drawing
from organizations.clock import localdate
from organizations.dossier import kinds
from organizations.dossier.languages import comma_of
from organizations.drawing import Era, Span, span_of
from organizations.models import PublishedClaim, PublishedOrganization, PublishedTag
from organizations.publishing.projection import sort_key
from organizations.reading.claims import ShownClaim
from organizations.reading.facets import Tag
from organizations.reading.rows import ClaimRow, OrganizationRow, events_of
from organizations.wording import Count, sentence


def svg(picture: str) -> SafeString:
    """A picture as it may stand in a page: every word in it was escaped when it was drawn."""
    # Of organizations.drawing alone, which escapes; nothing that a template or an editor made comes here.
    return mark_safe(picture)  # noqa: S308


def legend() -> SafeString:
    """All shapes of the pictures and what they mean."""
    return svg(drawing.legend(sentence))


def eras_of(tags: Iterable[PublishedTag | Tag]) -> list[Era]:
    """The bands behind a picture."""
    return [Era(tag.name, tag.first_day, tag.last_day) for tag in tags if tag.first_day]


def dossier_timeline(
    published: PublishedOrganization, claims: Sequence[ShownClaim], today: date, *, recorded: Sequence[ShownClaim]
) -> SafeString:
    """The events and the terms of office of a dossier on one axis, as of a day; empty where nothing is dated.

    Gaps are between the tenures of all that is `recorded`: some claims of a dossier do not tell what is missing.
    """
    events, tenures = (dated(claims, kind, language=published.language) for kind in (kinds.EVENT.name, kinds.ROLE.name))
    eras, since, all_tenures = eras_on(claims), published.founded, dated(recorded, kinds.ROLE.name)
    return svg(drawing.timeline(events, eras, tenures, today, since=since, recorded=all_tenures, say=sentence))


def dossier_leadership(
    published: PublishedOrganization, claims: Sequence[ShownClaim], today: date, *, recorded: Sequence[ShownClaim]
) -> SafeString:
    """The terms of office of a dossier and the gaps between them, as of a day; empty where none is dated."""
    tenures = dated(claims, kinds.ROLE.name, language=published.language)
    if not tenures:
        return SafeString()
    eras, since, all_tenures = eras_on(claims), published.founded, dated(recorded, kinds.ROLE.name)
    return svg(drawing.leadership(tenures, since, today, eras, recorded=all_tenures, say=sentence))


def comparison(
    dossiers: Iterable[tuple[PublishedOrganization, Sequence[ShownClaim]]], eras: Iterable[PublishedTag]
) -> SafeString:
    """Several dossiers side by side on one scale: the events of each among its terms of office and the gaps between."""
    rows = []
    for published, claims in dossiers:
        url = published.get_absolute_url()
        events = dated(claims, kinds.EVENT.name, url, published.language)
        roles = dated(claims, kinds.ROLE.name, url, published.language, with_detail=True)
        rows.append(
            drawing.Row(str(published), events, roles, published.founded, url, language=foreign(published.language))
        )
    return svg(drawing.comparison(rows, eras_of(eras), localdate(), say=sentence))


def lanes_of(claims: Iterable[ClaimRow], tag: Tag, eras: Iterable[Tag]) -> SafeString:
    """The dated claims of an era or theme, a lane each organization, in the order of their names."""
    found: dict[int, list[ClaimRow]] = {}
    for claim in claims:
        found.setdefault(claim.organization.pk, []).append(claim)
    lanes = sorted(found.values(), key=lambda claims: sort_key(claims[0].organization.name))
    rows = [lane_of(claims[0].organization, claims, tag) for claims in lanes]
    return svg(drawing.comparison(rows, eras_of(eras), localdate(), with_gaps=False, say=sentence))


def lane_of(organization: OrganizationRow, claims: Iterable[ClaimRow], tag: Tag) -> drawing.Row:
    """Events and terms of office of one organization; where they are too many, they lead to those of some years."""
    spans: dict[str, list[Span]] = {kinds.EVENT.name: [], kinds.ROLE.name: []}
    url, language, comma = organization.url, foreign(organization.language), comma_of(organization.language)
    for claim in claims:
        parts = claim.title, claim.detail if claim.kind == kinds.ROLE.name else ""
        label = comma.join(filter(None, parts)) or claim.detail
        href = f"{url}#{kinds.anchor_of(claim.kind, claim.key)}"
        if span := span_of(*claim.days, href=href, label=label, period=claim.period, language=language):
            spans[claim.kind].append(span)
    events, roles = spans.values()
    asked = f"{tag.kind}={tag.slug}&organization={organization.slug}"
    return drawing.Row(
        str(organization),
        events,
        roles,
        url=url,
        href=listed(f"{asked}&kind={kinds.EVENT.name}"),
        href_of_tenures=listed(f"{asked}&kind={kinds.ROLE.name}"),
        language=language,
    )


def listed(asked: str) -> Callable[[int, int], str]:
    """Where the claims are listed that pass what is asked for and reach into some years."""
    return lambda first, last: f"{reverse('organizations:claim_list')}?{asked}&from={first}&to={last}"


def tally_of(
    counts: Mapping[str, tuple[Mapping[int, int], Mapping[int, int]]], tag: Tag, eras: Iterable[Tag]
) -> SafeString:
    """The dated claims of an era or theme that are too many to name, counted by years; each bar leads to its claims.

    `counts` holds by kind how many begin in each year at the earliest, and end in it at the latest.
    """
    events, roles = (
        [
            drawing.group_of(first, last, counted(claims), listed(f"{tag.kind}={tag.slug}&kind={kind}")(first, last))
            for first, last, claims in drawing.stretches(*counts[kind], localdate().year)
        ]
        for kind, counted in ((kinds.EVENT.name, events_counted), (kinds.ROLE.name, roles_counted))
    )
    name = claims_counted(sum(count for starts, _ in counts.values() for count in starts.values()))
    return svg(drawing.timeline(events, eras_of(eras), roles, localdate(), recorded=[], name=name, say=sentence))


def roles_timeline(roles: Iterable[PublishedClaim], eras: Iterable[PublishedTag]) -> SafeString:
    """The roles of one person; empty where none is dated."""
    labelled = (
        (role, comma_of(theirs.language).join(filter(None, (theirs.acronym or theirs.name, role.detail))))
        for role in roles
        for theirs in [role.organization]
    )
    found = [span for role, label in labelled if (span := span_of_claim(role, label=label))]
    return svg(drawing.timeline([], eras_of(eras), found, localdate(), recorded=[], say=sentence))


class Strip(NamedTuple):
    """The line of an organization's dated events, and the events in the order of time."""

    picture: SafeString
    events: list[Span]


def strips(organizations: Sequence[int]) -> tuple[SafeString, dict[int, Strip]]:
    """The years above a list of organizations, and for each (by its key) a line of its dated events."""
    found: dict[int, list[Span]] = {}
    for organization, key, title, period, *days in events_of(organizations):
        href = f"#{kinds.anchor_of(kinds.EVENT.name, key)}"
        if span := span_of(*days, href=href, label=title, period=period):
            found.setdefault(organization, []).append(span)
    if not found:
        return SafeString(), {}
    today = localdate()
    axis = drawing.axis_of([span for spans in found.values() for span in spans], today)
    lines = {
        key: Strip(svg(drawing.strip(spans, axis, today, say=sentence)), drawing.in_order(spans))
        for key, spans in found.items()
    }
    return svg(drawing.ruler(axis)), lines


def span_of_claim(claim: PublishedClaim, *, label: str) -> Span | None:
    """How a published claim is drawn away from its dossier; None where it is undated."""
    days = claim.earliest, claim.latest, claim.sure_start, claim.sure_end
    language = foreign(claim.organization.language)
    return span_of(*days, href=claim.get_absolute_url(), label=label, period=claim.period, language=language)


def dated(
    claims: Iterable[ShownClaim], kind: str, url: str = "", language: str = "", *, with_detail: bool = False
) -> list[Span]:
    """The spans of the dated claims of one kind, with links into the page at the address, or into the same page.

    `language` is that of the dossier; `with_detail` says what office somebody held.
    """
    spoken = foreign(language)
    return [
        span for claim in claims if claim.kind == kind and (span := claim.span(url, spoken, with_detail=with_detail))
    ]


def foreign(language: str) -> str:
    """The language of a dossier where it is another than that of the interface, else nothing."""
    return "" if language == get_language() else language


def eras_on(claims: Iterable[ShownClaim]) -> list[Era]:
    """The eras that the claims fall within."""
    tags = {tag.slug: tag for claim in claims for tag in claim.tags if tag.kind == PublishedTag.Kind.ERA}
    return [Era(tag.name, tag.first_day, tag.last_day) for tag in tags.values() if tag.first_day]


def events_counted(number: int) -> str:
    return ngettext("%(number)s event", "%(number)s events", number) % {"number": Count(number)}


def roles_counted(number: int) -> str:
    return ngettext("%(number)s term of office", "%(number)s terms of office", number) % {"number": Count(number)}


def claims_counted(number: int) -> str:
    return ngettext("%(number)s dated claim", "%(number)s dated claims", number) % {"number": Count(number)}
