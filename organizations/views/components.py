"""Every component of the pages with sample data, to look at and to test: /components/, in DEBUG only."""

from datetime import date
from types import SimpleNamespace as Sample

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from organizations import drawing
from organizations.dossier.period import parse_period
from organizations.drawing import Era, Span
from organizations.models import PublishedOrganization
from organizations.reading.claims import ShownSection
from organizations.reading.facets import Tag
from organizations.reading.rows import ClaimRow, OrganizationRow
from organizations.views.matrix import Cell
from organizations.views.shared.listing import Chip, Choice, CountedPaginator, WayOut
from organizations.views.shared.pictures import svg
from organizations.views.suggest import Suggestion
from organizations.wording import sentence

TODAY = date(2024, 7, 1)
ERAS = [Era("Early years", date(1951, 1, 1), date(1990, 12, 31)), Era("Later years", date(1991, 1, 1), None)]


def span(period: str, label: str) -> Span:
    """A span as the dossier's own reading of the period gives it."""
    read = parse_period(period)
    return Span(f"#{label}", label, period, *read.reach, *read.core)


EVENTS = [
    span("1950s", "A decade"),
    span("1971", "A year"),
    span("1980–1994", "Several years"),
    span("since 2016", "Still going on"),
]
TENURES = [span("1960–1975", "Ann Example"), span("since 2001", "Ben Example")]
ROWS = [drawing.Row("One", EVENTS, TENURES, 1951), drawing.Row("Other", EVENTS)]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Raises Http404 outside DEBUG."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "organizations/components.html", sample())


def sample() -> dict[str, object]:
    """What the components take, made up."""
    organization = PublishedOrganization(pk=1, slug="example", name="Early Example", acronym="EX", language="en")
    of_example = OrganizationRow(1, "example", "Early Example", "EX", "en", 1951, "A town", "")
    text = "What happened in these years, in a sentence or two."
    tags = [
        (Tag(1, "theme", "borders", "Borders", "", None, None), True),
        (Tag(2, "era", "early", "Early years", "", None, None), False),
    ]
    many = [span(str(year), f"Event {year}") for year in range(1824, 2024)]
    axis = drawing.axis_of(EVENTS, TODAY)
    return {
        "url": "#",
        "clear": "#",
        "complaints": ["From year: Enter a whole number."],
        "chips": [Chip("Theme: Borders", "#"), Chip("From year: 1990", "#")],
        "choices": [Choice("a", "borders", 12, True), Choice("b", "Early years", 7, False, possible=3)],
        "ways_out": [WayOut("Theme", "#", 4)],
        "claim": ClaimRow(of_example, 1, "event", "a", "A decade", "", text, "1950s"),
        "tags": tags,
        "sections": [ShownSection("a", "snapshot", "Snapshot"), ShownSection("b", "timeline", "Timeline")],
        "related": [],
        "theirs": SafeString(),
        "ours": SafeString(),
        "groups": [("Organizations", [Suggestion("#", SafeString("<mark>Early</mark> Example (EX)"), "", "1951")])],
        "eras": [Sample(slug="early", name="Early years", period="1951–1990")],
        "rows": [
            (Sample(slug="borders", name="Borders"), [Cell(3, 2, "", 2), Cell(0, 0, "", 0), Cell(3, 2, "", 0)]),
            (None, [Cell(9, 2, "", 0), Cell(1, 0, "", 0), Cell(10, 2, "", 0)]),
        ],
        "page": CountedPaginator([], 20, 50).page(2),
        "listed": [organization],
        "pictures": [
            ("Timeline", svg(drawing.timeline(EVENTS, ERAS, TENURES, TODAY, since=1951, say=sentence))),
            ("Leadership", svg(drawing.leadership(TENURES, 1951, TODAY, ERAS, say=sentence))),
            ("Comparison", svg(drawing.comparison(ROWS, ERAS, TODAY, say=sentence))),
            ("Legend", svg(drawing.legend(sentence))),
            ("Strip", svg(drawing.ruler(axis) + drawing.strip(EVENTS, axis, TODAY, say=sentence))),
        ],
        "many": svg(drawing.timeline(many, ERAS, [], TODAY, say=sentence)),
    }
