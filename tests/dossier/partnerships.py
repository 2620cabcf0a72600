"""What becomes of partnerships in a copy of the site that has learnt of them: run there, printed as JSON."""

import json

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from organizations.dossier import kinds
from organizations.dossier.changes.compare import compare
from organizations.dossier.changes.moving import put_in, recast, taken_out
from organizations.dossier.document import Dossier, SectionKind
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from organizations.models import PublishedClaim
from organizations.publishing import publish
from organizations.reading.search import hits
from organizations.store import dump_dossier, load_dossier
from organizations.wording import summary
from organizations.wording.readings import section_answers

settings.ALLOWED_HOSTS = ["testserver"]
TEXT = "A Body (AB)\n\n\nKey Programs\n\n1. Aid\n\n\nPartnerships\n\n1. With states\n\nThey pay."
PARTNERSHIPS = SectionKind("partnerships")


def names_of(dossier: Dossier) -> list[str]:
    return [kinds.kind_of(claim, section.kind).name for section, claim in dossier.items()]


dossier = parse(TEXT)
listed = parse(TEXT.replace("They pay.", "They pay.\n\n\\2. No partnership"))
rest, aid = taken_out(dossier, SectionKind.PROGRAMS, "aid")
moved, _claim = put_in(rest, PARTNERSHIPS, recast(aid, PARTNERSHIPS))
without, _claim = taken_out(dossier, PARTNERSHIPS, "with-states")
call_command("makemigrations", "organizations", name="partnership", verbosity=0)
call_command("migrate", verbosity=0)
organization = load_dossier(dossier)
publish(organization)

reader, editor = Client(), Client()
editor.force_login(User.objects.create_superuser("editor"))
page = reader.get("/organizations/ab/").content.decode()
form = editor.get(f"/admin/organizations/organization/{organization.pk}/change/").content.decode()
alone = editor.get("/admin/organizations/partnership/add/").content.decode()

print(
    json.dumps(
        {
            "text": write(dossier),
            "running text is escaped": parse(write(listed)) == listed and len(names_of(listed)) == 2,
            "tables": names_of(dump_dossier(organization)),
            "compared": summary(compare(dossier, without)),
            "moved": sorted(f"{section.kind} {claim.key}" for section, claim in moved.items()),
            "found": [
                f"{claim.kind}: {claim.title}" for claim in PublishedClaim.objects.filter(pk__in=hits("states").ids)
            ],
            "on its page": 'id="partnership-with-states"' in page,
            "follows moved claims": ' intersection partnership"' in page,
            "to filter by": "With states" in reader.get("/explore/?kind=partnership").content.decode(),
            "edited with its dossier": 'name="partnerships-0-title"' in form,
            "edited alone": 'name="body"' in alone,
            "offered for what another hand wrote": (PARTNERSHIPS.value, "partnerships") in section_answers(True),
            "among the lists of the admin": "organizations/partnership/" in editor.get("/admin/").content.decode(),
        }
    )
)
