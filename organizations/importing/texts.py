"""Texts that a command imports: all or none of them, with all that is wrong told at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.dossier.changes.compare import kind_of, wording_of
from organizations.dossier.changes.merge import Side
from organizations.dossier.document import Dossier
from organizations.dossier.text.errors import DossierError
from organizations.dossier.text.reading import Notice, Reading
from organizations.editing import locked
from organizations.importing.finding import SlugTaken
from organizations.importing.planning import Plan, Source, plan_import, read_chosen
from organizations.importing.refusals import RefusedImport, Unanswered
from organizations.importing.writing import is_current, refuse_undecided, write
from organizations.models import Organization
from organizations.wording import conflict, difference, kind_name, language_name, sentence, side


@dataclass(frozen=True, slots=True)
class Places:
    """Where the texts of a command go, and how they are read.

    `slug` is that of a dossier of its own, `into` that of the one that a text is merged into, whatever names they have;
    `name` is the organization's, where the text does not say it, `format` that of a text whose file does not tell it,
    `encoding` that of one that is not UTF-8 (of `ENCODINGS`), `language` the tag of the one that it is in.
    `prefer` says whose wording is taken where editors and a text both changed one.
    """

    slug: str = ""
    into: str = ""
    name: str = ""
    format: str = ""
    encoding: str = ""
    language: str = ""
    prefer: Side | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the organization's slug, a line for each claim, and what was not understood.

    `language` is a line about that of a new dossier, where nobody said it.
    """

    slug: str
    parts: tuple[str, ...]
    notices: tuple[Notice, ...]
    language: str = ""


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
    # The whole site: which dossiers are new, and so which slugs are taken, is only known under it.
    with locked():
        done = []
        for text, plan, again in zip(texts, plans, tasks, strict=True):
            with _naming(text):
                # An earlier text of the same command may have changed the dossier, its people or its slug.
                current = plan if is_current(plan) else again()
                done.append(
                    Imported(current.slug, _lines(current), current.reading.notices, _language_in_words(current))
                )
                if not (dry_run and current.undecided):
                    refuse_undecided(current)
                    write(current, by=None, published=published)
        if dry_run:
            # Written and undone: so a dry run meets whatever the database would refuse.
            transaction.set_rollback(True)
    return done


def read_texts(texts: Sequence[Given], *, places: Places = Places()) -> list[Reading]:
    """What texts say, read as an import would read them. Raises RefusedImport, which tells all that is wrong."""
    _refuse_many(texts, places)
    return _all_done(texts, [partial(_read, text, places) for text in texts])


def _refuse_many(texts: Sequence[Given], places: Places) -> None:
    if (places.slug or places.into or places.name) and len(texts) != 1:
        raise RefusedImport(_("--slug, --into and --name are for one text."))


def _all_of(
    texts: Sequence[Given], tasks: Sequence[Callable[[], Plan]], *, is_strict: bool, keep_unread: bool
) -> list[Plan]:
    def ready(task: Callable[[], Plan]) -> Plan:
        plan = task()
        if is_strict and plan.unanswered and not keep_unread:
            raise Unanswered(plan.unanswered)
        if is_strict:
            refuse_undecided(plan)
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
    source = text if isinstance(text, Source) else Source(text.read_bytes(), text.name, places.format)
    return source.encoded(places.encoding) if places.encoding else source


def _into(places: Places) -> Organization | None:
    organization = Organization.objects.filter(slug=places.into).first() if places.into else None
    if places.into and organization is None:
        raise RefusedImport(_("There is no dossier “%(slug)s”.") % {"slug": places.into})
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
        ways = _("--slug %(free)s makes a dossier of its own, --into %(taken)s merges it into that one.") % {
            "free": error.free,
            "taken": error.organization.slug,
        }
        raise RefusedImport(f"{path}: {error}\n{ways}") from error
    except RefusedImport as error:
        raise RefusedImport(f"{path}: {error}") from error


def placed(notice: Notice) -> str:
    """A notice with its line and column: "5:1: “Whenever” is no date"."""
    return f"{notice.line}:{notice.column}: “{notice.text}” {sentence(notice.message)}"


def _lines(plan: Plan) -> tuple[str, ...]:
    if plan.organization is None:
        name = f"{plan.result.name} ({plan.result.acronym})" if plan.result.acronym else plan.result.name
        return (_("organization “%(name)s” created") % {"name": name}, *created(plan.result))
    lines = [difference(each) for each in plan.differences] or [_("nothing has changed")]
    undecided = {each.name for each in plan.undecided}
    for each in plan.conflicts:
        is_open = each.name in undecided
        lines.append(f"{_('conflict') if is_open else _('decided')}: {conflict(each)}")
        sides = ((_("before"), each.base), (_("editors"), each.ours), (_("text"), each.theirs))
        nothing = f"({_('not there')})"
        lines += [f"  {whose}: {nothing if words is None else side(words)}" for whose, words in sides if is_open]
    return tuple(lines)


def _language_in_words(plan: Plan) -> str:
    doubt = plan.language_doubt
    return f"{language_name(plan.result.language)}: {sentence(doubt)} (--language)" if doubt else ""


def created(dossier: Dossier) -> list[str]:
    """A line for each claim of a new dossier."""
    lines = []
    for section in dossier.sections:
        named = [(kind_name(kind_of(claim, section)), wording_of(claim)) for claim in section.items]
        lines.append(_("section “%(name)s” created") % {"name": section.heading})
        lines += ["  " + _("%(kind)s “%(name)s” created") % {"kind": kind, "name": name} for kind, name in named]
    return lines
