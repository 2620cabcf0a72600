"""When events were: before there was an organization, too far ahead, out of their order."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from organizations.dossier.changes.compare import kind_of
from organizations.dossier.checks.check import Check, Found, Severity
from organizations.dossier.document import Dossier, Event, Role
from organizations.dossier.facts import FOUNDED, fact, years_in
from organizations.dossier.kinds import EVENT

FAR = 50
"""Years from now that no claim begins after."""


def _before_founding(dossier: Dossier, today: date) -> Iterator[Found]:
    founded = min(years_in(fact(dossier, FOUNDED)), default=None)
    for event in _events(dossier):
        # By its last possible day: "1940s" may still be after 1945.
        if founded and event.period.reach[1].year < founded:
            yield EVENT.words, event, {"founded": str(founded)}


def _far_future(dossier: Dossier, today: date) -> Iterator[Found]:
    for section, claim in dossier.items():
        starts = claim.period.start_earliest if isinstance(claim, Event | Role) and claim.period else None
        if starts and starts.year > today.year + FAR:
            yield kind_of(claim, section), claim, {"year": str(starts.year)}


def _out_of_order(dossier: Dossier, today: date) -> Iterator[Found]:
    for above, event in pairwise(_events(dossier)):
        first, then = above.period.start_earliest, event.period.start_latest
        # Surely before, whatever the true days are: what may be in order is.
        if first and then and then < first:
            yield EVENT.words, event, {"above": above.title, "period": above.period.words}


def _events(dossier: Dossier) -> list[Event]:
    return [claim for _section, claim in dossier.items() if isinstance(claim, Event)]


def _unread(dossier: Dossier, today: date) -> Iterator[Found]:
    for section, claim in dossier.items():
        if isinstance(claim, Event | Role) and claim.period and not claim.period.is_read:
            yield kind_of(claim, section), claim, {"words": claim.period.words}


DATES = (
    Check("before-founding", Severity.ERROR, _before_founding, ("founded",)),
    Check("far-future", Severity.ERROR, _far_future, ("year",)),
    Check("out-of-order", Severity.ERROR, _out_of_order, ("above", "period")),
    Check("unclear-date", Severity.WARNING, _unread, ("words",)),
)
