"""manage.py export_dossier: the working copy or the published dossier, as text."""

import io

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Fact, Organization, Person
from organizations.publishing import publish


def export(slug: str, *options: str) -> str:
    stream = io.StringIO()
    call_command("export_dossier", slug, *options, stdout=stream)
    return stream.getvalue()


def test_it_writes_the_source_text_to_the_byte(iom: Organization, iom_text: str) -> None:
    assert export("iom") == iom_text
    assert export("iom", "--published", "--format", "text") == iom_text


def test_the_working_copy_and_the_published_differ_until_publishing(iom: Organization, iom_text: str) -> None:
    Fact.objects.filter(key="headquarters").update(value="Bern")
    assert export("iom") == iom_text.replace("Geneva, Switzerland", "Bern")
    assert export("iom", "--published") == iom_text
    publish(iom)
    assert export("iom", "--published") == iom_text.replace("Geneva, Switzerland", "Bern")


def test_any_revision_is_written_as_it_was(iom: Organization, iom_text: str) -> None:
    Fact.objects.filter(key="headquarters").update(value="Bern")
    publish(iom)
    assert export("iom", "--revision", "1") == iom_text
    assert export("iom", "--revision", "2") == iom_text.replace("Geneva, Switzerland", "Bern")
    with pytest.raises(CommandError, match="no revision 3 of a dossier “iom”"):
        export("iom", "--revision", "3")


def test_an_unknown_slug_is_named(iom: Organization) -> None:
    with pytest.raises(CommandError, match="no dossier “nope”"):
        export("nope")


def test_a_dossier_that_was_never_published_says_so(db: None) -> None:
    Organization.objects.create(slug="new", name="New", title="New")
    with pytest.raises(CommandError, match="no published dossier “new”"):
        export("new", "--published")


def test_what_cannot_be_written_as_text_is_said(iom: Organization) -> None:
    Person.objects.filter(slug="amy-pope").update(name="Amy: Pope")
    with pytest.raises(CommandError, match=r"cannot hold the claim “Amy: Pope.*Key People"):
        export("iom")
