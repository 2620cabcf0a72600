"""What is typed and not saved yet: the browser keeps it, and lets it go once it is told that it was saved."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

DRAFT = "draft"
"""The field that names the browser's draft of a form."""

TAKE_UP = "take_up"
"""The field that says that a draft is only to be shown."""

SAVED = "saved_draft"
"""The cookie that names the draft that was saved: it outlives the redirect to whatever page comes next."""


def draft_of(request: HttpRequest) -> str:
    """The name of the posted draft; empty where there is none."""
    name = request.POST.get(DRAFT, "")
    # It goes into a cookie: nothing that ends its value, or makes it grow.
    return name if name.isascii() and name.isalnum() and len(name) <= 40 else ""


def taken_up(request: HttpRequest, form: "type[forms.ModelForm[Any]]") -> "type[forms.ModelForm[Any]]":
    """The class of a form; where the request takes a draft up again, one that shows all of it and saves nothing."""
    if TAKE_UP not in request.POST:
        return form

    class Shown(form):  # type: ignore[misc,valid-type]
        def is_valid(self) -> bool:
            super().is_valid()
            return False

    return Shown


def mark_draft_saved(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer to a form; where it leads on, the form was taken, and the browser is told that its draft is saved."""
    name = draft_of(request)
    # A form that was refused is shown again with 200, and its draft is still needed.
    if name and response.status_code == 302:
        path, is_secure = reverse("admin:index"), settings.SESSION_COOKIE_SECURE
        # Not HttpOnly, for a script reads it. Five minutes: longer than any redirect takes.
        response.set_cookie(SAVED, name, max_age=300, path=path, secure=is_secure, samesite="Lax")
    return response
