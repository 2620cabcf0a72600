"""The site's addresses: the public ones, and the admin's."""

from django.contrib import admin
from django.urls import include, path, re_path

from organizations.admin.markdown import preview
from organizations.admin.uploads import picture, upload

handler400 = "dossier_site.refusals.bad_request"
handler500 = "dossier_site.faults.fault"
urlpatterns = [
    # In place of markdownx.urls, whose views are open to anyone; before "admin/", which takes all below it.
    path("admin/markdown/preview/", preview, name="markdown_preview"),
    path("admin/markdown/upload/", upload, name="markdown_upload"),
    path("admin/", admin.site.urls),
    re_path(r"^media/pictures/(?P<name>[0-9a-f]{32}\.[a-z]{3,4})$", picture, name="picture"),
    path("", include("organizations.urls")),
]
