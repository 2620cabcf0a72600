"""The picture of a dossier that other sites show where its page, or that of one of its claims, is shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from organizations.dossier import kinds
from organizations.dossier.facts import MANDATE
from organizations.drawing import Shared, share
from organizations.models import PublishedOrganization, PublishedTag
from organizations.publishing.cards import value_of
from organizations.reading.claims import claims_of, claims_of_dossier
from organizations.views.editions import edition_of
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import dated


@published_page("edition", of_organization=True)
def share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of the edition that is asked for, or of the latest. Raises Http404 where there is none."""
    published = get_object_or_404(PublishedOrganization.objects.select_related("revision"), slug=slug)
    number = request.GET.get("edition", "")
    # At most nine figures: a number that the column cannot hold is an error of PostgreSQL, not a row that is not there.
    if number.isascii() and number.isdecimal() and len(number) < 10 and int(number) != published.revision.number:
        published, dossier = edition_of(slug, int(number))
        claims = claims_of_dossier(dossier, PublishedTag.objects.all())
    else:
        claims = claims_of(published)
    shared = Shared(
        name=str(published),
        acronym=published.acronym,
        sentence=value_of((claim for claim in claims if claim.kind == kinds.FACT.name), MANDATE) or published.summary,
        edition=_("Edition %(number)s · %(day)s")
        % {"number": published.revision.number, "day": date_format(localtime(published.published_at))},
        site=request.get_host(),
        events=dated(claims, kinds.EVENT.name),
        is_right_to_left=published.is_right_to_left,
    )
    return HttpResponse(share(shared, localdate()), content_type="image/png")
