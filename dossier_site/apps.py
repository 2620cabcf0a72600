"""The admin app, with this site's own admin site."""

from django.contrib.admin.apps import AdminConfig


class SiteAdminConfig(AdminConfig):
    default_site = "dossier_site.admin.SiteAdmin"
