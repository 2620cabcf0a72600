"""What importing a text would do, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from organizations.dossier.changes.compare import Difference, compare
from organizations.dossier.changes.identity import carry_identity
from organizations.dossier.changes.merge import Conflict, Merge, Side, merge
from organizations.dossier.document import Dossier
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import ANOTHER, Choices
from organizations.dossier.intake.formats.decoding import in_utf8
from organizations.dossier.intake.formats.packages import ZIP
from organizations.dossier.messages import Message
from organizations.dossier.text.reading import Notice, Reading
from organizations.importing.finding import dossier_of, last_number, last_text, organization_of
from organizations.importing.people import with_known, with_others
from organizations.importing.refusals import NoSuchRevision, RefusedImport
from organizations.models import ImportChoices, Organization, Revision
from organizations.reading.snapshot import snapshot
from organizations.store import default_slug, dump_dossier


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: its words or bytes, and what tells its format, the name of its file or the format itself."""

    content: bytes | str
    file_name: str = ""
    format: str = ""

    def encoded(self, encoding: str) -> "Source":
        """The source, the bytes of a text as UTF-8 that are in another encoding. Raises UnreadableText where not."""
        if isinstance(self.content, str) or self.content.startswith(ZIP):
            return self
        return replace(self, content=in_utf8(self.content, encoding))

    def read(self, choices: Choices | None = None) -> Reading:
        """What it says, by what was chosen. Raises DossierError where nothing of it can be read."""
        choices = _without_others(choices or Choices())
        return read_source(self.content, file_name=self.file_name, format=self.format, choices=choices)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a text would make of an organization, or of none yet.

    `chosen` is what was chosen about its reading, `language` the tag of the one that somebody said it is in. `incoming`
    is what the text says, with the keys of the claims that it tells again; `result` what the dossier would say, `ours`
    what it says now, as its revision `number` (0 where it has none) or since.
    """

    slug: str
    organization: Organization | None
    number: int
    reading: Reading
    chosen: Choices
    ours: Dossier | None
    incoming: Dossier
    result: Dossier
    base: Dossier | None
    differences: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...] = ()
    undecided: tuple[Conflict, ...] = ()
    language: str = ""

    @property
    def is_news(self) -> bool:
        """Whether the text says something else than the one before it, or the dossier would."""
        return bool(self.differences) or self.base is None or bool(compare(self.base, self.incoming))

    @property
    def language_doubt(self) -> Message | None:
        """Why the language of a new dossier is only guessed."""
        is_known = self.organization or self.language
        return None if is_known else self.reading.language_doubt

    @property
    def unanswered(self) -> tuple[Notice, ...]:
        """What was not understood and has to be answered first, or kept as written."""
        return tuple(each for each in self.reading.notices if each.blocks)


def plan_import(
    source: Source | bytes | str,
    *,
    organization: Organization | None = None,
    slug: str = "",
    base: Revision | int | None = None,
    choices: Mapping[str, Side] | None = None,
    name: str = "",
    language: str = "",
    chosen: Choices | None = None,
) -> Plan:
    """What importing the source would do; nothing is written or locked. Raises DossierError where it is no dossier.

    It is merged into `organization`, or the one of its name and `slug`; without a slug, into the one that has its name
    or had it. `base` is the revision, or its number, that the text was written from, or else its last imported text.
    `choices` decide conflicts by name; `chosen` is what a person chose about the reading, None what was chosen for the
    text before it; `name` is the organization's, where the text does not say it; `language` is the tag of the one that
    somebody says the dossier is in. Raises SlugTaken, NoSuchRevision.
    """
    source = source if isinstance(source, Source) else Source(source)
    # Before the snapshot: reading a long text takes seconds, and needs no database for most of it.
    reading, used = read_chosen(source, organization=organization, slug=slug, name=name, chosen=chosen)
    # All of it as one moment has it, or a save in between would look like a difference between text and dossier.
    with snapshot():
        if organization:
            organization = Organization.objects.get(pk=organization.pk)
        else:
            organization = organization_of(reading.dossier, slug)
        slug = organization.slug if organization else slug or default_slug(reading.dossier)
        number = last_number(organization)
        ours = dump_dossier(organization) if organization else None
        dossier = with_others(with_known(reading.dossier), reading, used, ours)
        grown_from = _grown_from(organization, base)
    if ours is None:
        result = replace(dossier, language=language or dossier.language)
        return Plan(slug, None, number, reading, used, None, result, result, None, (), language=language)
    incoming = carry_identity(grown_from or ours, dossier, ours)
    incoming = replace(incoming, language=language or incoming.language)
    merged: Merge = merge(grown_from, ours, incoming, choices)
    differences = tuple(compare(ours, merged.dossier))
    found = merged.conflicts, merged.undecided
    return Plan(
        slug,
        organization,
        number,
        reading,
        used,
        ours,
        incoming,
        merged.dossier,
        grown_from,
        differences,
        *found,
        language,
    )


def _without_others(choices: Choices) -> Choices:
    """The choices as the reader takes them: another person is a person."""
    return replace(
        choices,
        chosen=tuple(replace(each, value="person") if each.value == ANOTHER else each for each in choices.chosen),
    )


def read_chosen(
    source: Source,
    *,
    organization: Organization | None = None,
    slug: str = "",
    name: str = "",
    chosen: Choices | None = None,
) -> tuple[Reading, Choices]:
    """What a source says by what was `chosen`, and what that was: for None, what was chosen for the text before it.

    The one before it is that of the organization, or of the one that its name, or its slug, tells; `name` is said
    where the source does not say it. Raises DossierError.
    """
    if chosen is not None:
        return source.read(chosen), chosen
    if organization:
        kept = _named(choices_for(organization), name)
        return source.read(kept), kept
    # Read twice where choices are found: which dossier it is of, and so what was chosen before, is only known once it
    # was read.
    reading = source.read(_named(Choices(), name))
    try:
        organization = organization_of(reading.dossier, slug)
    except RefusedImport:
        organization = None
    kept = choices_for(organization) if organization else Choices()
    return (source.read(_named(kept, name)) if kept.chosen else reading), _named(Choices(kept.chosen), name)


def _named(choices: Choices, name: str) -> Choices:
    return replace(choices, name=name) if name else choices


def choices_for(organization: Organization) -> Choices:
    """What was chosen about the reading of the text that was imported last."""
    kept = ImportChoices.objects.filter(organization=organization).first()
    return kept.chosen if kept else Choices()


def _grown_from(organization: Organization | None, base: Revision | int | None) -> Dossier | None:
    if not organization and not base:
        return None
    if isinstance(base, int) and base:
        base = organization.revisions.filter(number=base).first() if organization else None
        if base is None:
            raise NoSuchRevision(_("There is no such revision."))
    if base:
        return dossier_of(base)
    return last_text(organization) if organization else None
