"""What the tests of the editors' tools share: how a claim is moved, words are found, claims get themes."""

import html
import re

from django.urls import reverse

from organizations.dossier.document import from_json
from organizations.models import Organization, Theme, TimelineEvent
from organizations.store import dump_dossier
from tests.support.responses import body

EVENT = "cold-war-resettlement-tool"
PROGRAM = "crisis-evacuations"
CLAIMS = ("timelineevent", "program", "pressurepoint", "intersection")


def url(model, tool):
    return reverse(f"admin:organizations_{model._meta.model_name}_{tool}")


def hidden(page):
    """What a page sends along of what it shows."""
    found = re.findall(r'<input type="hidden" name="(shown|taking|confirmed)" value="([^"]*)">', page)
    return {name: [html.unescape(value) for key, value in found if key == name] for name, _value in found}


def confirm(client, url, **data):
    """Look at a page that asks before something is published or submitted, and say yes to what it shows."""
    return client.post(url, {**hidden(body(client.get(url))), **data}, follow=True)


def shown_move(client, form_of, *records, **data):
    """The page that shows what claims would be, and its form."""
    data = {"to": "timeline", "organization": "", **data, "claim": [each.pk for each in records]}
    page = body(client.post(url(type(records[0]), "move"), data))
    return page, form_of(page, "move")


def move(client, form_of, *records, **data):
    """Move claims, as shown."""
    _page, form = shown_move(client, form_of, *records, **data)
    typed = {name: value for name, value in data.items() if name not in ("to", "organization")}
    return client.post(url(type(records[0]), "move"), {**form, **typed, "apply": "1"})


def event():
    return TimelineEvent.objects.get(organization__slug="iom", key=EVENT)


def last(organization):
    """Number and note of the last revision, which says what the working copy says."""
    revision = organization.revisions.first()
    assert from_json(revision.data) == dump_dossier(Organization.objects.get(pk=organization.pk))
    return revision.number, revision.whole_note


def replacing(iom):
    return reverse("admin:organizations_organization_replace", args=[iom.pk])


def found(client, form_of, iom, **data):
    """The page that shows the places, and its form."""
    page = body(client.post(replacing(iom), data))
    return page, form_of(page, "replace")


def themed(client, records, **what):
    """Choose "add" or "remove" for themes by their slugs, for claims of one kind."""
    chosen = {f"theme-{Theme.objects.get(slug=slug.replace('_', '-')).pk}": side for slug, side in what.items()}
    data = {**chosen, "claim": [each.pk for each in records], "apply": "1"}
    return client.post(url(type(records[0]), "themes"), data, follow=True)
