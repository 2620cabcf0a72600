"""Write a dossier out as text."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from organizations.dossier.document import Dossier, from_json
from organizations.dossier.intake import write_source
from organizations.dossier.text.errors import UnwritableDossier
from organizations.models import Organization, PublishedOrganization, Revision
from organizations.store import dump_dossier
from organizations.wording import sentence


class Command(BaseCommand):
    help = "Write a dossier to the standard output: the working copy, what readers see, or a revision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--format", choices=["text"], default="text")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--published", action="store_true", help="what readers see")
        which.add_argument("--revision", type=int, metavar="NUMBER", help="what it said then, by its number")

    def handle(self, *args: object, slug: str, published: bool, revision: int | None, **options: object) -> None:
        try:
            if revision is not None:
                dossier = _revision(slug, revision)
            else:
                dossier = _published(slug) if published else _working_copy(slug)
            text = write_source(dossier)
        except (Organization.DoesNotExist, PublishedOrganization.DoesNotExist) as error:
            raise CommandError(f"no {'published ' * published}dossier “{slug}”") from error
        except Revision.DoesNotExist as error:
            raise CommandError(f"no revision {revision} of a dossier “{slug}”") from error
        except UnwritableDossier as error:
            raise CommandError(sentence(error.message)) from error
        # To the byte: the command's own stream would add a line end.
        stream = getattr(self.stdout, "_out", sys.stdout)
        stream.write(text)
        stream.flush()


def _published(slug: str) -> Dossier:
    return from_json(PublishedOrganization.objects.select_related("revision").get(slug=slug).revision.data)


def _revision(slug: str, number: int) -> Dossier:
    return from_json(Revision.objects.get(organization__slug=slug, number=number).data)


def _working_copy(slug: str) -> Dossier:
    return dump_dossier(Organization.objects.get(slug=slug))
