"""The timeline of a dossier as TimelineJS reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from pydantic_core import to_json

from organizations.clock import localdate
from organizations.exports.data_pages import DOSSIER_ASKED
from organizations.exports.formats import FORMATS
from organizations.exports.records import Claim
from organizations.exports.timelinejs import timeline
from organizations.models import PublishedOrganization, PublishedTag
from organizations.views.organizations import organization_data
from organizations.views.shared.data import readable_anywhere
from organizations.views.shared.pages import published_page


@published_page(*DOSSIER_ASKED, of_organization=True)
def _timeline(request: HttpRequest, slug: str) -> HttpResponse:
    claims = (each for each in organization_data(request, slug).records() if isinstance(each, Claim))
    published = get_object_or_404(PublishedOrganization.objects.only("title", "summary"), slug=slug)
    eras = PublishedTag.objects.eras()
    found = timeline(published.title, published.summary, claims, eras, localdate().year)
    return HttpResponse(to_json(found), content_type=FORMATS["json"].media_type)


organization_timeline = readable_anywhere(_timeline, DOSSIER_ASKED)
