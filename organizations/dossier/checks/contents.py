"""What is said twice, and what is left unsaid: texts, themes, what a section holds, the facts of a snapshot."""

from collections.abc import Iterator
from datetime import date

from organizations.dossier.changes.compare import kind_of, wording_of
from organizations.dossier.checks.check import Check, Found, Severity
from organizations.dossier.document import Dossier, Event, Point, Role, Section, SectionKind
from organizations.dossier.facts import FOUNDED, HEADQUARTERS, fact, years_in


def _duplicates(dossier: Dossier, today: date) -> Iterator[Found]:
    seen = set()
    for section, claim in dossier.items():
        # Two facts under one label may both be true: "Headquarters: Geneva", "Headquarters: New York".
        if not isinstance(claim, Event | Point | Role):
            continue
        period = "" if isinstance(claim, Point) or not claim.period else claim.period.words
        wording = (kind_of(claim, section), wording_of(claim).casefold(), claim.title.casefold(), period)
        if wording in seen:
            yield wording[0], claim, {}
        seen.add(wording)


def _without_text(dossier: Dossier, today: date) -> Iterator[Found]:
    return ((kind, claim, {}) for kind, claim in _claims(dossier) if not claim.body.strip())


def _without_theme(dossier: Dossier, today: date) -> Iterator[Found]:
    return ((kind, claim, {}) for kind, claim in _claims(dossier) if not claim.themes)


def _empty_sections(dossier: Dossier, today: date) -> Iterator[Found]:
    return (("section", each, {}) for each in dossier.sections if not each.items and not each.text.strip())


def _without_founding(dossier: Dossier, today: date) -> Iterator[Found]:
    if not years_in(fact(dossier, FOUNDED)):
        yield _snapshot(dossier)


def _without_headquarters(dossier: Dossier, today: date) -> Iterator[Found]:
    if not fact(dossier, HEADQUARTERS):
        yield _snapshot(dossier)


def _claims(dossier: Dossier) -> Iterator[tuple[str, Event | Point]]:
    return ((kind_of(claim, section), claim) for section, claim in dossier.items() if isinstance(claim, Event | Point))


def _snapshot(dossier: Dossier) -> Found:
    section: Section | None = dossier.of_kind(SectionKind.SNAPSHOT)
    return ("section" if section else "dossier", section, {})


CONTENTS = (
    Check("duplicate", Severity.ERROR, _duplicates),
    Check("no-text", Severity.WARNING, _without_text),
    Check("no-theme", Severity.WARNING, _without_theme),
    Check("empty-section", Severity.WARNING, _empty_sections),
    Check("no-founding", Severity.WARNING, _without_founding),
    Check("no-headquarters", Severity.WARNING, _without_headquarters),
)
