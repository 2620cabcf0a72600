"""Who may try to log in: by the visitor's address, counted for each name there, and for all unknown names together."""

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network
from threading import BoundedSemaphore
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Sum
from django.http import HttpRequest

MAX_UNKNOWN = 20
"""Wrong log-ins with names that nobody has, from one address, before more of them are refused for an hour."""

MAX_NAME = 150
"""Characters of a name."""

MAX_AT_ONCE = 4
"""Log-ins that a process looks at at once. Each takes 100 times as long as a page: readers need the other threads."""

_places = BoundedSemaphore(MAX_AT_ONCE)


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address; of IPv6 the network, for one visitor has a whole one. None where there is none.

    Behind the one proxy that BEHIND_PROXY=1 promises, it is what that proxy added to X-Forwarded-For: its last
    entry. All before it is whatever the visitor sent.
    """
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2] if settings.BEHIND_PROXY else ""
    return _ip(last) or _ip(request.META.get("REMOTE_ADDR", ""))


def client_name(request: HttpRequest, credentials: Mapping[str, object] | None) -> str:
    """The name that is tried, as long as one can be: a longer one is nobody's, and fits no column."""
    return str((credentials or request.POST).get("username") or "")[:MAX_NAME]


def _ip(text: str) -> str | None:
    """An address, without the port that some proxies write behind it."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found.packed, 64), strict=False).network_address)
    return str(found)


class LoginHandler(AxesDatabaseHandler):
    """django-axes' counts of each name at each address; beside them, one of all unknown names at an address.

    Names that somebody has are not refused for that one, so that an office is not locked as a whole. But a wrong
    password is answered alike for both, so that the answer does not tell which names there are; the time it takes may.
    """

    def is_locked(self, request: HttpRequest, credentials: dict[str, object] | None = None) -> bool:
        """Whether the attempt is refused before its password is looked at."""
        if super().is_locked(request, credentials):
            return True
        name = (credentials or {}).get("username") or ""
        return self._is_spent(request) and not User.objects.filter(username=name, is_active=True).exists()

    def user_login_failed(self, sender: object, credentials: dict[str, object], request: Any, **kwargs: object) -> None:
        """Count a wrong password; at an address that guessed too many names, answer it as an unknown name.

        What was refused is not counted, and writes nothing: strangers who go on guessing take no lock from editors.
        """
        if not request.axes_locked_out:
            super().user_login_failed(sender, credentials, request, **kwargs)
            request.axes_locked_out = request.axes_locked_out or self._is_spent(request)
        request.axes_credentials = credentials

    def _is_spent(self, request: Any) -> bool:
        """Whether too many unknown names were tried from the request's address within the hour."""
        tried = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        ).exclude(username__in=User.objects.filter(is_active=True).values("username"))
        return (tried.aggregate(number=Sum("failures_since_start"))["number"] or 0) >= MAX_UNKNOWN


def may_try(request: HttpRequest) -> bool:
    """Whether the password of a posted log-in may be looked at: asked before any page of it is made."""
    # As Django's form cleans it: counted otherwise, a name in other letters would be another one.
    name = unicodedata.normalize("NFKC", request.POST.get("username", "").replace("\x00", "").strip())
    return bool(AxesProxyHandler.is_allowed(request, {"username": name}))


@contextmanager
def place() -> Iterator[bool]:
    """A place among the few whose passwords are looked at now; False where none is left: nobody waits for one."""
    # Hashing a password is slow on purpose: whoever waits would hold a thread that readers need.
    is_free = _places.acquire(blocking=False)
    try:
        yield is_free
    finally:
        if is_free:
            _places.release()
