"""No page of the admin runs what a dossier says, and no field takes a script where it must be something else."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from organizations.models import Contribution, Era, Organization, Person, Revision, SearchRule, SourceCopy, Theme
from tests.support.hostile import MARK, SCRIPT, WORST, Hostile
from tests.support.marks import slow
from tests.support.responses import body

MODELS = sorted(
    (model for model in site._registry if model._meta.app_label == "organizations"),
    key=lambda model: model._meta.model_name,
)


@pytest.mark.parametrize(
    "model",
    [Organization, *slow(*(model for model in MODELS if model is not Organization))],
    ids=lambda model: model._meta.model_name,
)
def test_no_page_of_the_admin_runs_what_a_dossier_says(hostile, as_member, model):
    client = as_member("admin")
    name = f"admin:organizations_{model._meta.model_name}"
    found = model._default_manager.all()
    if model in (Organization, Era, Theme, Person, SearchRule, SourceCopy):
        found = found.filter(name__contains=MARK)
    else:
        found = found.filter(organization=hostile)
    records = list(found)
    assert records
    urls = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=alert(7)%3Cscript%3E"]
    for record in records:
        pages = ("change",) if model in (Revision, Contribution) else ("change", "delete", "history")
        urls += [reverse(f"{name}_{page}", args=[record.pk]) for page in pages]
    for url in urls:
        response = client.get(url)
        assert Hostile(body(response)).found == [], url


@pytest.mark.slow
def test_publishing_and_looking_people_up_run_nothing_either(hostile, as_member):
    client = as_member("admin")
    hostile.timelineevents.update(title=f"Changed {WORST}")
    page = body(client.get(reverse("admin:organizations_organization_publish", args=[hostile.pk])))
    assert f"Changed &lt;script&gt;{MARK}" in page
    assert Hostile(page).found == []
    query = {"app_label": "organizations", "model_name": "role", "field_name": "person", "term": "alert"}
    answer = client.get("/admin/autocomplete/", query)
    assert answer["Content-Type"] == "application/json"
    assert MARK in body(answer)


@pytest.mark.parametrize("period", [SCRIPT, f"1951 {SCRIPT}", f'1951" onclick="{MARK}', "{{ 7|add:7 }}"])
def test_a_period_is_no_place_for_a_script(iom, as_member, period):
    data = {"organization": iom.pk, "period": period, "title": "T", "body": ""}
    response = as_member("Editor").post(reverse("admin:organizations_timelineevent_add"), data)
    assert "cannot be read as a period" in body(response)
    assert Hostile(body(response)).found == []
    assert not iom.timelineevents.filter(title="T").exists()


@pytest.mark.parametrize("slug", [SCRIPT, '"onclick=', "a/b", "../admin", "javascript:alert(7)", "a b"])
def test_a_slug_is_no_place_for_a_script(as_member, slug):
    response = as_member("Editor").post(reverse("admin:organizations_theme_add"), {"name": "T", "slug": slug})
    assert "valid “slug”" in body(response)
    assert Hostile(body(response)).found == []
    assert not Theme.objects.filter(name="T").exists()
