"""What belongs to the site as a whole: about, robots, health, favicon."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.exports.sealed.signing import fingerprint
from organizations.health import health
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import legend


@published_page()
def about(request: HttpRequest) -> HttpResponse:
    """What a dossier is."""
    key = fingerprint(settings.EDITION_KEY) if settings.EDITION_KEY else ""
    return render(request, "organizations/about.html", {"legend": legend(), "fingerprint": key})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may fetch: all but the admin and endless combinations of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /suggest/",
        "Disallow: /contributions/",
        "Disallow: /*?*page=",
        "Disallow: /*.json?",
        "Disallow: /*.csv?",
        f"Sitemap: {request.build_absolute_uri(reverse('organizations:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """503 where readers or editors get nothing, else 200: what fails is in the JSON."""
    found = health()
    return JsonResponse(found, status=503 if found["status"] == "failing" else 200)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon that the pages name themselves."""
    return HttpResponseRedirect(staticfiles_storage.url("img/favicon.svg"))
