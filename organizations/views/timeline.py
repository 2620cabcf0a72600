"""The timeline of a dossier as TimelineJS reads it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from pydantic_core import to_json

from organizations.clock import lasts_until, localdate
from organizations.exports.data_pages import DOSSIER_ASKED
from organizations.exports.formats import FORMATS
from organizations.exports.records import Claim
from organizations.exports.timelinejs import timeline
from organizations.reading.whole import dossier_of, eras
from organizations.views.organizations import organization_data
from organizations.views.shared.data import readable_anywhere
from organizations.views.shared.pages import published_page


@published_page(*DOSSIER_ASKED, of_organization=True)
def _timeline(request: HttpRequest, slug: str) -> HttpResponse:
    claims = (each for each in organization_data(request, slug).records() if isinstance(each, Claim))
    published, this_year = dossier_of(slug).published, localdate().year
    found = timeline(published.title, published.summary, claims, eras(), this_year)
    lasts_until(date(this_year + 1, 1, 1))  # where an era goes on
    return HttpResponse(to_json(found), content_type=FORMATS["json"].media_type)


organization_timeline = readable_anywhere(_timeline, DOSSIER_ASKED)
