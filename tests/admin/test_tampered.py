"""Fields edited by hand: whatever a hidden field of a form of the admin holds, the answer is no fault of the site."""

import re
from html.parser import HTMLParser
from itertools import count

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from organizations.admin.saving.merging import read_opened
from organizations.importing import carry_out, plan_import
from organizations.models import Era, ImportDraft, Organization, Person, Program, Theme, TimelineEvent
from tests.support.responses import body

TEXT = """A Small Body (ASB) — Deep Dossier

Snapshot

  • Headquarters: Geneva, Switzerland

Timeline

1951: Founding

It began.

Key People

  • Amy Pope: Director General, 2023–Present (USA)

Key Programs

1. A Program

Structural Pressure Points

1. A Point

Intersection with Law

1. A Crossing

Other Matters Kept

Words.
"""
TOKEN = "csrfmiddlewaretoken"
DEEP = "[" * 5_000
HUGE = "9" * 5_000
HOSTILE = [None, "", "-1", HUGE, "9" * 30, "Infinity", DEEP, "a\x00\x08", "²", ["1", "2"]]
FORMS = [None, "-1", "Infinity", "5"]
OPENED = [
    "x",
    "0",
    "1e400",
    "NaN",
    "Infinity",
    "null",
    "{}",
    HUGE,
    DEEP,
    '{"a":' * 5_000,
    '[Infinity,1,"asb",{}]',
    '[1,-Infinity,"asb",{}]',
    '[1,1e999,"asb",{}]',
    '[1.5,1,"asb",{}]',
    '[true,1,"asb",{}]',
    '["1",1,"asb",{}]',
    f'[{"9" * 30},1,"asb",{{}}]',
    f'[1,{"9" * 30},"asb",{{}}]',
    f'[1,{HUGE},"asb",{{}}]',
    '[1,-1,"asb",{}]',
    '[1,1,"\\ud800",{}]',
    '[1,1,"\\u0000",{}]',
    '[1,1,"a\\n",{}]',
    "[1,1,null,{}]",
    '[1,1,"asb"]',
    '[1,1,"asb",[]]',
    '[1,1,"asb",{"fact":3}]',
    '[1,1,"asb",{"fact":{"1":{}}}]',
    '[1,1,"asb",{"fact":{"1":"\\ud800"}}]',
    '[1,1,"asb",{"fact":{"1":null}}]',
    '[1,1,"asb",{"fact":{"x":"y"}}]',
    f'[1,1,"asb",{{"fact":{{"{"9" * 30}":"y"}}}}]',
    f'[1,1,"asb",{DEEP}',
]


class FieldReader(HTMLParser):
    """Reads the forms of a page that are posted: where each goes, its fields, and which of them are hidden."""

    def __init__(self, url: str, page: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[tuple[str, dict[str, list[str]], list[str]]] = []
        self.is_inside = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_inside = given.get("method", "").lower() == "post"
            if self.is_inside:
                self.forms.append((given.get("action") or self.url, {}, []))
        if not (self.is_inside and given.get("name")):
            return
        _url, fields, hidden = self.forms[-1]
        name, kind = given["name"], given.get("type")
        if tag == "input" and kind == "hidden":
            hidden.append(name)
        is_off = kind in ("checkbox", "radio") and "checked" not in given
        if tag in ("input", "textarea", "button") and kind not in ("file", "submit") and not is_off:
            fields.setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False


@pytest.fixture
def small(db) -> Organization:
    Theme.objects.create(slug="returns", name="Returns")
    era = Era(slug="cold-war", name="Cold War", period="1947–1991")
    era.full_clean()
    era.save()
    return carry_out(plan_import(TEXT))


@pytest.fixture
def admin(as_member) -> Client:
    client = as_member("admin")
    client.raise_request_exception = False
    return client


def pages(small: Organization):
    """The pages of the admin with a form, each as (address, what is posted to get it or None)."""

    def of(name, *args):
        return reverse(f"admin:{name}", args=args)

    event, program = TimelineEvent.objects.get(), Program.objects.get()
    for model in ("timelineevent", "fact", "role", "program", "section", "person", "theme", "era"):
        name = f"organizations_{model}"
        first = apps.get_model("organizations", model).objects.first().pk
        yield of(f"{name}_change", first), None
        yield of(f"{name}_add"), None
        yield of(f"{name}_delete", first), None
        yield of(f"{name}_changelist"), None
    yield of("organizations_vocabulary_publish"), None
    yield of("organizations_timelineevent_changelist"), {"action": "delete_selected", "_selected_action": [event.pk]}
    yield of("organizations_timelineevent_move"), {"claim": [event.pk], "to": "programs", "organization": ""}
    yield of("organizations_program_themes"), {"claim": [program.pk]}
    yield of("organizations_organization_publish", small.pk), None
    yield of("organizations_organization_import", small.pk), None
    changed = TEXT.replace("It began.", "It began in Geneva.\n\n31 April 1952: A fire").encode()
    draft = ImportDraft.objects.create(source=changed, organization=small, made_by=User.objects.get())
    yield of("organizations_organization_reading", draft.pk), None
    yield of("organizations_organization_changes", draft.pk), {}
    yield of("organizations_organization_replace", small.pk), {"text": "Founding", "by": "Start"}
    yield of("organizations_organization_suggested_themes", small.pk), None
    yield of("organizations_organization_suggested_relations", small.pk), None
    two = [Person.objects.create(slug=slug, name="Ann Ash").pk for slug in ("ann-ash", "ann-ash-2")]
    yield of("organizations_person_merge"), {"person": two}
    for step in ("submit", "send-back", "schedule-publish", "withdraw", "cancel"):
        yield of("organizations_organization_step", small.pk, step), None
    yield f"{of('organizations_organization_history', small.pk)}?old=1&new=1", None
    yield of("auth_user_add"), None
    yield of("auth_group_add"), None
    yield of("organizations_organization_change", small.pk), None
    yield of("organizations_organization_add"), None


def family(name: str) -> str:
    """The hidden fields that are read by the same code: rows and kinds of claims are not told apart."""
    return re.sub(r"^[a-z]+s-(\d+|__prefix__)?-?", "rows-", name)


def answered(client: Client, url: str, data) -> int:
    """The status of what is posted; what it did is undone."""
    data = {name: values for name, values in data.items() if values is not None}
    with transaction.atomic():
        status = client.post(url, data).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("value", OPENED)
def test_what_a_form_says_that_it_was_opened_from_is_ours_or_refused(value):
    query = QueryDict(mutable=True)
    query["opened"] = value
    with pytest.raises(BadRequest):
        read_opened(query)


@pytest.mark.parametrize("value", ['[Infinity,1,"asb",{}]', DEEP])
def test_a_form_that_was_opened_from_nonsense_saves_nothing_and_says_so(admin, small, value):
    for record in (small, TimelineEvent.objects.get()):
        url = reverse(f"admin:organizations_{record._meta.model_name}_change", args=[record.pk])
        response = admin.post(url, {"opened": value})
        assert "Nothing was saved" in body(response, 400)


@pytest.mark.slow
def test_no_value_of_a_hidden_field_is_a_fault(admin, small):
    """All values in one field of each family, and one in fields of every other form."""
    known, position, faults = set(), count(), []
    for url, asked in pages(small):
        response = admin.get(url) if asked is None else admin.post(url, asked)
        for target, fields, hidden in FieldReader(url, body(response)).forms:
            tried = {family(name): name for name in hidden if target != reverse("admin:logout") and name != TOKEN}
            for name in tried.values():
                values = FORMS if "_FORMS" in name else HOSTILE
                if family(name) in known:
                    values = [values[next(position) % len(values)]]
                known.add(family(name))
                posted = [(value, answered(admin, target, {**fields, name: value})) for value in values]
                faults += [(target, name, str(value)[:60]) for value, status in posted if status >= 500]
    assert faults == []
