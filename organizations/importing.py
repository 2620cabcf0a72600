"""A text comes in: it becomes a dossier, or is merged into one with what editors have made of it since."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar, cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.dossier.changes.compare import Difference, compare, kind_of, wording_of
from organizations.dossier.changes.identity import carry_identity
from organizations.dossier.changes.merge import Conflict, Merge, Side, merge
from organizations.dossier.document import AnyClaim, Dossier, Role, from_json
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import ANOTHER, ChoiceKind, Choices
from organizations.dossier.keys import former_slug_of, new_key, slug_of
from organizations.dossier.messages import Message
from organizations.dossier.names import former_person_slug_of
from organizations.dossier.notes import note
from organizations.dossier.text.errors import DossierError
from organizations.dossier.text.reading import Notice, Reading
from organizations.editing import ChangedMeanwhile, locked, record
from organizations.models import ImportChoices, Organization, Person, PublishedSlug, Revision
from organizations.publishing import PublishedSlugTaken, has_unpublished_changes, known_as, publish
from organizations.reading.snapshot import snapshot
from organizations.store import default_slug, dump_dossier, load_dossier
from organizations.wording import conflict, difference, kind_name, language_name, sentence, side


class RefusedImport(Exception):
    """A text was not imported; the message says why, for its author."""


class NoSuchRevision(RefusedImport):
    """The text was not written from a revision that the dossier has."""


class SupersededPlan(RefusedImport, ChangedMeanwhile):
    """The dossier was changed since the import was planned."""


class Unanswered(RefusedImport):
    """Something of a text was not understood that somebody has to answer first: `notices` say what."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self.notices = tuple(notices)
        super().__init__("\n".join(sentence(each.message) for each in notices))


class SlugTaken(RefusedImport):
    """The slug that a text would get is that of `organization`, which has another name; `free` is one it could get."""

    def __init__(self, organization: Organization, slug: str, dossier: Dossier) -> None:
        self.organization, self.slug, self.free = organization, slug, _free_slug(dossier)
        super().__init__(
            _("“%(slug)s” is the address of %(organization)s, and the text is about %(name)s.")
            % {"slug": slug, "organization": organization, "name": dossier.name}
        )


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: its words or bytes, and what tells its format, the name of its file or the format itself."""

    content: bytes | str
    file_name: str = ""
    format: str = ""

    def read(self, choices: Choices | None = None) -> Reading:
        """What it says, by what was chosen. Raises DossierError where nothing of it can be read."""
        choices = _without_others(choices or Choices())
        return read_source(self.content, file_name=self.file_name, format=self.format, choices=choices)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a text would make of an organization, or of none yet.

    `chosen` is what was chosen about its reading, `language` the tag of the one that somebody said it is in. `told` is
    what the text says, with the keys of the claims that it tells again; `made` what the dossier would say, `ours` what
    it says now, as its revision `number` (0 where it has none) or since.
    """

    slug: str
    organization: Organization | None
    number: int
    reading: Reading
    chosen: Choices
    ours: Dossier | None
    told: Dossier
    made: Dossier
    base: Dossier | None
    differences: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...] = ()
    undecided: tuple[Conflict, ...] = ()
    language: str = ""

    @property
    def is_news(self) -> bool:
        """Whether the text says something else than the one before it, or the dossier would."""
        return bool(self.differences) or self.base is None or bool(compare(self.base, self.told))

    @property
    def language_doubt(self) -> Message | None:
        """Why the language of a new dossier is only guessed."""
        is_told = self.organization or self.language
        return None if is_told else self.reading.language_doubt

    @property
    def unanswered(self) -> tuple[Notice, ...]:
        """What was not understood and has to be answered first, or kept as written."""
        return tuple(each for each in self.reading.notices if each.blocks)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the organization's slug, a line for each claim, and what was not understood.

    `language` is a line about that of a new dossier, where nobody said it.
    """

    slug: str
    parts: tuple[str, ...]
    notices: tuple[Notice, ...]
    language: str = ""


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
    reading, used = read_chosen(source, organization=organization, slug=slug, name=name, chosen=chosen)
    with snapshot():
        if organization:
            organization = Organization.objects.get(pk=organization.pk)
        else:
            organization = organization_of(reading.dossier, slug)
        slug = organization.slug if organization else slug or default_slug(reading.dossier)
        number = _last_number(organization)
        ours = dump_dossier(organization) if organization else None
        dossier = _with_others(_with_known(reading.dossier), reading, used, ours)
        grown_from = _grown_from(organization, base)
    if ours is None:
        made = replace(dossier, language=language or dossier.language)
        return Plan(slug, None, number, reading, used, None, made, made, None, (), language=language)
    told = carry_identity(grown_from or ours, dossier, ours)
    told = replace(told, language=language or told.language)
    merged: Merge = merge(grown_from, ours, told, choices)
    differences = tuple(compare(ours, merged.dossier))
    found = merged.conflicts, merged.undecided
    return Plan(
        slug, organization, number, reading, used, ours, told, merged.dossier, grown_from, differences, *found, language
    )


def _without_others(choices: Choices) -> Choices:
    """The choices as the reader takes them: another person is a person."""
    return replace(
        choices,
        chosen=tuple(replace(each, value="person") if each.value == ANOTHER else each for each in choices.chosen),
    )


def known_people(dossier: Dossier) -> dict[str, str]:
    """The people of a dossier who are known: the slug of each one's name, and the slug that they have.

    That is another one for whoever got it before names were written in Latin letters.
    """
    roles = [claim for _, claim in dossier.items() if isinstance(claim, Role)]
    slugs = {role.person: (role.person, former_person_slug_of(role.name)) for role in roles}
    known = set(Person.objects.filter(slug__in=set(chain(*slugs.values()))).values_list("slug", flat=True))
    return {slug: next(each for each in either if each in known) for slug, either in slugs.items() if known & {*either}}


def _with_known(dossier: Dossier) -> Dossier:
    """The dossier, its people with the slugs that they are known by."""
    known = known_people(dossier)
    roles = [claim for _, claim in dossier.items() if isinstance(claim, Role)]
    return _renamed(dossier, {role.name: known.get(role.person, role.person) for role in roles})


def _with_others(dossier: Dossier, reading: Reading, chosen: Choices, ours: Dossier | None) -> Dossier:
    """The dossier of a reading, where those who are said to be others of their names have slugs of their own.

    Whom `ours` has by that name is the one who was meant before.
    """
    blocks = {block for block, each in chosen.of(ChoiceKind.NAME).items() if each.value == ANOTHER}
    keys = {each.key for each in reading.outcomes if each.block in blocks and each.key}
    roles = [claim for _section, claim in dossier.items() if isinstance(claim, Role)]
    names = {role.name: role.person for role in roles if role.key in keys}
    if not names:
        return dossier
    before = {claim.name: claim.person for _, claim in ours.items() if isinstance(claim, Role)} if ours else {}
    taken = set(Person.objects.values_list("slug", flat=True)) | {role.person for role in roles}
    others = {
        name: before[name] if before.get(name, person) != person else new_key(name, taken)
        for name, person in names.items()
    }
    return _renamed(dossier, others)


def _renamed(dossier: Dossier, people: Mapping[str, str]) -> Dossier:
    """The dossier with the slugs of these people, by their names."""

    def given(claim: AnyClaim) -> AnyClaim:
        return replace(claim, person=people.get(claim.name, claim.person)) if isinstance(claim, Role) else claim

    sections = (replace(each, items=tuple(given(claim) for claim in each.items)) for each in dossier.sections)
    return replace(dossier, sections=tuple(sections))


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


def organization_of(dossier: Dossier, slug: str) -> Organization | None:
    """The organization that a text is about, or None. Raises SlugTaken, and RefusedImport for what is no slug."""
    if slug and slug_of(slug) != slug:
        raise RefusedImport(_("“%(slug)s” is no address: small letters, digits and hyphens.") % {"slug": slug})
    slugs = [slug] if slug else [default_slug(dossier), former_slug_of(dossier.acronym or dossier.name)]
    holders = Organization.objects.in_bulk(slugs, field_name="slug")
    for each in holders.values():
        if _is_called(each, dossier.name):
            return each
    holder = holders.get(slugs[0])
    namesakes = [] if slug else list(Organization.objects.filter(name=dossier.name, acronym=dossier.acronym)[:2])
    if len(namesakes) == 1:
        return namesakes[0]
    known = holder or (None if slug else _known_at(default_slug(dossier)))
    if known:
        raise SlugTaken(known, slug or default_slug(dossier), dossier)
    return None


def _is_called(organization: Organization, name: str) -> bool:
    """Whether it has the name, or had it in its last text."""
    text = last_text(organization)
    return _bare(name) in {_bare(organization.name), _bare(text.name) if text else ""}


def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))


def _known_at(slug: str) -> Organization | None:
    """The organization that readers find there, though its working copy has another slug by now."""
    return cast(Organization | None, known_as(PublishedSlug.Kind.ORGANIZATION, slug))


def _free_slug(dossier: Dossier) -> str:
    taken = set(Organization.objects.values_list("slug", flat=True))
    return new_key(dossier.name, taken)


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


def _last_number(organization: Organization | None) -> int:
    numbers = organization.revisions.values_list("number", flat=True) if organization else None
    return (numbers.first() if numbers else None) or 0


def last_text(organization: Organization) -> Dossier | None:
    """What the text said that was imported last, or None where the dossier was made in the admin."""
    revision = organization.revisions.filter(origin=Revision.Origin.TEXT).first()
    return dossier_of(revision) if revision else None


def dossier_of(revision: Revision) -> Dossier:
    """What a text says that was written from the revision: of an imported one, the text itself."""
    return from_json(revision.imported or revision.data)


def carry_out(
    plan: Plan, *, by: User | None = None, published: bool = False, keep_unread: bool = False
) -> Organization:
    """Do what is planned; one revision keeps it, and what was chosen about the reading is kept for the next text.

    Raises RefusedImport while a conflict is undecided, Unanswered while something is unanswered and not kept as
    written by `keep_unread`, SupersededPlan where the dossier says something else by now.
    """
    if plan.unanswered and not keep_unread:
        raise Unanswered(plan.unanswered)
    _refuse_undecided(plan)
    # A new dossier takes a slug: then nobody else writes anything.
    with locked([plan.organization.pk] if plan.organization else None):
        if not _is_current(plan):
            raise SupersededPlan(_("The dossier was changed meanwhile."))
        return _carry_out(plan, by=by, published=published)


def _refuse_undecided(plan: Plan) -> None:
    if plan.undecided:
        names = "\n".join(f"  {conflict(each)}" for each in plan.undecided)
        raise RefusedImport(f"“{plan.organization}” and the text were both changed:\n{names}")


def _carry_out(plan: Plan, *, by: User | None, published: bool) -> Organization:
    organization = plan.organization
    if organization is None or plan.differences:
        organization = load_dossier(plan.made, slug=plan.slug)
    if plan.is_news:
        imported = plan.told if compare(plan.told, plan.made) else None
        record(organization, by=by, note=note("imported"), origin=Revision.Origin.TEXT, imported=imported)
    _keep_choices(organization, plan.chosen)
    if published:
        try:
            publish(organization, by=by, note=note("imported") if has_unpublished_changes(organization) else "")
        except PublishedSlugTaken as error:
            raise RefusedImport(sentence(error.message)) from error
    return organization


def _keep_choices(organization: Organization, chosen: Choices) -> None:
    kept = ImportChoices.objects.filter(organization=organization).first() or ImportChoices(organization=organization)
    if kept.chosen != chosen:
        kept.chosen = chosen
        kept.save()


def _is_current(plan: Plan) -> bool:
    """Whether the dossier still says, under its slug, what the plan was made from."""
    organization = Organization.objects.filter(slug=plan.slug).first()
    if organization is None or plan.organization is None:
        return organization is plan.organization
    is_same = organization.pk == plan.organization.pk and _last_number(organization) == plan.number
    return is_same and dump_dossier(organization) == plan.ours


@dataclass(frozen=True, slots=True)
class Places:
    """Where the texts of a command go, and how they are read.

    `slug` is that of a dossier of its own, `into` that of the one that a text is merged into, whatever names they have;
    `name` is the organization's, where the text does not say it, `format` that of a text whose file does not tell it,
    `language` the tag of the one that it is in.
    `prefer` says whose wording is taken where editors and a text both changed one.
    """

    slug: str = ""
    into: str = ""
    name: str = ""
    format: str = ""
    language: str = ""
    prefer: Side | None = None


Given = Path | Source
"""A file, or what was read already."""


def import_texts(
    texts: Sequence[Given],
    *,
    places: Places = Places(),
    published: bool = False,
    dry_run: bool = False,
    keep_unread: bool = False,
) -> list[Imported]:
    """Import texts, all or none of them; with `dry_run` everything is undone at the end.

    Raises RefusedImport, which tells all that is wrong with all of them. What editors and a text both changed is
    refused, unless it is said whose wording is taken; what was not understood and has to be answered, unless
    `keep_unread`. A dry run refuses neither, and shows it.
    """
    _refuse_many(texts, places)
    tasks = [partial(_planned, text, places) for text in texts]
    plans = _all_of(texts, tasks, is_strict=not dry_run, keep_unread=keep_unread)
    with locked():
        done = []
        for text, plan, again in zip(texts, plans, tasks, strict=True):
            with _naming(text):
                current = plan if _is_current(plan) else again()
                done.append(
                    Imported(current.slug, _lines(current), current.reading.notices, _language_in_words(current))
                )
                if not (dry_run and current.undecided):
                    _refuse_undecided(current)
                    _carry_out(current, by=None, published=published)
        if dry_run:
            transaction.set_rollback(True)
    return done


def read_texts(texts: Sequence[Given], *, places: Places = Places()) -> list[Reading]:
    """What texts say, read as an import would read them. Raises RefusedImport, which tells all that is wrong."""
    _refuse_many(texts, places)
    return _all_done(texts, [partial(_read, text, places) for text in texts])


def _refuse_many(texts: Sequence[Given], places: Places) -> None:
    if (places.slug or places.into or places.name) and len(texts) != 1:
        raise RefusedImport("--slug, --into and --name are for one text.")


def _all_of(
    texts: Sequence[Given], tasks: Sequence[Callable[[], Plan]], *, is_strict: bool, keep_unread: bool
) -> list[Plan]:
    def ready(task: Callable[[], Plan]) -> Plan:
        plan = task()
        if is_strict and plan.unanswered and not keep_unread:
            raise Unanswered(plan.unanswered)
        if is_strict:
            _refuse_undecided(plan)
        return plan

    return _all_done(texts, [partial(ready, task) for task in tasks])


T = TypeVar("T")


def _all_done(texts: Sequence[Given], tasks: Sequence[Callable[[], T]]) -> list[T]:
    """What each task gives. Raises RefusedImport with what is wrong with any of the texts."""
    done, problems = [], []
    for text, task in zip(texts, tasks, strict=True):
        try:
            with _naming(text):
                done.append(task())
        except RefusedImport as error:
            problems.append(str(error))
    if problems:
        raise RefusedImport("\n".join(problems))
    return done


def _source_of(text: Given, places: Places) -> Source:
    return text if isinstance(text, Source) else Source(text.read_bytes(), text.name, places.format)


def _into(places: Places) -> Organization | None:
    organization = Organization.objects.filter(slug=places.into).first() if places.into else None
    if places.into and organization is None:
        raise RefusedImport(f"There is no dossier “{places.into}”.")
    return organization


def _read(text: Given, places: Places) -> Reading:
    organization = _into(places)
    source = _source_of(text, places)
    reading, _chosen = read_chosen(source, organization=organization, slug=places.slug, name=places.name)
    if not places.language:
        return reading
    return replace(reading, dossier=replace(reading.dossier, language=places.language), language_doubt=None)


def _planned(text: Given, places: Places) -> Plan:
    organization = _into(places)
    source = _source_of(text, places)
    places_of_text = {name: getattr(places, name) for name in ("slug", "name", "language")}
    planned = partial(plan_import, source, organization=organization, **places_of_text)
    plan = planned()
    if places.prefer and plan.conflicts:
        plan = planned(choices={each.name: places.prefer for each in plan.conflicts})
    return plan


def _label(text: Given) -> str:
    return str(text) if isinstance(text, Path) else "-"


@contextmanager
def _naming(text: Given) -> Iterator[None]:
    """Name the file, and the place in it, in what is refused."""
    path = _label(text)
    try:
        yield
    except OSError as error:
        raise RefusedImport(f"{path}: {error.strerror or error}") from error
    except DossierError as error:
        raise RefusedImport(f"{path}:{error.line}:{error.column}: {sentence(error.message)}") from error
    except Unanswered as error:
        raise RefusedImport("\n".join(f"{path}:{placed(each)}" for each in error.notices)) from error
    except SlugTaken as error:
        ways = (
            f"--slug {error.free} makes a dossier of its own, --into {error.organization.slug} merges it into that one."
        )
        raise RefusedImport(f"{path}: {error}\n{ways}") from error
    except RefusedImport as error:
        raise RefusedImport(f"{path}: {error}") from error


def placed(notice: Notice) -> str:
    """A notice with its line and column: "5:1: “Whenever” is no date"."""
    return f"{notice.line}:{notice.column}: “{notice.words}” {sentence(notice.message)}"


def _lines(plan: Plan) -> tuple[str, ...]:
    if plan.organization is None:
        name = f"{plan.made.name} ({plan.made.acronym})" if plan.made.acronym else plan.made.name
        return (f"organization “{name}” created", *created(plan.made))
    lines = [difference(each) for each in plan.differences] or ["nothing has changed"]
    undecided = {each.name for each in plan.undecided}
    for each in plan.conflicts:
        is_open = each.name in undecided
        lines.append(f"{'conflict' if is_open else 'decided'}: {conflict(each)}")
        sides = (("before", each.base), ("editors", each.ours), ("text", each.theirs))
        lines += [f"  {whose}: {'(not there)' if words is None else side(words)}" for whose, words in sides if is_open]
    return tuple(lines)


def _language_in_words(plan: Plan) -> str:
    doubt = plan.language_doubt
    return f"{language_name(plan.made.language)}: {sentence(doubt)} (--language)" if doubt else ""


def created(dossier: Dossier) -> list[str]:
    """A line for each claim of a new dossier."""
    lines = []
    for section in dossier.sections:
        lines.append(f"section “{section.heading}” created")
        lines += [f"  {kind_name(kind_of(claim, section))} “{wording_of(claim)}” created" for claim in section.items]
    return lines
