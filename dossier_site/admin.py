"""The admin site: its lists in the editors' order, its log-in, and what is posted by who was logged out meanwhile."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import update_wrapper
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf

from dossier_site.logins import may_try, place
from organizations.dossier.kinds import KINDS
from organizations.drafts import mark_draft_saved

LOGIN = "login"
"""Prefix of the fields that log somebody in again, among those that they had typed."""

# Compared with what Django says in English, for it gives no code: a release that says it otherwise shows its own page.
TOKEN_IS_OLD = "CSRF token from POST incorrect."
COOKIE_IS_GONE = "CSRF cookie not set."
"""Reasons that Django's middleware gives."""

MODELS = (
    "Organization",
    *(kind.model for kind in KINDS if kind.moved),
    "Person",
    "Role",
    "Fact",
    "Section",
    "Theme",
    "Era",
    "Relation",
    "Revision",
    "Contribution",
)
"""Records in the order that editors look for them."""

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class SiteAdmin(AdminSite):
    """Django's admin site, but a form that is posted after a log-out asks for the log-in and is then taken."""

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """The guarded view. A form of a stranger is given back with a log-in; once that succeeds, the view has it."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refuse_odd_keys(request)
            # A view without the check for forgery does not take a form again after a log-in: another site could have
            # sent it.
            is_form = request.method == "POST" and bool(request.POST) and not getattr(view, "csrf_exempt", False)
            if is_form and not self.has_permission(request) and request.path != reverse("admin:logout"):
                answer = self._log_in_again(request)
                if answer:
                    return answer
            response = guarded(request, *args, **kwargs)
            return mark_draft_saved(request, response) if is_form else response

        return cast(View, update_wrapper(inner, guarded))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists that the request's user may see: dossiers first, in the order that editors look for them."""
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(
                key=lambda model: MODELS.index(model["object_name"]) if model["object_name"] in MODELS else len(MODELS)
            )
        return sorted(apps, key=lambda app: app["app_label"] != "organizations")

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Django's log-in, for a few at once."""
        if request.method != "POST":
            return super().login(request, extra_context)
        with place() as is_free:
            if not is_free or not may_try(request):
                return _refused(request, is_busy=not is_free)
            return super().login(request, extra_context)

    def _log_in_again(self, request: HttpRequest) -> HttpResponse | None:
        """The page that asks for the log-in; None once it succeeded."""
        is_tried = f"{LOGIN}-username" in request.POST
        form = AdminAuthenticationForm(request, data=request.POST if is_tried else None, prefix=LOGIN)
        with place() if is_tried else nullcontext(True) as is_free:
            if not is_free:
                return _refused(request, is_busy=True)
            if is_tried and form.is_valid():
                login(request, form.get_user())
                return None
        return kept_page(request, {**self.each_context(request), "form": form, "title": _("You were logged out")})


def refuse_odd_keys(request: HttpRequest) -> None:
    """Raises BadRequest where the rows that were ticked in a list are not named by numbers: Django's list would break.

    A number that no row has is well: the row was deleted meanwhile.
    """
    if request.method == "POST":
        sent = request.POST.getlist(ACTION_CHECKBOX_NAME)
        # Below 2**63, the largest key that there can be.
        if not all(key.isascii() and key.isdecimal() and len(key) < 19 for key in sent):
            raise BadRequest("rows of a list were changed by hand")


def locked_out(request: HttpRequest, answer: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """The answer of django-axes to a log-in after too many wrong ones."""
    return _refused(request, is_busy=False)


def _refused(request: HttpRequest, *, is_busy: bool) -> HttpResponse:
    """The answer to a log-in whose password was not looked at; what was typed beside it is given back."""
    title = _("Too many log-ins at once") if is_busy else _("Locked for an hour")
    context = {"title": title, "is_busy": is_busy, "failure_limit": settings.AXES_FAILURE_LIMIT}
    if f"{LOGIN}-username" in request.POST:
        form = AdminAuthenticationForm(request, prefix=LOGIN)
        response = kept_page(request, {**context, "form": form, "is_refused": True})
    else:
        response = TemplateResponse(request, "admin/locked_out.html", context)
    response.status_code = 429
    response["Retry-After"] = "5" if is_busy else "3600"
    return response.render()


def kept_page(request: HttpRequest, context: dict[str, object]) -> TemplateResponse:
    """A page that holds all that was posted, to be sent again from there."""
    files = [(name, file.name) for name in request.FILES for file in request.FILES.getlist(name)]
    context = {**context, "kept": kept_fields(request), "files": files}
    return TemplateResponse(request, "admin/kept.html", context, status=403)


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, to be posted again: (name, value). No password, and so nothing of a form that is about one."""
    # The page writes a token of its own, and the fields of the log-in are not the form's.
    names = [name for name in request.POST if name != "csrfmiddlewaretoken" and not name.startswith(f"{LOGIN}-")]
    if any("password" in name for name in names):
        return []
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give a form of the admin back where its token is no longer the browser's; else Django's refusal.

    Whoever logs in again in another tab gets a new token. A form from another site has neither session nor token: their
    cookies are Lax; where the browser has lost its own, the middleware has compared the origin before.
    """
    is_own = reason == TOKEN_IS_OLD or (reason == COOKIE_IS_GONE and "HTTP_ORIGIN" in request.META)
    user = getattr(request, "user", None)
    if not request.path.startswith(reverse("admin:index")) or not is_own or user is None:
        return csrf.csrf_failure(request, reason)
    if user.is_staff:
        return kept_page(request, {"title": _("You logged in again since this page was opened"), "user": user}).render()
    form = AdminAuthenticationForm(request, prefix=LOGIN)
    return kept_page(request, {"title": _("You were logged out"), "form": form}).render()
