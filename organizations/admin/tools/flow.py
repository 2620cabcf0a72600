"""The one flow of all tools: ask, show what would be done, and do it if that is still what was shown."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from organizations.dossier.messages import Fault
from organizations.editing import ChangedMeanwhile
from organizations.wording import sentence

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, or why it cannot be, in words; and the URL it leads to."""

    text: str
    url: str


class Tool(ABC):
    """One tool at work on one request: what it asks, shows and does. `tool_page` does the rest.

    Its template takes `form`, `seen`, `is_stale` and what `context` gives; its form sends `seen` back, and `apply` by
    its last button. A verb that checks by itself what was shown raises ChangedMeanwhile.
    """

    template: ClassVar[str]
    permission: str = "organizations.change_organization"
    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    """Errors of `look` and `apply` that `refuse` shows on the form."""

    form: forms.Form
    """What it asks; bound where it was answered."""

    seen = ""
    """The version of what `look` found; empty where a verb checks it."""

    is_stale = False
    """Whether what was shown has changed since; then nothing is done, and the page shows what would be done now."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = cast(User, request.user)
        self.is_applied = "apply" in request.POST
        """Whether it is to be done now, not only shown."""

    @property
    def missing(self) -> Done | None:
        """Why there is nothing to work on any more, and the URL it leads to then."""
        return None

    @property
    def is_same(self) -> bool:
        """Whether the page that was sent showed the version of now."""
        return self.request.POST.get("seen", "") == self.seen

    def lock(self) -> AbstractContextManager[None]:
        """What is held while it looks and acts; nothing where the verb takes its own locks."""
        return nullcontext()

    def look(self) -> None:
        """Find what it would do by a valid form, and its version; again, where `is_stale`."""
        return

    @abstractmethod
    def apply(self) -> Done | None:
        """Do what was shown; None where something is still to be answered."""

    def refuse(self, error: Exception) -> None:
        """Show one of `refusals` on the form."""
        self.form.add_error(None, sentence(error.message) if isinstance(error, Fault) else str(error))

    @abstractmethod
    def context(self) -> Context:
        """What the template takes."""


def tool_page(tool: Tool, context: Context) -> HttpResponse:
    """The page of a tool, or the way to what it did. Raises PermissionDenied."""
    if not tool.user.has_perm(tool.permission):
        raise PermissionDenied
    done = None
    if tool.form.is_valid():
        # Before it looks: what was found without the lock may be otherwise by the time it is done.
        with tool.lock():
            done = _tried(tool)
    if done:
        messages.success(tool.request, done.text)
        return HttpResponseRedirect(done.url)
    if tool.missing:
        messages.error(tool.request, tool.missing.text)
        return HttpResponseRedirect(tool.missing.url)
    context |= {"form": tool.form, "seen": tool.seen, "is_stale": tool.is_stale, **tool.context()}
    return TemplateResponse(tool.request, tool.template, context)


def _tried(tool: Tool) -> Done | None:
    try:
        tool.look()
        # The version that the page showed has come back with the form; nothing of it is trusted beside.
        tool.is_stale = tool.is_applied and not tool.is_same
        return _applied(tool) if tool.is_applied and not tool.is_stale else None
    except tool.refusals as error:
        tool.refuse(error)
    return None


def _applied(tool: Tool) -> Done | None:
    try:
        return tool.apply()
    except ChangedMeanwhile:
        tool.is_stale = True
        tool.look()
    return None
