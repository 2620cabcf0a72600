"""The claims of a section of a dossier, a list of its own for each kind of section."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organizations.dossier.items import SectionKind
from organizations.reading.claims import ShownClaim, ShownSection
from organizations.wording.periods import shown

register = template.Library()


@register.simple_tag
def claims(section: ShownSection, theirs: str, ours: str, year: int | None) -> SafeString:
    """The items of a section; `theirs` and `ours` say the languages of the dossier and, if another, of the interface.

    As of a `year`, what has a date says how it stood then.
    """
    match section.kind:
        case SectionKind.SNAPSHOT:
            inside = "".join(_fact(claim, ours) for claim in section.items)
            return SafeString(f'<dl class="facts" {theirs}>{inside}</dl>')
        case SectionKind.PEOPLE:
            inside = "".join(_person(claim, _tags(claim, ours, year)) for claim in section.items)
            return SafeString(f'<ul class="people" {theirs}>{inside}</ul>')
        case SectionKind.OTHER:
            return SafeString("\n".join(f'<div class="claim" {theirs}>{claim.html}</div>' for claim in section.items))
    inside = "\n".join(_article(claim, _tags(claim, ours, year)) for claim in section.items)
    return SafeString(f'<ol class="claims" {theirs}>\n{inside}\n</ol>')


def _fact(claim: ShownClaim, ours: str) -> str:
    label = f"<dt>{escape(claim.title)}</dt>" if claim.title else f'<dt class="hidden" {ours}>{escape(_("Fact"))}</dt>'
    value = f"<dd>{escape(claim.detail)}{claim.permalink}{claim.html}</dd>"
    return f'<div class="claim" id="{claim.anchor}">{label}{value}</div>'


def _person(claim: ShownClaim, tags: str) -> str:
    title = escape(claim.title)
    if claim.person_url:
        name = f'<a class="person" href="{escape(claim.person_url)}">{title}</a>'
    else:
        name = f'<span class="influence">{title}</span>'
    parted = ": " if claim.title and claim.detail else ""
    period = f' <span class="period">{escape(shown(claim.period))}</span>' if claim.period else ""
    country = f' <span class="country">({escape(claim.country)})</span>' if claim.country else ""
    content = f"{name}{parted}{escape(claim.detail)}{period}{country}{claim.permalink}{claim.html}"
    return f'<li class="claim" id="{claim.anchor}">{content}{tags}</li>'


def _article(claim: ShownClaim, tags: str) -> str:
    if claim.period:
        first = f'<span class="period">{escape(shown(claim.period))}</span> '
    else:
        first = f'<span class="number">{claim.number}.</span> '
    detail = f'\n<p class="detail">{escape(claim.detail)}</p>' if claim.detail else ""
    return (
        f'<li><article class="claim" id="{claim.anchor}">\n<h3>{first}{escape(claim.title)}{claim.permalink}</h3>'
        f"{detail}\n{claim.html}\n{tags}\n</article></li>"
    )


def _tags(claim: ShownClaim, ours: str, year: int | None) -> str:
    links = f'<p class="tags">{claim.links}</p>' if claim.tags else ""
    standing = f'<p class="tags standing" {ours}>{escape(claim.standing)}</p>' if year and claim.standing else ""
    return links + standing
