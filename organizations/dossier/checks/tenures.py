"""Who held an office, and when: two at a time, nobody, no dates."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from organizations.dossier.checks.check import Check, Found, Severity
from organizations.dossier.document import Dossier, Role, SectionKind
from organizations.dossier.facts import FOUNDED, fact, years_in
from organizations.dossier.gaps import uncovered
from organizations.dossier.kinds import ROLE
from organizations.dossier.messages import Detail
from organizations.dossier.period import Period

HANDOVER = timedelta(days=183)
"""How long two people may hold one office at a time."""

LEAST_GAP = 365
"""Days that may pass unrecorded: 2018 and 2020 are a gap apart, 2018 and 2019 adjoin."""

SHARED = frozenset(
    {"acting", "adviser", "advisor", "assistant", "co-chair", "deputy", "envoy", "member", "representative", "special"}
    | {"vice", "vice-president"}
)
"""A word of an office that several hold at a time, or nobody for years."""


def _overlaps(dossier: Dossier, today: date) -> Iterator[Found]:
    for tenures in _offices(dossier):
        held: tuple[Role, Period] | None = None
        for role, period in sorted(tenures, key=lambda tenure: tenure[1].core):
            starts, ends = period.core
            if starts > ends:
                continue  # it surely held the office on no day
            if held and min(ends, held[1].core[1]) - starts > HANDOVER:
                yield ROLE.words, role, {"office": role.title, "other": held[0].name, "period": held[1].words}
            # Who stays longest is whom the next may overlap, though others came in between.
            if held is None or ends > held[1].core[1]:
                held = role, period


def _gaps(dossier: Dossier, today: date) -> Iterator[Found]:
    for tenures in _offices(dossier):
        following = {period.reach[0].toordinal(): role for role, period in tenures}
        # A gap ends on the first day that somebody holds the office again: theirs is the finding.
        for first, last in uncovered((_days(period) for _role, period in tenures), LEAST_GAP):
            role = following[int(last)]
            yield ROLE.words, role, {"office": role.title, **_between(first, last)}


def _unled(dossier: Dossier, today: date) -> Iterator[Found]:
    """Before the first tenure that is recorded, and after the last."""
    section = dossier.of_kind(SectionKind.PEOPLE)
    tenures = [_days(role.period) for role in _roles(dossier) if role.period and role.period.is_read]
    if not section or not tenures:
        return
    year = next(iter(years_in(fact(dossier, FOUNDED))), None)
    founded = [(date(year, 12, 31).toordinal(),) * 2] if year else []
    # From first to last as if without gaps: those between are told office by office.
    recorded = min(first for first, _last in tenures), max(last for _first, last in tenures)
    for first, last in uncovered([*founded, recorded, (today.toordinal(),) * 2], LEAST_GAP):
        yield "section", section, _between(first, last)


def _undated_roles(dossier: Dossier, today: date) -> Iterator[Found]:
    return ((ROLE.words, role, {}) for role in _roles(dossier) if role.period is None)


def _roles(dossier: Dossier) -> list[Role]:
    return [claim for _section, claim in dossier.items() if isinstance(claim, Role)]


def _offices(dossier: Dossier) -> list[list[tuple[Role, Period]]]:
    """The dated tenures of each office that one person holds at a time."""
    found: dict[str, list[tuple[Role, Period]]] = defaultdict(list)
    for role in _roles(dossier):
        is_dated = role.period is not None and role.period.is_read
        if role.title and role.period and is_dated and SHARED.isdisjoint(role.title.casefold().split()):
            found[role.title.casefold()].append((role, role.period))
    return list(found.values())


def _days(period: Period) -> tuple[int, int]:
    first, last = period.reach
    return first.toordinal(), last.toordinal()


def _between(first: float, last: float) -> dict[str, Detail]:
    return {"first": str(date.fromordinal(int(first)).year), "last": str(date.fromordinal(int(last)).year)}


TENURES = (
    Check("overlap", Severity.ERROR, _overlaps, ("other", "period", "office")),
    Check("gap", Severity.WARNING, _gaps, ("office", "first", "last")),
    Check("unled", Severity.WARNING, _unled, ("first", "last")),
    Check("undated-role", Severity.WARNING, _undated_roles),
)
