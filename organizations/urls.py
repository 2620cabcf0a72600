"""The public addresses. They are made of keys, and never change with a wording."""

from django.urls import path, re_path

from organizations.exports.data_pages import DATA
from organizations.views.api import api, dossier_json_schema, openapi_description
from organizations.views.bulk import bulk_file
from organizations.views.cite import cite
from organizations.views.claim_detail import claim_detail, claim_detail_data
from organizations.views.claim_embed import claim_embed, oembed
from organizations.views.claims import claim_data, claim_list
from organizations.views.compare import compare, compare_data
from organizations.views.components import components
from organizations.views.contribute import contribute, contribute_to_claim, contribution_detail
from organizations.views.copies import source_copy
from organizations.views.editions import edition_data, edition_detail, history, history_data
from organizations.views.feeds import dossier_feed, feed
from organizations.views.matrix import matrix, matrix_data
from organizations.views.organizations import (
    organization_data,
    organization_detail,
    organization_list,
    organization_list_data,
)
from organizations.views.people import person_data, person_detail, person_list, person_list_data
from organizations.views.preview import preview, secret_preview
from organizations.views.share import share_picture
from organizations.views.shared.data import Ask, data_view, no_data
from organizations.views.site import about, favicon, healthz, robots
from organizations.views.sitemaps import sitemap, sitemap_section
from organizations.views.sources import source_data, source_detail, source_list, source_list_data
from organizations.views.suggest import suggest
from organizations.views.timeline import organization_timeline
from organizations.views.vocabulary import (
    era_data,
    era_detail,
    theme_data,
    theme_detail,
    theme_list,
    theme_list_data,
)

ASK: dict[str, Ask] = {
    "claim_list": claim_data,
    "organization_list": organization_list_data,
    "organization_detail": organization_data,
    "edition_detail": edition_data,
    "claim_detail": claim_detail_data,
    "history": history_data,
    "theme_list": theme_list_data,
    "theme_detail": theme_data,
    "era_detail": era_data,
    "person_list": person_list_data,
    "person_detail": person_data,
    "source_list": source_list_data,
    "source_detail": source_data,
    "matrix": matrix_data,
    "compare": compare_data,
}
"""What reads the data of each page, by the page's name."""

app_name = "organizations"
urlpatterns = [
    path("", organization_list, name="organization_list"),
    path("organizations/<slug:slug>/", organization_detail, name="organization_detail"),
    path("organizations/<slug:slug>/history/", history, name="history"),
    path("organizations/<slug:slug>/editions/<int:number>/", edition_detail, name="edition_detail"),
    path("organizations/<slug:slug>/preview/", preview, name="preview"),
    path("preview/<str:token>/", secret_preview, name="secret_preview"),
    path("organizations/<slug:slug>/contribute/", contribute, name="contribute"),
    path("organizations/<slug:slug>/claims/<slug:anchor>/", claim_detail, name="claim_detail"),
    path("organizations/<slug:slug>/claims/<slug:anchor>/cite/", cite, name="cite"),
    path("organizations/<slug:slug>/claims/<slug:anchor>/embed/", claim_embed, name="claim_embed"),
    path("organizations/<slug:slug>/claims/<slug:anchor>/contribute/", contribute_to_claim, name="contribute_to_claim"),
    path("contributions/<slug:token>/", contribution_detail, name="contribution_detail"),
    path("organizations/<slug:slug>/share.png", share_picture, name="share_picture"),
    path("organizations/<slug:slug>/feed/", dossier_feed, name="dossier_feed"),
    path("feed/", feed, name="feed"),
    path("explore/", claim_list, name="claim_list"),
    path("matrix/", matrix, name="matrix"),
    path("compare/", compare, name="compare"),
    path("suggest/", suggest, name="suggest"),
    path("themes/", theme_list, name="theme_list"),
    path("themes/<slug:slug>/", theme_detail, name="theme_detail"),
    path("eras/<slug:slug>/", era_detail, name="era_detail"),
    path("people/", person_list, name="person_list"),
    path("people/<slug:slug>/", person_detail, name="person_detail"),
    path("sources/", source_list, name="source_list"),
    path("sources/<slug:slug>/", source_detail, name="source_detail"),
    re_path(r"^copies/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z]{3,4})$", source_copy, name="source_copy"),
    path("components/", components, name="components"),
    path("about/", about, name="about"),
    path("api/", api, name="api"),
    path("api/oembed", oembed, name="oembed"),
    path("api/openapi.json", openapi_description, name="openapi.json"),
    path("api/dossier.schema.json", dossier_json_schema, name="dossier_schema.json"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_section, name="sitemap_section"),
    path("organizations/<slug:slug>/timeline.json", organization_timeline, name="timeline.json"),
    *(
        path(f"{DATA[name].route}.{form}", data_view(DATA[name], form, ask), name=f"{name}.{form}")
        for name, ask in ASK.items()
        for form in DATA[name].formats
    ),
    path("data/<str:name>", bulk_file, name="bulk_file"),
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", favicon, name="favicon"),
    # Last, and of any characters, line ends too: a program that asks for data gets an error as data, not as a page. \Z,
    # since $ would let a line end follow.
    re_path(r"^[\s\S]*\.(?:json|csv|txt)\Z", no_data, name="no.data"),
]
