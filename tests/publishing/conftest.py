"""What the publishing tests share: every public address, and a hand that edits everything."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import models
from django.test import Client

from organizations.dossier.period import parse_period
from organizations.models import (
    Era,
    Fact,
    Intersection,
    Organization,
    Person,
    PressurePoint,
    Program,
    Relation,
    Role,
    SearchRule,
    Section,
    Source,
    Theme,
    TimelineEvent,
)
from organizations.models.base import Dated, period_columns
from organizations.views.shared.pages import pages
from tests.support.responses import body

WORKING_COPY: tuple[type[models.Model], ...] = (
    Organization, Section, Fact, TimelineEvent, Role, Person, Program, PressurePoint, Intersection, Source, Era, Theme,
    SearchRule, Relation,
)  # fmt: skip
STARTS = (
    "/", "/explore/", "/themes/", "/people/", "/about/", "/robots.txt", "/sitemap.xml", "/organizations/iom/",
    "/people/?letter=v", "/people/?q=antonio",
    "/?q=migration", "/?theme=returns&era=cold-war&sort=-founded", "/?country=Switzerland",
    "/organizations/iom/?era=cold-war&theme=conflict", "/organizations/iom/?era=undated",
    "/explore/?q=returns", "/explore/?q=antonio&kind=role", "/explore/?q=who+led+iom+in+2010",
    "/explore/?era=cold-war&theme=conflict&sort=date",
    "/explore/?era=undated", "/explore/?from=1990&to=2010", "/explore/?organization=iom&kind=fact&page=2",
    "/organizations/unpublished/", "/people/nobody/", "/themes/added-theme/", "/eras/added-era/",
)  # fmt: skip
_ONCE = re.compile(rb'name="(stamp|csrfmiddlewaretoken)" value="[^"]*"')
"""What a form has anew each time."""

_LINK = re.compile(r'href="([^"#]*)|<loc>http://testserver([^<]*)')


@pytest.fixture
def everything(client: Client) -> Callable[[], dict[str, tuple[int, bytes]]]:
    """A function that walks every public address: address -> status and bytes, made anew, not remembered."""

    def walk() -> dict[str, tuple[int, bytes]]:
        pages.clear()
        found: dict[str, tuple[int, bytes]] = {}
        waiting = list(STARTS)
        while waiting:
            url = waiting.pop(0)
            if url in found or len(found) > 400:
                continue
            response = client.get(url)
            found[url] = (response.status_code, _ONCE.sub(b"", response.content))
            waiting += links(body(response, response.status_code))
        return found

    return walk


def links(page: str) -> Iterator[str]:
    """The addresses of this site that a page or sitemap names."""
    for href, location in _LINK.findall(page):
        url = (href or location).replace("&amp;", "&")
        if url.startswith("/") and not url.startswith(("/static/", "/admin/")):
            yield url


def values_of(records: Iterable[models.Model]) -> list[dict[str, Any]]:
    return [
        {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields} for record in records
    ]


def edit_every_field() -> dict[str, set[str]]:
    """Change every column of every record; model name -> the columns that changed on one record at least."""
    changed = {}
    Source.objects.get_or_create(organization=Organization.objects.get(), mark="[1]", citation="A book.", key="a-book")
    others = [Organization.objects.create(slug=name, name=name, title=name) for name in ("draft-one", "draft-two")]
    Relation.objects.create(organization=others[0], kind="part", other=others[1])
    for model in WORKING_COPY:
        before = values_of(model._default_manager.order_by("pk"))
        for number, record in enumerate(model._default_manager.order_by("pk")):
            _edit(record, number)
        after = values_of(model._default_manager.order_by("pk"))
        pairs = list(zip(before, after, strict=True))
        changed[model.__name__] = {name for name in before[0] if any(old[name] != new[name] for old, new in pairs)}
    return changed


def _edit(record: models.Model, number: int) -> None:
    for field in record._meta.concrete_fields:
        value = getattr(record, field.name, None)
        if isinstance(field, models.SlugField):
            setattr(record, field.name, f"{value}-x")
        elif isinstance(field, models.CharField | models.TextField) and field.name not in ("kind", "language"):
            setattr(record, field.name, f"EDITED {value}")
        elif isinstance(field, models.PositiveIntegerField):
            setattr(record, field.name, (value or 0) + 50)
    _edit_what_has_rules(record, number)
    record.save()


def _edit_what_has_rules(record: models.Model, number: int) -> None:
    match record:
        case Organization():
            record.language, record.source_lines = "fr", {}
        case Section():
            record.remark = record.remark if record.kind in ("snapshot", "people") else ""
            record.kind = "other" if record.kind == "intersections" else record.kind
        case Relation():
            record.kind, record.is_hidden = "member", not record.is_hidden
            record.other = Organization.objects.exclude(pk__in=[record.organization_id, record.other_id]).first()
        case SearchRule():
            record.kinds, record.order = ["program"], "5" if record.order == "longest" else "longest"
        case Role(person=None):
            record.period = record.country = record.edtf = ""
        case Role():
            record.person = Person.objects.exclude(pk=record.person.pk).order_by("pk").first()
    if isinstance(record, Dated) and record.period:
        words = ("until 1901", "c. 1902", "since 1903")[number % 3]
        for name, value in period_columns(parse_period(words)).items():
            setattr(record, name, value)
    if hasattr(record, "themes"):
        record.themes.set(Theme.objects.exclude(pk__in=record.themes.values("pk"))[:3])
    if isinstance(record, Section | Era) and record.position == 51:
        record.position = 99


def add_one_of_each(iom: Organization) -> None:
    """A new record of every kind, and an organization that was never published."""
    here = {"organization": iom, "key": "added", "position": 70}
    theme = Theme.objects.create(slug="added-theme", name="ADDED theme", position=70)
    Era.objects.create(slug="added-era", name="ADDED era", **period_columns(parse_period("1900–1905")))
    SearchRule.objects.create(name="ADDED rule", words="antonio", position=70)
    person = Person.objects.create(slug="added-person", name="ADDED person")
    Section.objects.create(**here, heading="ADDED section", text="ADDED section text")
    Fact.objects.create(**here, label="ADDED fact", value="ADDED value")
    Role.objects.create(**here, person=person, title="ADDED role")
    TimelineEvent.objects.create(**here, title="ADDED event", **period_columns(parse_period("1904")))
    for model, name in ((Program, "program"), (PressurePoint, "pressure"), (Intersection, "intersection")):
        model.objects.create(**here, title=f"ADDED {name}", body="ADDED body").themes.add(theme)
    Organization.objects.create(slug="unpublished", name="ADDED organization", title="ADDED title")


def delete_one_of_each(iom: Organization) -> None:
    """The first record of every kind, and all intersections."""
    for name in ("facts", "timelineevents", "roles", "programs", "pressurepoints"):
        getattr(iom, name).order_by("position").first().delete()
    iom.roles.filter(person__slug__startswith="amy-pope").delete()
    iom.sections.filter(kind="other").delete()
    Theme.objects.filter(slug__startswith="accountability").delete()
    Era.objects.filter(slug__startswith="globalization").delete()
    SearchRule.objects.first().delete()
    Person.objects.filter(roles=None).delete()
