"""An organization as it stood in a year: what had begun, who held which role."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from organizations.dossier import kinds
from organizations.dossier.facts import FOUNDED
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.words import fold
from organizations.reading.claims import ShownClaim


def year_of(text: str) -> int | None:
    """A year from 1 to 9999, or None where the words are none."""
    text = text.strip()
    # Without isascii, figures of any script are a year: int() reads "١٩٥١", and one page would have many addresses.
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 and int(text) else None


def asked_year(text: str, this_year: int) -> tuple[int | None, list[str]]:
    """The year that is asked for, if one is, and what is wrong with the words, in words."""
    year = year_of(text)
    if text and not year:
        return None, [_("“%(words)s” is no year.") % {"words": text[:40]}]
    if year and year > this_year:
        return None, [_("%(year)s is yet to come.") % {"year": year}]
    return year, []


def first_year(founded: int | None, claims: Iterable[ShownClaim]) -> int | None:
    """The year in which an organization was founded, or else that of the first of its dated claims, if any."""
    return founded or min((claim.days[0].year for claim in claims if claim.days[0]), default=None)


@dataclass(frozen=True, slots=True)
class Moment:
    """The claims that hold of a year, and what is not known of it: facts that are said of today, what has no date.

    `has_texts`: there are texts between claims, all of today.
    """

    claims: list[ShownClaim]
    todays: list[ShownClaim]
    undated: int
    has_texts: bool


def as_of(claims: Iterable[ShownClaim], year: int, first: int | None = None) -> Moment:
    """The claims that hold, certainly or possibly, at the end of a year, or for a role within it; each says which.

    What has no date is kept, and says so; but not in a year before the `first`, when there was nothing to be said. A
    fact is said of today: it is kept where it tells of the founding, or says itself that it is as of that year. A text
    between claims is of today too, and not kept.
    """
    found, todays, undated, has_texts = [], [], 0, False
    for claim in claims:
        is_undated = claim.days[0] is None
        if is_undated and first and year < first:
            continue
        if claim.kind == kinds.FACT.name:
            if fold(claim.title) in FOUNDED or _is_as_of(claim, year):
                found.append(claim)
            else:
                todays.append(claim)
            continue
        if claim.kind not in kinds.COUNTED:
            has_texts = True
            continue
        standing = _standing(claim, date(year, 1, 1), date(year, 12, 31))
        if standing is not None:
            found.append(replace(claim, standing=standing))
            undated += is_undated
    return Moment(found, todays, undated, has_texts)


def _is_as_of(claim: ShownClaim, year: int) -> bool:
    """Whether a claim says itself that it is as of a year."""
    try:
        earliest, latest = parse_period(claim.evidence.get("as_of", "")).reach
    except PeriodError:
        return False
    return earliest.year <= year <= latest.year


def _standing(claim: ShownClaim, first: date, last: date) -> str | None:
    earliest, latest, sure_start, sure_end = claim.days
    if earliest is None or latest is None:
        return _("undated")
    is_role = claim.kind == kinds.ROLE.name
    if earliest > last or (is_role and latest < first):
        return None
    if is_role:
        is_sure = sure_start is not None and sure_end is not None and sure_start <= last and sure_end >= first
        return _("held then") if is_sure else _("possibly held then")
    return _("begun by then") if sure_start is not None and sure_start <= last else _("possibly begun by then")
