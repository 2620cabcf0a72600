"""The lists' actions: selected claims are moved, get themes and lose them."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import Owned
from organizations.admin.records.citing import CitingAdmin
from organizations.admin.tools.flow import tool_page
from organizations.admin.tools.moving import MAX_MOVED, MoveTool
from organizations.admin.tools.theming import MAX_THEMED, ThemeTool
from organizations.dossier.items import Point
from organizations.dossier.themes import suggestions_of
from organizations.fixtures import words_of
from organizations.models import Theme
from organizations.models.claims import Claim
from organizations.store import CLAIM_RECORDS
from organizations.wording import Count

CLAIM = "claim"

Claimed = TypeVar("Claimed", bound=Claim)


class MovableAdmin(CitingAdmin[Owned]):
    """A record that can go to another dossier, and to another kind where one fits."""

    actions: tuple[str, ...] = ("move_selected",)

    def has_move_permission(self, request: HttpRequest) -> bool:
        """Whether the user may move claims; the action below asks."""
        return request.user.has_perm(MoveTool.permission)

    @admin.action(description=gettext_lazy("Move selected %(verbose_name_plural)s"), permissions=["move"])
    def move_selected(self, request: HttpRequest, queryset: "QuerySet[Claim]") -> HttpResponse | None:
        """Move the selected claims, after asking where."""
        keys = self.selected(request, queryset, MAX_MOVED)
        return self.moving(request, keys) if keys else None

    def selected(self, request: HttpRequest, queryset: "QuerySet[Claim]", max_rows: int) -> list[int]:
        """The primary keys of what was selected; none, with a message, where that is more than `most`."""
        # One more tells that they are too many, and of 20,000 no more is read.
        keys = list(queryset.values_list("pk", flat=True)[: max_rows + 1])
        if len(keys) <= max_rows:
            return keys
        messages.error(request, _("At most %(most)s at once; select fewer.") % {"most": Count(max_rows)})
        return []

    def moving(self, request: HttpRequest, keys: list[int]) -> HttpResponse:
        """The page that asks where claims go."""
        kind = next(kind for kind, model in CLAIM_RECORDS.items() if model is self.model)
        return tool_page(MoveTool(request, kind, keys), self.tool_context(request))

    def move_view(self, request: HttpRequest) -> HttpResponse:
        """Move the claims that the address or the form names."""
        return self.moving(request, keys_of(request))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with the link to move the claim for those who may."""
        claim = kwargs.get("obj")
        if claim and self.has_move_permission(request):
            context["move"] = f"{reverse(f'admin:organizations_{self.opts.model_name}_move')}?{CLAIM}={claim.pk}"
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the list and its pages, and of moving."""
        view = self.admin_site.admin_view(self.move_view)
        return [path("move/", view, name=f"organizations_{self.opts.model_name}_move"), *super().get_urls()]


class ThemableAdmin(MovableAdmin[Claimed]):
    """A claim, which has themes."""

    actions = (*MovableAdmin.actions, "theme_selected")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, with the themes that the words of the claim suggest named below the boxes."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj and "themes" in form.base_fields and (suggested := _suggested_themes(obj)):
            # Django's admin takes a help text for HTML, and themes are called as editors like.
            form.base_fields["themes"].help_text = _("Its words suggest: %(themes)s. Nothing is set by that.") % {
                "themes": escape(", ".join(suggested))
            }
        return form

    @admin.action(description=gettext_lazy("Add or remove themes"), permissions=["change"])
    def theme_selected(self, request: HttpRequest, queryset: "QuerySet[Claim]") -> HttpResponse | None:
        """Put themes on the selected claims and take them off, after asking which."""
        keys = self.selected(request, queryset, MAX_THEMED)
        return tool_page(ThemeTool(request, self.model, keys), self.tool_context(request)) if keys else None

    def themes_view(self, request: HttpRequest) -> HttpResponse:
        """Put themes on the claims that the form names."""
        return tool_page(ThemeTool(request, self.model, keys_of(request)), self.tool_context(request))

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the list and its pages, of moving and of themes."""
        view = self.admin_site.admin_view(self.themes_view)
        return [path("themes/", view, name=f"organizations_{self.opts.model_name}_themes"), *super().get_urls()]


def keys_of(request: HttpRequest, name: str = CLAIM) -> list[int]:
    """The primary keys that the form or the address names; what is none is left out."""
    # The form sends them on from page to page; the address names the first.
    sent = (request.POST or request.GET).getlist(name)
    return [int(key) for key in sent if key.isascii() and key.isdecimal() and len(key) < 19]


def _suggested_themes(claim: Claim) -> list[str]:
    """The themes that the words of a claim suggest and that it has not, each with these words."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    point = Point(key=claim.key, title=claim.title, body=claim.body)
    found = suggestions_of(point, words_of(themes.values()), claim.organization.language)
    has = {theme.slug for theme in claim.themes.all()} if found else set()
    return [
        f"{themes[each.theme]} ({', '.join(f'“{word}”' for word in each.words)})"
        for each in found
        if each.theme not in has
    ]
