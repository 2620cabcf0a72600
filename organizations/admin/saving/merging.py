"""Two editors at once: a form knows the revision it was opened from, and is merged with what came in between."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from organizations.dossier.changes.merge import Conflict, Side, merge
from organizations.dossier.document import Dossier, from_json
from organizations.editing import locked
from organizations.models import Organization, Revision
from organizations.models.base import InDossier
from organizations.store import RECORDS, dump_dossier, load_dossier

CHOICE = "choice:"
TRIES = 3
NUMBER_BEFORE = "number_before"
"""What a request keeps: the dossier's last revision before its page was made."""

Save = Callable[[dict[tuple[str, str], str]], HttpResponse]
"""Saves the posted form, given the primary key that a record has now by its model's name and its old one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form was opened from: the dossier, its revision and slug then, and the keys of its records.

    `keys` holds model name -> primary key -> key, so that a record is found again that was deleted meanwhile.
    """

    organization: int
    number: int
    slug: str
    keys: dict[str, dict[str, str]]

    def as_text(self) -> str:
        """The value of the form's hidden field."""
        return json.dumps([self.organization, self.number, self.slug, self.keys], separators=(",", ":"))


def opened_from(
    organization: Organization, records: "Iterable[QuerySet[models.Model]]", number: int | None = None
) -> Opened:
    """What a form for some records of the dossier is opened from now; `number` where it is shown again, not opened."""
    keys = {
        str(each.model._meta.model_name): {str(pk): key for pk, key in each.values_list("pk", "key")}
        for each in records
    }
    return Opened(organization.pk, last_number(organization) if number is None else number, organization.slug, keys)


def opened_again(
    request: HttpRequest, organization: Organization, records: "Iterable[QuerySet[models.Model]]"
) -> Opened:
    """What a page is opened from; where it is shown again after it was refused, what it was opened from then."""
    posted = read_opened(request.POST) if request.method == "POST" else None
    number = posted.number if posted else vars(request).get(NUMBER_BEFORE)
    return opened_from(organization, records, number)


def shown_whole(request: HttpRequest, owner: "QuerySet[Any, int]", show: Callable[[], HttpResponse]) -> HttpResponse:
    """A page of an organization's dossier made while nobody saved: where somebody did, it is made again.

    Else its number could be that of a save whose words it does not show; and saving it would take them back unseen.
    It takes the lock of who saves only where it never comes to an end without. `owner` is the organization's primary
    key, as a queryset.
    """
    revisions = Revision.objects.filter(organization__in=owner).values_list("number", flat=True)

    def respond() -> HttpResponse:
        vars(request)[NUMBER_BEFORE] = revisions.first()
        response = show()
        return response.render() if isinstance(response, TemplateResponse) else response

    for _try in range(TRIES):
        response = respond()
        if revisions.first() == vars(request)[NUMBER_BEFORE]:
            return response
    with locked(owner):
        return respond()


def last_number(organization: Organization) -> int:
    """The number of the dossier's last revision; 0 where it has none."""
    return organization.revisions.values_list("number", flat=True).first() or 0


def read_opened(query: QueryDict) -> Opened | None:
    """What the posted form was opened from; None where it does not say so. Raises BadRequest for what is not ours."""
    text = query.get("opened", "")
    if not text:
        return None
    try:
        organization, number, slug, keys = json.loads(text)
        opened = Opened(organization, number, slug, keys)
        is_ours = _is_number(organization) and _is_number(number) and _is_slug(slug)
        is_ours = is_ours and all(map(_is_keys, keys.items()))
    # RecursionError: JSON may be nested as deep as somebody likes.
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest("the field “opened” was changed by hand") from error
    if not is_ours:
        raise BadRequest("the field “opened” was changed by hand")
    return opened


def _is_number(value: object) -> bool:
    # Not isinstance: True is an int.
    return type(value) is int and 0 <= value < 2**31


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[-a-zA-Z0-9_]{0,120}", value) is not None


def _is_keys(pair: tuple[str, Mapping[str, str]]) -> bool:
    """Whether something is the name of a model, and the keys of its records by primary key."""
    model, keys = pair
    return _is_slug(model) and all(re.fullmatch("[0-9]{1,18}", pk) and _is_slug(key) for pk, key in keys.items())


def save_merged(request: HttpRequest, opened: Opened | None, save: Save) -> HttpResponse:
    """Save a posted form. Where another save came in between, both are merged; what both changed is asked.

    The form is played upon the revision that it was opened from, so that it says what its editor meant. Whoever
    calls this undoes it where the answer is no redirect.
    """
    organization = opened and Organization.objects.filter(pk=opened.organization).first()
    if not opened or not organization:
        return save({})
    last = last_number(organization)
    base = Revision.objects.filter(organization=organization, number=opened.number).first()
    # Nobody saved in between. A page without a revision is that of a dossier that was never recorded.
    if base is None or opened.number >= last:
        return save({})
    theirs, slug = dump_dossier(organization), organization.slug
    before = from_json(base.data)
    response, ours, wanted = _played(organization, opened, before, save)
    if ours is None:
        return response
    # Choices count only for the conflicts that were shown: after another save they may be others under the same names.
    seen = request.POST.get("seen") == str(last)
    merged = merge(before, ours, theirs, choices_of(request.POST) if seen else {})
    if merged.undecided:
        return _ask(request, organization, merged.undecided, last)
    # The slug is no part of the dossier: who has changed it last has it.
    if wanted not in (opened.slug, slug):
        organization.slug = wanted
        organization.save()
    load_dossier(merged.dossier, slug=organization.slug)
    return response


def _played(
    organization: Organization, opened: Opened, before: Dossier, save: Save
) -> tuple[HttpResponse, Dossier | None, str]:
    """The form's answer upon its own revision, what the dossier then says (None if refused), and its slug."""
    # By hand, and not as a block of `atomic`: it is rolled back even where all went well.
    point = transaction.savepoint()
    load_dossier(before, slug=organization.slug)
    response = save(_places(organization, opened))
    if isinstance(response, TemplateResponse):
        # Rendered now, while the database still is as the form left it: later its queries would find the state of
        # others.
        response.render()
    ours, wanted = None, organization.slug
    if response.status_code == 302:
        fresh = Organization.objects.get(pk=organization.pk)
        ours, wanted = dump_dossier(fresh), fresh.slug
    transaction.savepoint_rollback(point)
    return response, ours, wanted


def _places(organization: Organization, opened: Opened) -> dict[tuple[str, str], str]:
    places = {}
    for model in RECORDS:
        name = str(model._meta.model_name)
        now = dict(model._default_manager.filter(organization=organization).values_list("key", "pk"))
        for pk, key in opened.keys.get(name, {}).items():
            if key in now:
                places[name, pk] = str(now[key])
    return places


def choices_of(query: QueryDict) -> dict[str, Side]:
    """Whose wording was chosen for each conflict, by its name."""
    sides: dict[str, Side] = {}
    for name in query:
        side = query[name]
        if name.startswith(CHOICE) and side in ("ours", "theirs"):
            sides[name.removeprefix(CHOICE)] = "ours" if side == "ours" else "theirs"
    return sides


def _ask(request: HttpRequest, organization: Organization, conflicts: Sequence[Conflict], last: int) -> HttpResponse:
    asked = {CHOICE + each.name for each in conflicts} | {"seen", "csrfmiddlewaretoken"}
    sent = [(name, value) for name, values in request.POST.lists() if name not in asked for value in values]
    list(get_messages(request))  # that the form was saved is not true: said neither here nor later
    context = {
        "messages": (),
        "title": _("Somebody else changed the same"),
        "organization": organization,
        "conflicts": [(CHOICE + each.name, each) for each in conflicts],
        "sent": sent,
        "seen": last,
        "other": Revision.objects.select_related("created_by").get(organization=organization, number=last),
        "user": request.user,
        "has_permission": True,
    }
    return TemplateResponse(request, "admin/organizations/conflicts.html", context, status=409)


def with_places(
    query: QueryDict, places: dict[tuple[str, str], str], models: Mapping[str, type[InDossier]]
) -> QueryDict:
    """The posted form with the primary keys that its rows have now; `models` by the prefix of their form set."""
    moved = query.copy()
    for name in query:
        prefix, _dash, rest = name.partition("-")
        if rest.endswith("-id") and prefix in models:
            model = str(models[prefix]._meta.model_name)
            sent = str(query[name])
            moved[name] = places.get((model, sent), sent)
    return moved
