"""The dated claims of a dossier in the form of TimelineJS: https://timeline.knightlab.com/docs/json-format.html."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.html import escape

from organizations.dossier.period import Period
from organizations.exports.records import Claim
from organizations.models import PublishedTag
from organizations.wording import kind_name
from organizations.wording.periods import shown

Json = dict[str, Any]


def timeline(title: str, summary: str, claims: Iterable[Claim], eras: Iterable[PublishedTag], this_year: int) -> Json:
    """All of the claims that have a date; words of a date stay as they were written, in `display_date`."""
    return {
        "title": {"text": _text(title, summary)},
        "events": [
            event
            for claim in claims
            if claim.period and claim.period.is_read and (event := _event(claim, claim.period))
        ],
        "eras": [
            {
                "start_date": _date(era.first_day, era.first_day),
                "end_date": _date(era.last_day, era.last_day) if era.last_day else {"year": this_year},
                "text": _text(era.name),
            }
            for era in eras
            if era.first_day
        ],
    }


def _event(claim: Claim, period: Period) -> Json | None:
    """A claim; what has no known beginning stands at its end. None where neither is known."""
    start = _date(period.start_earliest or period.start_latest, period.start_latest or period.start_earliest)
    end = _date(period.end_latest or period.end_earliest, period.end_earliest or period.end_latest)
    if not (start or end):
        return None
    return {
        "unique_id": claim.url.rpartition("#")[2],
        "group": kind_name(claim.type.replace("_", " "), 2),
        "display_date": shown(period.words),
        "start_date": start or end,
        **({"end_date": end} if start and end and end != start else {}),
        "text": _text(": ".join(filter(None, (claim.title, claim.detail))), claim.text, claim.url),
    }


def _date(day: date | None, other: date | None) -> Json | None:
    """A day as exactly as it is known; `other` is what it may be at the furthest."""
    if day is None or other is None:
        return None
    # A month without its day is a month to TimelineJS; the first of January would be drawn as a day.
    found = {"year": day.year}
    if (day.year, day.month) == (other.year, other.month):
        found["month"] = day.month
        if day.day == other.day:
            found["day"] = day.day
    return found


def _text(headline: str, text: str = "", url: str = "") -> Json:
    """Words as TimelineJS has them, which takes them for HTML."""
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in text.split("\n\n") if each)
    title = f'<a href="{escape(url)}">{escape(headline)}</a>' if url else escape(headline)
    return {"headline": title, "text": paragraphs}
