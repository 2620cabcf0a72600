"""Two to four organizations side by side: on one axis of time, then fact by fact, theme by theme."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organizations.clock import localdate
from organizations.dossier import kinds
from organizations.drawing import gaps, not_recorded
from organizations.models import PublishedClaim, PublishedOrganization, PublishedTag
from organizations.reading.claims import ShownClaim, claims_of
from organizations.reading.facets import facets_at
from organizations.reading.records import whole_organizations
from organizations.reading.snapshot import site_version
from organizations.views.shared.choosing import organizations_named, to_choose_from
from organizations.views.shared.claim_listing import claims_of_keys
from organizations.views.shared.data import Listing, builder_for
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import comparison, dated
from organizations.views.shared.problems import BadQuery
from organizations.wording import kind_name, sentence

MIN, MAX = 2, 4
MAX_NAMES = 8


class Line(NamedTuple):
    """What stands in a cell: words that lead to their claim, or a gap that leads nowhere."""

    text: str
    url: str = ""
    detail: str = ""
    period: str = ""


class Side(NamedTuple):
    """A cell of the table: an organization, and what it says; `nothing` is told where it says nothing."""

    organization: PublishedOrganization
    lines: list[Line]
    nothing: str


Rows = list[tuple[str, str, list[Side]]]
"""A label, its language where it is a dossier's, and what each says."""
SharedTheme = tuple[str, str, list[tuple["Compared", int]]]


@dataclass(frozen=True, slots=True)
class Compared:
    """An organization and its claims."""

    organization: PublishedOrganization
    claims: list[ShownClaim]

    @property
    def name(self) -> str:
        return self.organization.acronym or self.organization.name

    def of_kind(self, kind: str) -> list[ShownClaim]:
        return [claim for claim in self.claims if claim.kind == kind]

    @property
    def roles(self) -> list[ShownClaim]:
        return self.of_kind(kinds.ROLE.name)

    def url_of(self, claim: ShownClaim) -> str:
        return f"{self.organization.get_absolute_url()}#{claim.anchor}"

    def line(self, claim: ShownClaim) -> Line:
        return Line(claim.title, self.url_of(claim))

    @property
    def leaders(self) -> list[Line]:
        """Who held an office and when, then the years for which nobody is recorded."""
        held = [Line(role.title, self.url_of(role), role.detail, role.period) for role in self.roles]
        return held + [Line(gap) for gap in self.gaps]

    @property
    def gaps(self) -> list[str]:
        """The years for which no term of office is recorded, in words; none where no term is dated."""
        roles = dated(self.roles, kinds.ROLE.name)
        found = gaps(roles, self.organization.founded, localdate()) if roles else []
        return [sentence(not_recorded(gap)) for gap in found]

    @property
    def themes(self) -> Counter[tuple[str, str]]:
        """How many claims each theme has, by slug and name."""
        tags = (tag for claim in self.claims for tag in claim.tags if tag.kind == PublishedTag.Kind.THEME)
        return Counter((tag.slug, tag.name) for tag in tags)


@published_page("org")
def compare(request: HttpRequest) -> HttpResponse:
    """The organizations that the address names, and a form to name others."""
    chosen, complaints = chosen_of(request.GET.getlist("org"))
    compared = [Compared(each, claims_of(each)) for each in chosen] if len(chosen) >= MIN else []
    return render(
        request,
        "organizations/compare.html",
        {
            "complaints": complaints,
            "typed": "",
            "listed": to_choose_from(len(facets_at(site_version()).organizations)),
            "chosen": [(each, without(chosen, each)) for each in chosen],
            "max": MAX,
            "pairs": [] if compared else pairs_with(chosen),
            "compared": compared,
            "is_own_page": bool(compared),
            "picture": comparison([(each.organization, each.claims) for each in compared], PublishedTag.objects.eras())
            if compared
            else "",
            "tables": tables_of(compared) if compared else [],
            "themes": themes_of(compared),
        },
    )


def chosen_of(names: Sequence[str]) -> tuple[list[PublishedOrganization], list[str]]:
    """At most four organizations that are named, and what is wrong with the names, in words."""
    asked = [name for name in names if name.strip()]
    found, complaints = organizations_named(asked[:MAX_NAMES])
    if len(asked) > MAX_NAMES:
        complaints.append(_("Only the first %(number)s names were read.") % {"number": MAX_NAMES})
    if len(found) > MAX:
        left_out = "; ".join(str(each) for each in found[MAX:])
        complaints.append(_("At most four can be compared; left out: %(names)s.") % {"names": left_out})
    return found[:MAX], complaints


def compare_data(request: HttpRequest) -> Listing:
    """All claims of the compared organizations as data, one organization after the other; none of a single one."""
    chosen, complaints = chosen_of(request.GET.getlist("org"))
    if complaints:
        raise BadQuery(("org", each) for each in complaints)
    compared = [each.pk for each in chosen] if len(chosen) >= MIN else []
    claims = claims_by_organization(compared)
    keys = [pk for each in compared for pk in claims[each]]
    builder = builder_for(request)
    organizations = [builder.organization(each) for each in whole_organizations(compared)]
    records = claims_of_keys(builder, facets_at(site_version()), keys)
    return Listing.of(records, about=lambda: {"organizations": organizations})


def claims_by_organization(organizations: Sequence[int]) -> Mapping[int, list[int]]:
    """The keys of the claims of published organizations, each's in the order of its dossier."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    claims = PublishedClaim.objects.filter(organization__in=organizations).order_by("organization", "position")
    for organization, pk in claims.values_list("organization", "pk"):
        found[organization].append(pk)
    return found


def without(chosen: Sequence[PublishedOrganization], left_out: PublishedOrganization) -> str:
    """The query of the same comparison without one of its organizations."""
    return "?" + urlencode([("org", each.slug) for each in chosen if each != left_out])


def pairs_with(chosen: Sequence[PublishedOrganization]) -> list[tuple[PublishedOrganization, PublishedOrganization]]:
    """Pairs that can be compared at once: of the organization that is chosen, or of the first that there are."""
    first = list(PublishedOrganization.objects.order_by("pk").defer("outline")[:MAX])
    if chosen:
        return [(chosen[0], each) for each in first if each != chosen[0]]
    return list(combinations(first, 2))


def tables_of(compared: Sequence[Compared]) -> list[tuple[str, Rows]]:
    """What the organizations say, set side by side: a heading, and below it labelled rows of a cell each."""
    leaders = [Side(each.organization, each.leaders, _("nobody recorded")) for each in compared]
    tables: list[tuple[str, Rows]] = [(_("Facts"), facts_of(compared)), (_("Leaders"), [("", "", leaders)])]
    for kind in (kinds.PROGRAM, kinds.PRESSURE_POINT):
        cells = [
            Side(each.organization, [each.line(claim) for claim in each.of_kind(kind.name)], _("none recorded"))
            for each in compared
        ]
        tables.append((kind_name(kind.words, 2).capitalize(), [("", "", cells)]))
    return tables


def facts_of(compared: Sequence[Compared]) -> Rows:
    """The labels of the snapshots, and all that each organization says there.

    First stands what they say differently, then what is the same, then what not all of them say; what has no label
    comes last of each.
    """
    by_label: list[dict[str, list[ShownClaim]]] = []
    for each in compared:
        by_label.append({})
        for fact in each.of_kind(kinds.FACT.name):
            by_label[-1].setdefault(fact.title.casefold(), []).append(fact)

    def place(label: str) -> tuple[int, bool]:
        values = [tuple(fact.detail.casefold() for fact in facts.get(label, ())) for facts in by_label]
        # 0 where they differ, True (1) where they say the same.
        return (2 if () in values else len(set(values)) == 1, not label)

    labels = dict.fromkeys(label for facts in by_label for label in facts)
    return [
        (
            *_first_title(label, by_label, compared),
            [
                Side(
                    each.organization,
                    [Line(fact.detail, each.url_of(fact)) for fact in facts.get(label, [])],
                    _("not said"),
                )
                for each, facts in zip(compared, by_label, strict=True)
            ],
        )
        for label in sorted(labels, key=place)
    ]


def _first_title(
    label: str, by_label: Sequence[Mapping[str, Sequence[ShownClaim]]], compared: Sequence[Compared]
) -> tuple[str, str]:
    """A label as it is written first, and the language of who writes it."""
    of = next(at for at, facts in enumerate(by_label) if label in facts)
    title = by_label[of][label][0].title
    return (title, compared[of].organization.language) if title else (_("Other facts"), "")


def themes_of(compared: Sequence[Compared]) -> list[tuple[str, list[SharedTheme]]]:
    """Themes that all have, some, or only one: slug, name, and how many claims each organization that has it."""
    counts = [each.themes for each in compared]
    groups: list[list[SharedTheme]] = [[], [], []]
    for slug, name in sorted({theme for count in counts for theme in count}, key=lambda theme: theme[1]):
        holding = [(each, count[slug, name]) for each, count in zip(compared, counts, strict=True) if count[slug, name]]
        group = 0 if len(holding) == len(compared) else 2 if len(holding) == 1 else 1
        groups[group].append((slug, name, holding))
    headings = (_("In all of them"), _("In some of them"), _("In one alone"))
    return [(heading, group) for heading, group in zip(headings, groups, strict=True) if group]
