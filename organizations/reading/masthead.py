"""The head of a dossier's page: its name, what kind of text it is, and what its second line adds; who heads it now."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from organizations.dossier import kinds
from organizations.models import PublishedOrganization
from organizations.publishing.cards import head_of
from organizations.reading.claims import ShownClaim

_BETWEEN = " \t—–-:|·,"


class Masthead(NamedTuple):
    """The words of a dossier's first two lines, each said once: nothing is left out but what the name says already."""

    name: str
    genre: str
    headline: str


def masthead_of(published: PublishedOrganization) -> Masthead:
    """What stands at the head of a dossier; a title that does not begin or end with the name stays as it is."""
    name = str(published)
    genre = _apart_from(published.title, (name, published.name))
    if genre is None:
        return Masthead(published.title, "", published.headline)
    headline = published.headline
    for known in (name, published.name, published.acronym, genre):
        headline = _behind(headline, known)
    return Masthead(name, genre, headline)


def _apart_from(title: str, names: Iterable[str]) -> str | None:
    """What a title says beside a name at its beginning or end; None where it has none there."""
    for name in names:
        if _behind(title, name) != title or title == name:
            return _behind(title, name)
        if title.endswith(name) and title[: -len(name)].rstrip(" ")[-1:] in _BETWEEN:
            return title[: -len(name)].strip(_BETWEEN)
    return None


def _behind(text: str, known: str) -> str:
    """The words behind a known beginning and the dash or colon that parts them; all of them without these."""
    if not known or not text.casefold().startswith(known.casefold()):
        return text
    rest = text[len(known) :]
    return rest.strip(_BETWEEN) if not rest.strip() or rest.lstrip(" ")[:1] in _BETWEEN else text


def held_first(claims: Iterable[ShownClaim], today: date) -> ShownClaim | None:
    """The role that a dossier says is held today, in the office of which it names most holders; None without one."""
    roles = [claim for claim in claims if claim.kind == kinds.ROLE.name]
    held = sorted(roles, key=lambda role: role.days[0] or date.min, reverse=True)
    return head_of(roles, (role for role in held if _is_held(role, today)))


def _is_held(role: ShownClaim, today: date) -> bool:
    """Whether a role is surely held on a day: one that ends within the year may be over."""
    _earliest, _latest, start, end = role.days
    return start is not None and end is not None and start <= today <= end


def review_of(claims: Iterable[ShownClaim]) -> tuple[str, date] | None:
    """The next review that a claim asks for: its period in words, and the day until when; None where none does."""
    asked = (claim.evidence["review_by"] for claim in claims if claim.evidence.get("review_by"))
    return min(((words, date.fromisoformat(day)) for words, day in asked), key=lambda each: each[1], default=None)


def next_change(claims: Iterable[ShownClaim], today: date) -> date:
    """The next day on which the page of these claims is another than today: pictures are drawn by the month."""
    days = [month_of(month_of(today) + timedelta(31))]
    for claim in claims:
        _earliest, _latest, start, end = claim.days
        if claim.kind == kinds.ROLE.name and start is not None and end is not None:
            days += [start, end + timedelta(end < date.max)]
        if review := claim.evidence.get("review_by"):
            days.append(date.fromisoformat(review[1]) + timedelta(1))
    return min(day for day in days if day > today)


def month_of(day: date) -> date:
    """The first day of its month: what is open ends there in the pictures of a dossier, which so stay for a month."""
    return day.replace(day=1)
