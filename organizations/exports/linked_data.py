"""Published records as linked data: schema.org's Organization, Person, OrganizationRole and Claim, as JSON-LD."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organizations.dossier.period import Period

CONTEXT = "https://schema.org"
# No "~", "?", ".." or "X" of EDTF, which ISO 8601 does not have: a guess would be read as a date.
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role as linked data needs it: who or what it leads to, by name and whole address; the office; the four days."""

    name: str
    url: str
    office: str
    days: tuple[date | None, ...]


def organization(
    *,
    name: str,
    acronym: str,
    url: str,
    description: str,
    founded: int | None,
    headquarters: str,
    tenures: Iterable[Tenure],
) -> dict[str, object]:
    """An Organization with the roles of its people: https://schema.org/Organization."""
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Organization",
            "name": name,
            "alternateName": acronym,
            "url": url,
            "description": description,
            "foundingDate": _year(founded),
            "location": _filled({"@type": "Place", "name": headquarters}) if headquarters else "",
            "member": [_role("member", "Person", tenure) for tenure in tenures],
        }
    )


def person(
    *,
    name: str,
    url: str,
    description: str,
    image: str,
    born: Period | None,
    died: Period | None,
    tenures: Iterable[Tenure],
) -> dict[str, object]:
    """A Person with roles in organizations: https://schema.org/Person."""
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Person",
            "name": name,
            "url": url,
            "description": description,
            "image": image,
            "birthDate": _iso(born),
            "deathDate": _iso(died),
            "memberOf": [_role("memberOf", "Organization", tenure) for tenure in tenures],
        }
    )


def _iso(period: Period | None) -> str:
    """A date that is a plain year, month or day, as ISO 8601 and EDTF both write it; empty for any other."""
    return period.edtf if period and _PLAIN.fullmatch(period.edtf) else ""


def claim(
    *,
    name: str,
    text: str,
    url: str,
    language: str,
    published_on: date,
    organization: tuple[str, str],
    dossier: tuple[str, str],
    sources: Iterable[str],
) -> dict[str, object]:
    """A Claim with the words of the sources that it cites: https://schema.org/Claim.

    What it is about, and the dossier that it is a part of, are a name and a whole address each.
    """
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Claim",
            "name": name,
            "text": text,
            "url": url,
            "inLanguage": language,
            "datePublished": published_on.isoformat(),
            "about": _named("Organization", *organization),
            "isPartOf": _named("CreativeWork", *dossier),
            "citation": list(sources),
        }
    )


def _named(kind: str, name: str, url: str) -> dict[str, object]:
    return {"@type": kind, "name": name, "url": url}


def _role(name: str, kind: str, tenure: Tenure) -> dict[str, object]:
    """Schema.org puts a role between two things by naming the property twice: https://schema.org/Role."""
    other = _filled({"@type": kind, "name": tenure.name, "url": tenure.url})
    start, end = _known(tenure.days)
    return _filled(
        {"@type": "OrganizationRole", name: other, "roleName": tenure.office, "startDate": start, "endDate": end}
    )


def _known(days: tuple[date | None, ...]) -> tuple[str, str]:
    """The years in which a term began and ended; empty where it is not known to the year, or has not ended."""
    earliest, latest, sure_start, sure_end = days
    if earliest is None or latest is None or sure_start is None or sure_end is None:
        return "", ""
    if earliest.year == latest.year:
        return _year(earliest.year), _year(earliest.year)
    start = earliest.year if earliest != date.min and earliest.year == sure_start.year else None
    end = latest.year if latest != date.max and latest.year == sure_end.year else None
    return _year(start), _year(end)


def _year(number: int | None) -> str:
    """A year as ISO 8601 writes it."""
    return "" if number is None else f"{number:04}"


def _filled(values: dict[str, object]) -> dict[str, object]:
    # Left out rather than empty: to schema.org an empty name is a name.
    return {name: value for name, value in values.items() if value}
