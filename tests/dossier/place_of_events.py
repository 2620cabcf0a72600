"""What becomes of the place of an event in a copy of the site that has learnt of it: run there, printed as JSON."""

import json

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from organizations.dossier.changes.compare import compare, named_claims
from organizations.dossier.changes.merge import merge
from organizations.dossier.changes.moving import recast
from organizations.dossier.changes.replacing import Search, places, replaced
from organizations.dossier.changes.restore import restored
from organizations.dossier.document import Dossier, SectionKind, fingerprint, from_json, to_json
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from organizations.editing import record_changes
from organizations.models import PublishedClaim
from organizations.publishing import publish
from organizations.reading.search import hits
from organizations.store import dump_dossier, load_dossier
from organizations.wording import conflict, summary

settings.ALLOWED_HOSTS = ["testserver"]
PLACE = "place"
PLAIN = "A Body (AB)\n\n\nTimeline\n\n1951: Founding\n\nIt began."


def at(place: str) -> Dossier:
    return parse(PLAIN.replace("Founding", f"Founding @ {place}"))


def place_of(dossier: Dossier) -> str:
    return next(str(getattr(claim, PLACE)) for _section, claim in dossier.items())


geneva, bern = at("Geneva"), at("Bern")
call_command("makemigrations", "organizations", name="place", verbosity=0)
call_command("migrate", verbosity=0)
organization = load_dossier(geneva)
record_changes([organization.pk])
publish(organization)
load_dossier(bern, slug="ab")
record_changes([organization.pk])

search = Search("Geneva", "Bern")
reworded = parse(write(geneva).replace("It began.", "It ended."))
editor = Client()
editor.force_login(User.objects.create_superuser("editor"))
event = organization.timelineevents.get()
page = f"/admin/organizations/timelineevent/{event.pk}"
shown = editor.get(f"{page}/change/").content.decode()
history = editor.get(f"{page}/history/").content.decode()
dossier = Client().get("/organizations/ab/").content.decode()

print(
    json.dumps(
        {
            "text": write(geneva),
            "json": place_of(from_json(json.loads(json.dumps(to_json(geneva))))),
            "fingerprint of a dossier without places": fingerprint(to_json(parse(PLAIN))),
            "tables": place_of(dump_dossier(organization)),
            "compared": summary(compare(geneva, bern)),
            "merged": place_of(merge(geneva, bern, reworded).dossier),
            "asked": [conflict(each) for each in merge(geneva, bern, at("Rome")).conflicts],
            "replaced": place_of(replaced(geneva, search, {each.name for each in places(geneva, search)}).dossier),
            "restored": place_of(restored(bern, geneva, "event", "founding")),
            "moved": recast(dict(named_claims(geneva))["event", "founding"], SectionKind.PROGRAMS).body,
            "found": [PublishedClaim.objects.get(pk=pk).detail for pk in hits("Geneva").ids],
            "on its page": "Geneva" in dossier,
            "edited": 'name="place" value="Bern"' in shown,
            "in its history": "place:" in history and "Geneva</del>" in history,
        }
    )
)
