"""What cannot be in a dossier, and what is missing: a table of checks, each a question to the value."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from organizations.dossier.compare import kind_of, wording_of
from organizations.dossier.document import Dossier, Event, Part, Point, Role, Section, SectionKind
from organizations.dossier.errors import UnwritableDossier
from organizations.dossier.period import Period
from organizations.dossier.snapshot import FOUNDED, HEADQUARTERS, fact, years_in
from organizations.dossier.writer import write
from organizations.speech import gettext, gettext_noop
from organizations.stretches import uncovered

HANDOVER = timedelta(days=183)
"""How long two people may hold one office at a time."""

LEAST_GAP = 365
"""Days that may pass unrecorded: 2018 and 2020 are a gap apart, 2018 and 2019 adjoin."""

FAR = 50
"""Years from now that no claim begins after."""

SHARED = frozenset(
    {"acting", "adviser", "advisor", "assistant", "co-chair", "deputy", "envoy", "member", "representative", "special"}
    | {"vice", "vice-president"}
)
"""A word of an office that several hold at a time, or nobody for years."""


class Severity(StrEnum):
    """How bad it is: a contradiction, or a hint at what a reader will look for."""

    IMPOSSIBLE = "cannot be"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its name, the part (kind in words, key, words), and what its sentence names.

    Of kind "dossier", without a key, where it is about no part of it.
    """

    check: str
    kind: str
    key: str
    words: str
    details: dict[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return CHECKS[self.check].severity

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for an editor."""
        return gettext(CHECKS[self.check].sentence) % self.details


Found = tuple[str, Part | None, dict[str, str]]
"""A part's kind in words, the part, and what the sentence names; no part where it is about the dossier."""


@dataclass(frozen=True, slots=True)
class Check:
    """A question to a dossier, and the sentence for each answer.

    Findings are kept by the name: a check whose sentence comes to name something else gets another one.
    """

    name: str
    severity: Severity
    sentence: str
    find: Callable[[Dossier, date], Iterator[Found]]


def check(dossier: Dossier, today: date) -> list[Finding]:
    """All that the checks find, what cannot be first."""
    return [
        Finding(each.name, kind, part.key if part else "", wording_of(part) if part else dossier.name, details)
        for each in CHECKS.values()
        for kind, part, details in each.find(dossier, today)
    ]


# -- what cannot be ---------------------------------------------------------------------------------------------


def _overlaps(dossier: Dossier, today: date) -> Iterator[Found]:
    for terms in _offices(dossier):
        held: tuple[Role, Period] | None = None
        for role, period in sorted(terms, key=lambda term: term[1].core):
            starts, ends = period.core
            if starts > ends:
                continue  # it surely held the office on no day
            if held and min(ends, held[1].core[1]) - starts > HANDOVER:
                yield "role", role, {"office": role.title, "other": held[0].name, "period": held[1].words}
            if held is None or ends > held[1].core[1]:
                held = role, period


def _before_founding(dossier: Dossier, today: date) -> Iterator[Found]:
    founded = min(years_in(fact(dossier, FOUNDED)), default=None)
    for event in _events(dossier):
        if founded and event.period.reach[1].year < founded:
            yield "event", event, {"founded": str(founded)}


def _far_future(dossier: Dossier, today: date) -> Iterator[Found]:
    for section, item in dossier.items():
        starts = item.period.start_earliest if isinstance(item, Event | Role) and item.period else None
        if starts and starts.year > today.year + FAR:
            yield kind_of(item, section), item, {"year": str(starts.year)}


def _out_of_order(dossier: Dossier, today: date) -> Iterator[Found]:
    for above, event in pairwise(_events(dossier)):
        first, then = above.period.start_earliest, event.period.start_latest
        if first and then and then < first:
            yield "event", event, {"above": above.title, "period": above.period.words}


def _told_twice(dossier: Dossier, today: date) -> Iterator[Found]:
    seen = set()
    for section, item in dossier.items():
        if not isinstance(item, Event | Point | Role):
            continue
        period = "" if isinstance(item, Point) or not item.period else item.period.words
        said = (kind_of(item, section), wording_of(item).casefold(), item.title.casefold(), period)
        if said in seen:
            yield said[0], item, {}
        seen.add(said)


def _unwritable(dossier: Dossier, today: date) -> Iterator[Found]:
    try:
        write(dossier)
    except UnwritableDossier as error:
        yield "dossier", None, {"reason": str(error)}


# -- what is missing --------------------------------------------------------------------------------------------


def _gaps(dossier: Dossier, today: date) -> Iterator[Found]:
    for terms in _offices(dossier):
        following = {period.reach[0].toordinal(): role for role, period in terms}
        for first, last in uncovered((_days(period) for _role, period in terms), LEAST_GAP):
            role = following[int(last)]
            yield "role", role, {"office": role.title, **_between(first, last)}


def _unled(dossier: Dossier, today: date) -> Iterator[Found]:
    """Before the first term that is recorded, and after the last."""
    section = dossier.of_kind(SectionKind.PEOPLE)
    terms = [_days(role.period) for role in _roles(dossier) if role.period]
    if not section or not terms:
        return
    year = next(iter(years_in(fact(dossier, FOUNDED))), None)
    founded = [(date(year, 12, 31).toordinal(),) * 2] if year else []
    recorded = min(first for first, _last in terms), max(last for _first, last in terms)
    for first, last in uncovered([*founded, recorded, (today.toordinal(),) * 2], LEAST_GAP):
        yield "section", section, _between(first, last)


def _undated_roles(dossier: Dossier, today: date) -> Iterator[Found]:
    return (("role", role, {}) for role in _roles(dossier) if role.period is None)


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


# -- what they share --------------------------------------------------------------------------------------------


def _events(dossier: Dossier) -> list[Event]:
    return [item for _section, item in dossier.items() if isinstance(item, Event)]


def _roles(dossier: Dossier) -> list[Role]:
    return [item for _section, item in dossier.items() if isinstance(item, Role)]


def _claims(dossier: Dossier) -> Iterator[tuple[str, Event | Point]]:
    return ((kind_of(item, section), item) for section, item in dossier.items() if isinstance(item, Event | Point))


def _offices(dossier: Dossier) -> list[list[tuple[Role, Period]]]:
    """The dated terms of each office that one person holds at a time."""
    found: dict[str, list[tuple[Role, Period]]] = defaultdict(list)
    for role in _roles(dossier):
        if role.title and role.period and SHARED.isdisjoint(role.title.casefold().split()):
            found[role.title.casefold()].append((role, role.period))
    return list(found.values())


def _snapshot(dossier: Dossier) -> Found:
    section: Section | None = dossier.of_kind(SectionKind.SNAPSHOT)
    return ("section" if section else "dossier", section, {})


def _days(period: Period) -> tuple[int, int]:
    first, last = period.reach
    return first.toordinal(), last.toordinal()


def _between(first: float, last: float) -> dict[str, str]:
    return {"first": str(date.fromordinal(int(first)).year), "last": str(date.fromordinal(int(last)).year)}


CHECKS: dict[str, Check] = {
    each.name: each
    for each in (
        Check(
            "overlap",
            Severity.IMPOSSIBLE,
            gettext_noop(
                "%(other)s (%(period)s) was %(office)s at the same time. "
                "Correct one of the periods, or name the offices apart."
            ),
            _overlaps,
        ),
        Check(
            "before-founding",
            Severity.IMPOSSIBLE,
            gettext_noop(
                "It was over before %(founded)s, the earliest year that the fact “Founded” names. "
                "Correct the period, or name the year of the predecessor in that fact."
            ),
            _before_founding,
        ),
        Check(
            "far-future",
            Severity.IMPOSSIBLE,
            gettext_noop("It begins in %(year)s, more than fifty years from now. Correct the period."),
            _far_future,
        ),
        Check(
            "out-of-order",
            Severity.IMPOSSIBLE,
            gettext_noop(
                "It began before the event above it, “%(above)s” (%(period)s). "
                "Move it up, or correct one of the periods."
            ),
            _out_of_order,
        ),
        Check(
            "told-twice",
            Severity.IMPOSSIBLE,
            gettext_noop("Another one says the same title and period. Remove one, or tell them apart."),
            _told_twice,
        ),
        Check(
            "unwritable",
            Severity.IMPOSSIBLE,
            gettext_noop("It cannot be written as a text: %(reason)s. Reword that part."),
            _unwritable,
        ),
        Check(
            "gap",
            Severity.MISSING,
            gettext_noop(
                "Nobody is recorded as %(office)s between %(first)s and %(last)s. "
                "Add who held the office, or correct the periods."
            ),
            _gaps,
        ),
        Check(
            "unled",
            Severity.MISSING,
            gettext_noop("Nobody in office is recorded between %(first)s and %(last)s. Add who led it."),
            _unled,
        ),
        Check(
            "undated-role",
            Severity.MISSING,
            gettext_noop("It has no period. Add one, as in “2008–2018” or “since 2023”."),
            _undated_roles,
        ),
        Check("no-text", Severity.MISSING, gettext_noop("It has a title only. Add its text."), _without_text),
        Check(
            "no-theme",
            Severity.MISSING,
            gettext_noop("It has no theme, so that nobody finds it by one. Tick those it is about."),
            _without_theme,
        ),
        Check(
            "empty-section",
            Severity.MISSING,
            gettext_noop("Nothing stands under this heading. Add what belongs there, or remove it."),
            _empty_sections,
        ),
        Check(
            "no-founding",
            Severity.MISSING,
            gettext_noop("The snapshot names no year of founding. Add a fact “Founded” with the year in it."),
            _without_founding,
        ),
        Check(
            "no-headquarters",
            Severity.MISSING,
            gettext_noop(
                "The snapshot does not say where it sits. Add a fact “Headquarters”, as in “Geneva, Switzerland”."
            ),
            _without_headquarters,
        ),
    )
}
"""Every check by its name; what cannot be comes first."""
