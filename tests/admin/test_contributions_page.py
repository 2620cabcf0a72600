"""Contributions in the admin: counted on the desk, beside their claim, accepted by a save, declined, answered, kept."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from organizations.contributing import NotConfirmed, accept, decline
from organizations.dossier.intake import write_source
from organizations.models import Contribution, ContributionSalt, Organization
from organizations.publishing import publish
from organizations.store import dump_dossier
from tests.support.responses import body


@pytest.fixture
def contributed(iom):
    """A function: a type and what it says -> a contribution about the headquarters of IOM."""

    def make(type_="correction", claim=("fact", "headquarters"), **fields):
        number = Contribution.objects.count()
        about = {"claim_kind": claim[0], "claim_key": claim[1], "claim_words": "Headquarters"}
        fields = {"words": "It is Bern <b>", **fields}
        return Contribution.objects.create(
            organization=iom, type=type_, digest=f"{number}", token=f"t{number}", sender="s", **about, **fields
        )

    return make


def text_of(organization):
    return write_source(dump_dossier(Organization.objects.get(pk=organization.pk)))


def page_of(contribution):
    return reverse("admin:organizations_contribution_change", args=[contribution.pk])


def decide(client, contribution, **typed):
    page = body(client.get(page_of(contribution)))
    seen = re.search('name="seen" value="([^"]*)"', page)[1]
    return client.post(page_of(contribution), {"seen": seen, "apply": "decide", **typed}, follow=True)


def test_what_waits_is_counted_on_the_desk_and_leads_to_it(contributed, editor):
    first = contributed()
    contributed("source")
    desk = body(editor.get("/admin/"))
    assert "2 contributions of readers" in desk
    assert f'href="{page_of(first)}"' in desk and "Correction: Headquarters" in desk


def test_it_stands_beside_the_claim_as_published_and_as_edited(contributed, editor, iom):
    iom.facts.filter(key="headquarters").update(value="Bern, Switzerland")
    page = body(editor.get(page_of(contributed(url="https://example.org/a", place="p. 3", name="Ann"))))
    published, edited = page.split("In the working copy")
    assert "Geneva, Switzerland" in published and "Bern, Switzerland" in edited
    assert "It is Bern &lt;b&gt;" in page and "p. 3" in page and "(not to be named)" in page


@pytest.mark.parametrize(
    "claim",
    [
        ("introduction", "introduction"),
        ("remark", "people"),
        ("event", "externalized-borders"),
        ("fact", "gone"),
    ],
)
def test_any_claim_or_none_has_its_page(contributed, editor, claim):
    page = body(editor.get(page_of(contributed(claim=claim))))
    assert ("is not there any more" in page) == (claim[1] == "gone")
    assert ("Change the claim" in page) == (claim[1] != "gone")


def test_a_save_beside_it_accepts_it_in_one_revision(contributed, editor, form_of, iom, client):
    contribution = contributed(name="Ann Onymous", is_credited=True)
    url = re.search('href="([^"]*contribution=[0-9]+)"', body(editor.get(page_of(contribution))))[1]
    page = body(editor.get(url))
    assert "It is Bern &lt;b&gt;" in page
    form = form_of(page, "fact_form")
    assert form["revision_note"] == [f"Contribution {contribution.pk} of a reader: Ann Onymous"]
    before = iom.revisions.count()
    text = body(editor.post(url, {**form, "value": ["Bern, Switzerland"]}, follow=True))
    assert "The contribution is accepted" in text
    contribution.refresh_from_db()
    assert (contribution.state, contribution.revision) == ("accepted", iom.revisions.first())
    assert iom.revisions.count() == before + 1
    result = body(client.get(contribution.get_absolute_url()))
    assert "with the next edition" in result and "Bern, Switzerland" not in body(client.get("/organizations/iom/"))
    publish(iom)
    assert "Readers see it." in body(client.get(contribution.get_absolute_url()))
    fact = iom.facts.get(key="headquarters")
    history = body(editor.get(reverse("admin:organizations_fact_history", args=[fact.pk])))
    assert page_of(contribution) in history and "accepted" in history


def test_who_wishes_no_credit_is_named_nowhere(contributed, editor):
    url = re.search('href="([^"]*contribution=[0-9]+)"', body(editor.get(page_of(contributed(name="Ann Onymous")))))[1]
    note = re.search('name="revision_note"[^>]*value="([^"]*)"', body(editor.get(url)))[1]
    assert "Contribution" in note and "Ann" not in note


def test_a_save_that_changes_nothing_leaves_it_waiting(contributed, editor, form_of):
    contribution = contributed()
    url = re.search('href="([^"]*contribution=[0-9]+)"', body(editor.get(page_of(contribution))))[1]
    text = body(editor.post(url, form_of(body(editor.get(url)), "fact_form"), follow=True))
    assert "still waits" in text
    contribution.refresh_from_db()
    assert contribution.state == "waiting"


def test_a_save_that_is_refused_accepts_nothing(contributed, editor, form_of):
    contribution = contributed()
    url = re.search('href="([^"]*contribution=[0-9]+)"', body(editor.get(page_of(contribution))))[1]
    page = body(editor.post(url, {**form_of(body(editor.get(url)), "fact_form"), "value": [""]}))
    assert f'name="contribution" value="{contribution.pk}"' in page
    contribution.refresh_from_db()
    assert contribution.state == "waiting"


@pytest.mark.parametrize(("decision", "state"), [("decline", "declined"), ("answer", "answered")])
def test_it_is_declined_or_answered_in_words(contributed, editor, decision, state):
    contribution = contributed()
    assert "This field is required" in body(decide(editor, contribution, decision=decision, response=""))
    decide(editor, contribution, decision=decision, response="We have asked them")
    contribution.refresh_from_db()
    assert (contribution.state, contribution.response) == (state, "We have asked them")
    assert contribution.decided_by.username == "editor"
    assert "We have asked them" in body(editor.get(page_of(contribution)))


def test_what_somebody_else_has_decided_on_is_not_decided_twice(contributed, editor, member):
    contribution = contributed()
    decline(contribution, by=member("Publisher"), reason="No source")
    typed = {"seen": "waiting", "apply": "decide", "decision": "answer", "response": "Thanks"}
    assert "Somebody else has decided" in body(editor.post(page_of(contribution), typed))
    contribution.refresh_from_db()
    assert contribution.response == "No source"


def test_who_may_only_look_decides_nothing(contributed, viewer):
    contribution = contributed()
    assert 'id="decide"' not in body(viewer.get(page_of(contribution)))
    typed = {"seen": "waiting", "apply": "decide", "decision": "answer", "response": "Thanks"}
    assert viewer.post(page_of(contribution), typed).status_code == 403
    contribution.refresh_from_db()
    assert contribution.state == "waiting"


def test_nobody_adds_one_in_the_admin_and_what_is_none_is_deleted(contributed, editor):
    contribution = contributed()
    assert editor.get(reverse("admin:organizations_contribution_add")).status_code == 403
    editor.post(reverse("admin:organizations_contribution_delete", args=[contribution.pk]), {"post": "yes"})
    assert not Contribution.objects.exists()


def test_what_is_known_of_senders_is_forgotten_in_time(contributed, capsys):
    old, new, open_ = (contributed(email=f"{number}@example.org") for number in range(3))
    now = timezone.now()
    for each, days in ((old, 91), (new, 89)):
        Contribution.objects.filter(pk=each.pk).update(state="declined", decided_at=now - timedelta(days=days))
    Contribution.objects.filter(pk=open_.pk).update(sent_at=now - timedelta(days=400))
    ContributionSalt.objects.create(day=now.date() - timedelta(days=5), salt="x")
    call_command("forget_senders")
    assert "E-mail addresses erased: 1; senders: 1" in capsys.readouterr().out
    assert list(Contribution.objects.order_by("pk").values_list("email", "sender")) == [
        ("", "s"), ("1@example.org", "s"), ("2@example.org", "")
    ]  # fmt: skip
    assert not ContributionSalt.objects.exists()


@pytest.mark.slow
def test_a_reply_is_accepted_only_after_somebody_confirmed_who_sent_it(contributed, editor, form_of):
    contribution = contributed("reply")
    url = page_of(contribution)
    fact = contribution.organization.facts.get(key="headquarters")
    beside = reverse("admin:organizations_fact_change", args=[fact.pk]) + f"?contribution={contribution.pk}"
    assert "Change the claim" not in body(editor.get(url)) and 'name="contribution"' not in body(editor.get(beside))
    typed = {"seen": "waiting", "apply": "confirm", "confirmation": "The press office, by telephone"}
    assert "This field is required" in body(editor.post(url, typed))
    editor.post(url, {**typed, "is_confirmed": "on"})
    contribution.refresh_from_db()
    assert contribution.confirmation == "The press office, by telephone (editor)"
    assert f"?contribution={contribution.pk}" in body(editor.get(url))
    editor.post(beside, {**form_of(body(editor.get(beside)), "fact_form"), "value": ["Bern. Reply of IOM: so it is"]})
    contribution.refresh_from_db()
    assert contribution.state == "accepted"


def test_no_verb_accepts_a_reply_that_nobody_confirmed(contributed, member):
    contribution = contributed("reply")
    with pytest.raises(NotConfirmed):
        accept(contribution, lambda dossier: replace(dossier, headline="Changed"), by=member("Editor"))
    contribution.organization.refresh_from_db()
    assert contribution.organization.headline != "Changed"


@pytest.mark.slow
def test_a_source_is_added_behind_its_claim_in_one_revision(contributed, editor, iom, form_of, client):
    contribution = contributed(
        "source", words="IOM, Annual Report (Geneva, 1999)", url="https://example.org/r", place="p. 3"
    )
    url, before = page_of(contribution), iom.revisions.count()
    form = form_of(body(editor.get(url)), "accept")
    assert "https://example.org/r" in form["text"][0] and form["place"] == ["p. 3"]
    editor.post(url, {**form, "role": "disputes", "apply": "accept"})
    contribution.refresh_from_db()
    assert (contribution.state, iom.revisions.count()) == ("accepted", before + 1)
    assert contribution.revision == iom.revisions.first()
    text = text_of(iom)
    assert "Geneva, Switzerland [but see 1, p. 3]" in text and "Annual Report (Geneva, 1999)" in text
    assert "Annual Report" not in body(client.get("/organizations/iom/"))


def test_a_reply_is_put_below_its_claim_once_it_is_confirmed(contributed, editor, iom, form_of):
    contribution = contributed("reply", words="We never left Geneva.")
    url = page_of(contribution)
    assert 'id="accept"' not in body(editor.get(url))
    typed = {"seen": "waiting", "is_confirmed": "on", "confirmation": "The press office", "apply": "confirm"}
    editor.post(url, typed)
    editor.post(url, {**form_of(body(editor.get(url)), "accept"), "apply": "accept"})
    contribution.refresh_from_db()
    assert contribution.state == "accepted"
    assert "Reply of IOM (" in text_of(iom)


def test_a_source_whose_claim_is_gone_goes_on_waiting(contributed, editor, form_of, iom):
    contribution = contributed("source", words="IOM, Annual Report (1999)")
    url = page_of(contribution)
    form = form_of(body(editor.get(url)), "accept")
    iom.facts.filter(key="headquarters").delete()
    assert "is not there any more" in body(editor.post(url, {**form, "apply": "accept"}))
    contribution.refresh_from_db()
    assert contribution.state == "waiting"


def test_what_no_mark_can_say_is_refused_in_words_and_goes_on_waiting(contributed, editor, form_of, iom):
    contribution = contributed("source", words="IOM, Annual Report (1999)", place="p. 3; 4")
    url = page_of(contribution)
    page = body(editor.post(url, {**form_of(body(editor.get(url)), "accept"), "apply": "accept"}))
    assert "“p. 3; 4” cannot be a place in a source" in page
    contribution.refresh_from_db()
    assert contribution.state == "waiting" and not iom.sources.exists()
