"""The matrix: how many claims each theme has in each era, of all organizations or of one."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organizations.exports.records import Cell as CellRecord
from organizations.models import PublishedOrganization
from organizations.reading.facets import Crosstab, Tag, claims_of, crosstab, facets_at
from organizations.reading.selection import UNDATED
from organizations.reading.snapshot import site_version
from organizations.views.shared.choosing import organizations_named, to_choose_from
from organizations.views.shared.data import Listing
from organizations.views.shared.pages import published_page
from organizations.views.shared.problems import BadQuery

SHADES = 5


class Cell(NamedTuple):
    """Counts, the query that shows those claims, and a shade from 0 to SHADES: that of the fullest dated cell."""

    certain: int
    possible: int
    query: str
    shade: int


@published_page("organization")
def matrix(request: HttpRequest) -> HttpResponse:
    """Themes by eras; each cell leads to its claims."""
    index = facets_at(site_version())
    asked = request.GET.getlist("organization")[:1]
    chosen, complaints = organizations_named(asked)
    organization = chosen[0] if chosen else None
    table = crosstab(index, claims_of([organization])[organization.pk] if organization else index.claims)
    return render(
        request,
        "organizations/matrix.html",
        {
            "organization": organization,
            "listed": to_choose_from(len(index.organizations)),
            "typed": str(organization) if organization else "".join(asked),
            "complaints": complaints,
            "eras": table.eras,
            "rows": rows_of(table, organization),
        },
    )


def matrix_data(request: HttpRequest) -> Listing:
    """The cells of the matrix as data, row by row."""
    index = facets_at(site_version())
    chosen, complaints = organizations_named(request.GET.getlist("organization"))
    if complaints or len(chosen) > 1:
        raise BadQuery(("organization", each) for each in complaints or [_("Only one can be asked for.")])
    among = claims_of(chosen)[chosen[0].pk] if chosen else index.claims
    table = crosstab(index, among)
    eras = [*((era.slug, era.name) for era in table.eras), (UNDATED, _("Undated")), ("", "")]
    themes = [*((theme.slug, theme.name) for theme in table.themes), ("", "")]
    return Listing.of(
        [
            CellRecord(
                theme=theme, theme_name=theme_name, era=era, era_name=era_name, certain=certain, possible=possible
            )
            for (theme, theme_name), counts in zip(themes, table.counts, strict=True)
            for (era, era_name), (certain, possible) in zip(eras, counts, strict=True)
        ]
    )


def rows_of(table: Crosstab, organization: PublishedOrganization | None) -> list[tuple[Tag | None, list[Cell]]]:
    """The rows of the table: a theme, or None for all claims, and its cells."""
    dated = [count for counts in table.counts[:-1] for count in counts[: len(table.eras)]]
    highest = max(map(sum, dated), default=0)
    eras = [*(era.slug for era in table.eras), UNDATED, ""]
    rows = []
    for theme, counts in zip([*table.themes, None], table.counts, strict=True):
        cells = []
        for era, (certain, possible) in zip(eras, counts, strict=True):
            asked = {"era": era, "theme": theme.slug if theme else ""}
            asked["organization"] = organization.slug if organization else ""
            query = urlencode({name: value for name, value in asked.items() if value})
            is_dated = theme and era not in (UNDATED, "")
            # Rounded up: one claim is more than none.
            shade = -(-SHADES * (certain + possible) // highest) if is_dated and highest else 0
            cells.append(Cell(certain, possible, query, shade))
        rows.append((theme, cells))
    return rows
