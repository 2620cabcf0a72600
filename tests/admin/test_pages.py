"""Every page of the admin: it opens for those who may, and for nobody else."""

import re

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from organizations.models import Contribution, Era, Organization, Relation, Source, SourceCopy, Theme
from organizations.publishing import withdraw
from tests.support.marks import slow
from tests.support.responses import body

MODELS = sorted(model._meta.model_name for model in site._registry if model._meta.app_label == "organizations")
ROLES = ["Editor", *slow("Publisher"), "admin"]


def admin_urls(claim="1"):
    """Every address under /admin/, its claims filled in."""

    def walk(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and route.startswith("admin/"):
                route = re.sub(r"<(\w+:)?app_label>|\(\?P<app_label>[^)]*\)", "organizations", route)
                yield "/" + re.sub(r"<[^>]*>|\(\?P<[^)]*\)", claim, route).replace("^", "").rstrip("$")

    return sorted(set(walk(get_resolver().url_patterns, "")))


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_a_stranger_gets_nowhere_in_the_admin(iom, client, method):
    urls = admin_urls()
    assert len(urls) > 60
    for url in urls:
        response = getattr(client, method)(url)
        if url in ("/admin/login/", "/admin/logout/"):
            continue
        if url == "/admin/jsi18n/":  # words of the interface, needed on the log-in page
            continue
        assert response.status_code in (302, 403, 404, 405), url
        assert response.status_code != 302 or "/admin/login/" in response["Location"], url


@pytest.mark.slow
@pytest.mark.parametrize("claim", ["1", *slow("-1", "9" * 30, "²", "%00", "_5F")])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_the_admin_breaks_for_a_member(iom, as_member, method, claim):
    client = as_member("admin")
    for url in admin_urls(claim):
        if url not in ("/admin/logout/", "/admin/login/"):
            response = getattr(client, method)(url)
            assert response.status_code in (200, 301, 302, 400, 403, 404, 405), url


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_a_list_opens(iom, as_member, role, model):
    client = as_member(role)
    url = reverse(f"admin:organizations_{model}_changelist")
    assert client.get(url).status_code == 200
    assert client.get(url, {"q": "migration"}).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_a_page_opens(iom, as_member, role, model):
    Contribution.objects.create(
        organization=iom, claim_kind="fact", claim_key="headquarters", claim_words="Headquarters"
    )
    Source.objects.create(organization=iom, key="a-book", mark="[1]", citation="A book.")
    SourceCopy.objects.create(sha256="0" * 64, type="application/pdf", size=9, name="a.pdf")
    Relation.objects.create(
        organization=iom, kind="part", other=Organization.objects.create(slug="x", name="X", title="X")
    )
    record = next(each for each in site._registry if each._meta.model_name == model)._default_manager.first()
    response = as_member(role).get(reverse(f"admin:organizations_{model}_change", args=[record.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize("model", sorted(set(MODELS) - {"contribution", "revision", "sourcecopy"}))
def test_an_empty_form_opens(as_member, model):
    assert as_member("Editor").get(reverse(f"admin:organizations_{model}_add")).status_code == 200


def test_revisions_are_only_read(iom, as_member):
    client = as_member("admin")
    assert client.get(reverse("admin:organizations_revision_add")).status_code == 403
    revision = iom.revisions.first()
    assert client.post(reverse("admin:organizations_revision_delete", args=[revision.pk])).status_code == 403
    page = client.get(reverse("admin:organizations_revision_change", args=[revision.pk]))
    assert "Cold War Resettlement Tool" in body(page)


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_members_do_not_touch_users(as_member, role):
    client = as_member(role)
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.post("/admin/auth/user/add/", {"username": "x"}).status_code == 403
    assert not User.objects.filter(username="x").exists()


def test_a_member_of_no_group_sees_nothing(iom, db):
    client = Client()
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("admin:organizations_organization_changelist")).status_code == 403


@pytest.mark.slow
def test_broken_filters_are_no_error(iom, as_member):
    client = as_member("Editor")
    for query in ({"organization__id__exact": "x"}, {"published": "x"}, {"p": "-1"}, {"o": "9.9"}, {"q": "\x00"}):
        for model in ("organization", "timelineevent", "role"):
            response = client.get(reverse(f"admin:organizations_{model}_changelist"), query)
            assert response.status_code in (200, 302), (model, query)


def test_a_theme_finds_its_claims(iom, as_member):
    theme = Theme.objects.get(slug="returns")
    url = reverse("admin:organizations_program_changelist")
    page = body(as_member("Editor").get(url, {"themes__id__exact": theme.pk}))
    assert "Assisted Voluntary Return" in page
    assert "Crisis Evacuations" not in page


def test_a_list_counts_what_a_dossier_holds(iom, as_member):
    response = as_member("Editor").get(reverse("admin:organizations_organization_changelist"))
    row = response.context["cl"].result_list[0]
    assert (row.event_count, row.people_count) == (5, 3)


def test_a_slug_left_empty_is_made_from_the_name(as_member):
    as_member("Editor").post(reverse("admin:organizations_theme_add"), {"name": "Public health", "slug": ""})
    assert Theme.objects.get().slug == "public-health"


def test_an_era_without_a_readable_period_says_why(as_member):
    data = {"name": "Long ago", "period": "once upon a time", "slug": ""}
    page = body(as_member("Editor").post(reverse("admin:organizations_era_add"), data))
    assert "cannot be read as a period" in page
    assert not Era.objects.exists()


def test_a_person_with_a_role_is_not_deleted(iom, as_member):
    person = Organization.objects.get().roles.exclude(person=None).first().person
    page = body(as_member("Editor").get(reverse("admin:organizations_person_delete", args=[person.pk])))
    assert "protected related objects" in page


@pytest.mark.parametrize("role", ROLES)
def test_a_published_dossier_is_not_deleted(iom, as_member, role):
    url = reverse("admin:organizations_organization_delete", args=[iom.pk])
    as_member(role).post(url, {"post": "yes"})
    assert Organization.objects.filter(pk=iom.pk).exists()


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_a_withdrawn_dossier_keeps_its_history(iom, as_member, role):
    withdraw(iom)
    client = as_member(role)
    client.post(reverse("admin:organizations_organization_delete", args=[iom.pk]), {"post": "yes"})
    data = {"action": "delete_selected", "_selected_action": [str(iom.pk)], "post": "yes"}
    client.post(reverse("admin:organizations_organization_changelist"), data)
    assert iom.revisions.exists()


def test_a_dossier_that_nobody_read_is_deleted(as_member):
    new = Organization.objects.create(slug="new", name="New", title="A new body")
    as_member("Editor").post(reverse("admin:organizations_organization_delete", args=[new.pk]), {"post": "yes"})
    assert not Organization.objects.exists()
