"""What editors say of people: readers see it once it is published."""

import pytest
from django.test import Client

from organizations.editing.revisions import ChangedMeanwhile
from organizations.models import Organization, Person, PublishedPerson, Role
from organizations.publishing import publish, publish_vocabulary, vocabulary_has_unpublished_changes, vocabulary_version
from tests.support.responses import body
from tests.support.taken import read

POPE = "/people/amy-pope/"


def test_a_profile_waits_until_it_is_published(iom: Organization, client: Client) -> None:
    Person.objects.filter(slug="amy-pope").update(biography="An American lawyer.")
    assert vocabulary_has_unpublished_changes()
    publish(iom)
    assert "An American lawyer." not in body(client.get(POPE))
    publish_vocabulary()
    assert "An American lawyer." in body(client.get(POPE))
    assert not vocabulary_has_unpublished_changes()


def test_the_profile_of_somebody_new_comes_with_the_dossier(iom: Organization, client: Client) -> None:
    person = Person.objects.create(slug="ann-lee", name="Ann Lee", biography="A nurse.", filed_as="Ann Lee")
    iom.roles.create(person=person, key="ann", title="Clerk", position=90)
    publish(iom)
    assert "A nurse." in body(client.get("/people/ann-lee/"))
    assert PublishedPerson.objects.get(slug="ann-lee").letter == "A"
    assert not vocabulary_has_unpublished_changes()


def test_an_editor_says_what_somebody_is_listed_under(iom: Organization, client: Client) -> None:
    Person.objects.filter(slug="william-lacy-swing").update(filed_as="Lacy Swing, William")
    publish_vocabulary()
    publish(iom)
    [person] = read(client.get("/people.json?letter=l"))["results"]
    assert (person["slug"], person["filed_as"]) == ("william-lacy-swing", "Lacy Swing, William")
    assert "William <b>Lacy Swing</b>" in body(client.get("/people/?letter=l"))


def test_a_profile_that_was_emptied_is_gone_when_published(iom: Organization, client: Client) -> None:
    people = Person.objects.filter(slug="amy-pope")
    people.update(born="1974")
    publish_vocabulary()
    people.update(born="")
    assert vocabulary_has_unpublished_changes()
    publish_vocabulary()
    assert "1974" not in body(client.get(POPE))


def test_what_changed_since_it_was_shown_is_not_published(iom: Organization) -> None:
    Person.objects.filter(slug="amy-pope").update(born="1974")
    shown = vocabulary_version()
    Person.objects.filter(slug="amy-pope").update(born="1947")
    with pytest.raises(ChangedMeanwhile):
        publish_vocabulary(expected=shown)


def test_somebody_is_filed_by_where_the_dossier_says_that_they_are_from(iom: Organization) -> None:
    Person.objects.filter(slug="amy-pope").update(name="Qu Dong Yu")
    Role.objects.filter(person__slug="amy-pope").update(name="", country="China")
    publish(iom)
    assert PublishedPerson.objects.get(slug="amy-pope").filed_as == "Qu, Dong Yu"
    Person.objects.filter(slug="amy-pope").update(filed_as="Yu, Qu Dong")
    publish_vocabulary()
    Person.objects.filter(slug="amy-pope").update(filed_as="")
    publish_vocabulary()
    assert PublishedPerson.objects.get(slug="amy-pope").filed_as == "Qu, Dong Yu"


def test_somebody_keeps_the_name_that_readers_know_as_long_as_a_dossier_writes_it(all_dossiers: None) -> None:
    un, unhcr = Organization.objects.get(slug="un"), Organization.objects.get(slug="unhcr")
    Role.objects.filter(person__slug="antonio-guterres", organization=unhcr).update(name="Αντόνιο Γκουτέρες")
    publish(unhcr)
    assert PublishedPerson.objects.get(slug="antonio-guterres").filed_as == "Guterres, António"
    assert unhcr.published.claims.filter(title="Αντόνιο Γκουτέρες").exists()
    Role.objects.filter(person__slug="antonio-guterres", organization=un).update(name="A. Guterres")
    publish(un)
    assert PublishedPerson.objects.get(slug="antonio-guterres").name == "A. Guterres"
