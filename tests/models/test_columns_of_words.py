"""Columns of words: each has its bound and refuses what nothing can show, on every database alike."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from organizations.dossier.bounds import MAX_LINE, MAX_NAME
from organizations.dossier.document import Dossier, Event, Fact, Influence, Point, Role, Section
from organizations.dossier.fields import fields_of
from organizations.models import (
    Era,
    Organization,
    Person,
    PublishedOrganization,
    Review,
    Revision,
    Schedule,
    Source,
    Theme,
    Withdrawal,
)
from organizations.models import Fact as FactRecord
from organizations.models.base import InDossier
from organizations.models.fields import LineField, ProseField, WordsField
from organizations.publishing import publish
from organizations.store import CLAIM_RECORDS, RECORDS, dump_dossier

OTHERS: tuple[type[models.Model], ...] = (Organization, Person, Era, Theme, Revision, Review, Schedule, Withdrawal)
WRITTEN_BY_THE_SITE = {
    "edtf": "from the period",
    "failure": "what an error says",
    "name": "of a withdrawn dossier, as published",
    "fingerprint": "a digest",
}


def columns():
    """Every column of the working copy, and of what is said about it, that holds words of somebody."""
    kinds: list[type[models.Model]] = [*RECORDS, *OTHERS]
    for model in kinds:
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
            is_told = field.name in WRITTEN_BY_THE_SITE and (model is Withdrawal or field.name != "name")
            if is_text and not field.choices and not is_told:
                yield pytest.param(model, field, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("model", "field"), list(columns()))
def test_a_column_of_words_has_a_bound_and_says_so(model, field):
    assert isinstance(field, WordsField)
    record = model()
    longest = "en" if field.name == "language" else "b" * field.max_characters
    assert field.clean(longest, record) == longest
    with pytest.raises(ValidationError, match=f"at most {field.max_characters}"):
        field.clean("b" * (field.max_characters + 1), record)


@pytest.mark.parametrize(("model", "field"), list(columns()))
def test_a_column_of_words_takes_nothing_that_cannot_be_shown(model, field):
    with pytest.raises(ValidationError, match=r"The control character U\+0008 \(line 1, column 2\) cannot be shown"):
        field.clean("a\x08b", model())


@pytest.mark.parametrize("record", [Organization, *CLAIM_RECORDS.values()])
def test_whatever_writes_is_kept_from_writing_it(db, record):
    name = "name" if record is Organization else "key"
    organization = Organization.objects.create(slug="x", name="X", title="X")
    field = next(
        each for each in record._meta.concrete_fields if isinstance(each, WordsField) and each.name != "period"
    )
    rows = {} if record is Organization else {"organization": organization}
    with pytest.raises(ValueError, match=r"U\+0000 cannot be kept"), transaction.atomic():
        record.objects.create(**{name: "a", field.name: "a\x00b"} | rows)
    with pytest.raises(ValueError, match=r"U\+0085 cannot be kept"), transaction.atomic():
        record.objects.update(**{field.name: "a\x85b"})


def test_a_line_has_no_line_ends_and_prose_has_those_of_a_dossier():
    assert LineField().clean(" a\r\nb\x93 ", None) == "a b“"
    assert ProseField().clean("a\r\nb\u2028c", None) == "a\nb\nc"


@pytest.mark.parametrize("value", ["english", "en us", "xx", "\x00"])
def test_a_wrong_language_is_refused_in_words(db, value):
    with pytest.raises(ValidationError) as refusal:
        Organization(slug="x", name="X", title="X", language=value).full_clean()
    assert set(refusal.value.message_dict) == {"language"}
    organization = Organization(slug="x", name="X", title="X", language="PT_br")
    organization.full_clean()
    assert organization.language == "pt-BR"


def test_the_columns_have_the_bounds_of_the_value():
    pairs: dict[type[models.Model], tuple[Any, ...]] = {
        Organization: (Dossier,),
        FactRecord: (Fact,),
        apps.get_model("organizations", "Section"): (Section,),
        apps.get_model("organizations", "TimelineEvent"): (Event,),
        apps.get_model("organizations", "Role"): (Role,),
        apps.get_model("organizations", "Program"): (Point,),
        apps.get_model("organizations", "PressurePoint"): (Point,),
        apps.get_model("organizations", "Intersection"): (Point,),
    }
    for model, (kind,) in pairs.items():
        for name, most in max_lengths(kind).items():
            assert model._meta.get_field(name).max_characters == most, (model, name)
    influence, role = max_lengths(Influence), max_lengths(Role)
    assert (influence["label"], influence["text"]) == (role["name"], role["title"])


def max_lengths(kind):
    return {name: meta.max_length for name, meta in fields_of(kind).items() if meta.searchable}


@pytest.mark.parametrize("value", ["g" * 2_700, "g, " + "人" * MAX_NAME, "x" * (MAX_LINE - 2) + ", y", "😀" * MAX_LINE])
def test_a_dossier_is_published_whatever_stands_in_its_facts(iom, value):
    FactRecord.objects.filter(organization=iom, key="headquarters").update(value=value)
    publish(iom)
    published = PublishedOrganization.objects.get(organization=iom)
    assert published.headquarters == value
    assert len(published.country) <= MAX_NAME


@pytest.mark.slow
def test_a_dossier_whose_every_field_is_full_is_kept_and_published(iom):
    Source.objects.create(organization=iom, key="a-book", mark="[1]", citation="A book.")
    kinds: list[type[models.Model]] = [Organization, Person, *RECORDS]
    for model in kinds:
        names = [field for field in model._meta.concrete_fields if isinstance(field, WordsField)]
        full = {each.name: "😀" * each.max_characters for each in names if each.name not in ("period", "language")}
        if issubclass(model, InDossier) and "remark" in full:
            full.pop("remark")
        rows = model._default_manager.all()
        rows = rows.filter(person__isnull=False) if "country" in full else rows
        rows.filter(pk=rows.order_by("pk").first().pk).update(**full)
    fresh = Organization.objects.get(pk=iom.pk)
    publish(fresh)
    assert len(dump_dossier(fresh).introduction) == Organization._meta.get_field("introduction").max_characters
    assert PublishedOrganization.objects.get(organization=iom).title == fresh.title
