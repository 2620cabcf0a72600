"""The claims of a section of a dossier, a list of its own for each kind of section."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from html import escape

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from organizations.clock import localdate
from organizations.dossier.evidence.marks import Register, UseRole
from organizations.dossier.items import SectionKind
from organizations.dossier.kinds import SOURCE, anchor_of
from organizations.dossier.relations import RelationKind
from organizations.models import PublishedClaim, PublishedOrganization
from organizations.models.urls import url_of
from organizations.publishing.evidence import ShownEvidence
from organizations.publishing.relations import Basis, Group, Other
from organizations.reading.claims import ShownClaim, ShownSection
from organizations.wording import Count
from organizations.wording.evidence import REGISTER_SHAPES
from organizations.wording.periods import shown
from organizations.wording.relations import NAMES as RELATIONS

register = template.Library()

# What the marks of a text state, as `makemessages` finds it.
gettext_noop("stated position"), gettext_noop("reported fact"), gettext_noop("assessment")


class _Links:
    """The links of claims to their own pages, below an address; to their places where it is empty."""

    def __init__(self, pages: str) -> None:
        self._pages = pages
        self._contribute = escape(_("Contribute")) if pages else ""

    def url(self, claim: ShownClaim) -> str:
        return f"{self._pages}{claim.anchor}/" if self._pages else f"#{claim.anchor}"

    def to_page(self, claim: ShownClaim, text: str) -> str:
        return f'<a class="self" href="{self.url(claim)}">{escape(text)}</a>'

    def to_contribute(self, claim: ShownClaim) -> str:
        """The link to the page on which readers contribute to a claim; none where claims have no pages."""
        if not self._pages:
            return ""
        url = f"{self.url(claim)}contribute/"
        return f'<a class="add" rel="nofollow" href="{url}" aria-label="{self._contribute}">+</a>'


@register.simple_tag(takes_context=True)
def permalink(context: Context, claim: ShownClaim, label: str) -> SafeString:
    """The links of a text that has no title to its own page, and to that on which readers contribute to it."""
    links = _Links(context["claim_pages"])
    link = format_html('<a class="permalink" href="{}" aria-label="{}">#</a>', links.url(claim), label)
    return link + SafeString(links.to_contribute(claim))


@register.simple_tag(takes_context=True)
def claims(context: Context, section: ShownSection) -> SafeString:
    """The items of a section.

    Of the page it takes `theirs` and `ours`, which say the languages of the dossier and, if another, of the interface;
    `head`: the role of who heads the organization, told among the facts; `chosen`: slugs of the eras and themes that
    are filtered for; `claim_pages`: the address below which claims have pages of their own; and `year`: as of it, what
    has a date says how it stood then.
    """
    # Attributes, lang and dir, made by `spoken` alone: they go into tags as they are.
    theirs, ours, links = context["theirs"], context["ours"], _Links(context["claim_pages"])
    match section.kind:
        case SectionKind.SNAPSHOT:
            inside = "".join(_fact(claim, ours, theirs, links) for claim in section.items)
            return SafeString(f'<dl class="facts" {theirs}>{_head(context["head"])}{inside}</dl>')
        case SectionKind.OTHER:
            return SafeString("\n".join(f'<div class="claim" {theirs}>{claim.html}</div>' for claim in section.items))
    below = [_below(claim, ours, theirs, context["chosen"], context["year"]) for claim in section.items]
    if section.kind == SectionKind.PEOPLE:
        inside = "".join(_person(claim, each, links) for claim, each in zip(section.items, below, strict=True))
        return SafeString(f'<ul class="people" {theirs}>{inside}</ul>')
    inside = "\n".join(_article(claim, each, links) for claim, each in zip(section.items, below, strict=True))
    return SafeString(f'<ol class="claims" {theirs}>\n{inside}\n</ol>')


@register.simple_tag
def sources(
    published: PublishedOrganization, cited_by: Mapping[str, Sequence[ShownClaim]], theirs: str, ours: str
) -> SafeString:
    """The list of sources: each is the card that its marks open, and says which claims cite it."""
    entries = []
    for source in published.sources:
        links = ", ".join(
            f'<bdi {theirs}><a href="#{claim.anchor}">{escape(claim.title or claim.detail)}</a></bdi>'
            for claim in cited_by.get(source["key"], ())
        )
        text = format_html(_("Cited by {claims}"), claims=SafeString(links)) if links else escape(_("Not cited here"))
        if links and (slug := source.get("slug")):
            text += SafeString(
                f' · <a href="{url_of("source_detail", slug)}">{escape(_("Everything that cites it"))}</a>'
            )
        label = f'<span class="label">{escape(source["label"])}</span> ' if source["label"] else ""
        anchor = anchor_of(SOURCE.name, source["key"])
        entries.append(
            f'<li id="{anchor}" popover><div>{label}{source["html"]}</div><p class="cited" {ours}>{text}</p></li>'
        )
    return SafeString(f'<ul class="sources" {theirs}>{"".join(entries)}</ul>')


@register.simple_tag
def related_organizations(slug: str, groups: Iterable[Group]) -> SafeString:
    """Whom the organization at a slug is related to, in each way, with the claims that say so."""
    inside = "\n".join(
        f"<div><dt>{escape(str(RELATIONS[RelationKind(group['kind'])]))}</dt>\n"
        f"{''.join(_other(slug, other) for other in group['organizations'])}{_more(group['more'])}</div>"
        for group in groups
    )
    return SafeString(f'<dl class="facts">\n{inside}\n</dl>')


def _other(slug: str, other: Other) -> str:
    name = f"{other['name']} ({other['acronym']})" if other["acronym"] else other["name"]
    url = url_of("organization_detail", other["slug"])
    note = f" {escape(other['note'])}" if other["note"] else ""
    claims = ", ".join(_basis(slug, other, claim) for claim in other["claims"])
    basis = f' <span class="quiet">({claims})</span>' if claims else ""
    return f'<dd><a lang="{escape(other["language"])}" href="{url}">{escape(name)}</a>{note}{basis}</dd>'


def _basis(slug: str, other: Other, claim: Basis) -> str:
    """The claim that says a relation: of this dossier, or of the other's, which is then named."""
    url, whose = "", ""
    if claim["slug"] != slug:
        url = url_of("organization_detail", claim["slug"])
        whose = f"{escape(other['acronym'] or other['name'])}: "
    link = f"{url}#{escape(claim['anchor'])}"
    return f'<a lang="{escape(claim["language"])}" href="{link}">{whose}{escape(claim["title"])}</a>'


def _more(number: int) -> str:
    if not number:
        return ""
    words = ngettext("and %(count)s more", "and %(count)s more", number) % {"count": Count(number)}
    return f'<dd class="quiet">{escape(words)}</dd>'


@register.simple_tag
def evidence(claim: PublishedClaim, ours: str, theirs: str) -> SafeString:
    """What a claim stands on, in words; `ours` says the language of the interface where the dossier has another."""
    return SafeString(_evidence(claim.evidence, ours, theirs))


@register.filter
def sources_counted(found: ShownEvidence) -> str:
    """How many sources a claim cites, and how many of their uses dispute it, in words."""
    uses = found.get("uses", ())
    counted = len({source for source, _role in uses})
    text: str = ngettext("%(count)s source", "%(count)s sources", counted) % {"count": Count(counted)}
    if disputes := sum(role == UseRole.DISPUTES for _source, role in uses):
        text += ", " + ngettext("%(count)s disputes", "%(count)s dispute", disputes) % {"count": Count(disputes)}
    return text


def _evidence(found: ShownEvidence, ours: str, theirs: str) -> str:
    """What a claim stands on, in words, below it; and what the organization answers."""
    if not found:
        return ""
    parts: list[str] = [escape(sources_counted(found))] if found.get("uses") else []
    if as_of := found.get("as_of"):
        parts.append(_with_period(_("as of %(period)s"), as_of, ours and theirs))
    if review := found.get("review_by"):
        is_due = localdate() > date.fromisoformat(review[1])
        words = _("review due since %(period)s") if is_due else _("review by %(period)s")
        parts.append(_with_period(words, review[0], ours and theirs))
    if register := found.get("register"):
        parts.append(f"{REGISTER_SHAPES[Register(register)]} {escape(_(register))}")
    if found.get("needs_citation"):
        parts.append(escape(_("citation needed")))
    line = f"{found.get('marks', '')} {' · '.join(parts)}".strip()
    reply = f'<div class="reply">{found["reply"]}</div>' if found.get("reply") else ""
    return (f'<p class="evidence" {ours}>{line}</p>' if line else "") + reply


def _with_period(sentence: str, period: str, theirs: str) -> str:
    """A sentence of the site's with a period in the dossier's words, set apart where that has another language."""
    # <bdi>: a period in Arabic, put into an English sentence, would turn the order of what stands around it.
    shown_so = f"<bdi {theirs}>{escape(period)}</bdi>" if theirs else escape(period)
    # The sentence is escaped before it is filled: its translation is text, what is put in is HTML.
    return escape(sentence) % {"period": shown_so}


def _head(role: ShownClaim | None) -> str:
    """Who holds the first office today, as the dossier says it of a role."""
    if role is None:
        return ""
    office = f"{role.detail} {shown(role.period)}"
    return (
        f'<div class="head"><dt>{escape(office)}</dt><dd><a href="#{role.anchor}">{escape(role.title)}</a></dd></div>'
    )


def _fact(claim: ShownClaim, ours: str, theirs: str, links: _Links) -> str:
    label = f"<dt>{links.to_page(claim, claim.title)}</dt>"
    value = escape(claim.detail)
    if not claim.title:
        label, value = f'<dt class="hidden" {ours}>{escape(_("Fact"))}</dt>', links.to_page(claim, claim.detail)
    return (
        f'<div class="claim" id="{claim.anchor}">{label}'
        f"<dd>{links.to_contribute(claim)}{value}{claim.html}{_evidence(claim.evidence, ours, theirs)}</dd></div>"
    )


def _person(claim: ShownClaim, below: str, links: _Links) -> str:
    detail = escape(claim.detail)
    period = f' <span class="period">{links.to_page(claim, shown(claim.period))}</span>' if claim.period else ""
    if claim.person_url:
        # A person's name leads to their page, so that the office or the period leads to the claim's.
        name = f'<a class="person" href="{escape(claim.person_url)}">{escape(claim.title)}</a>'
        detail = detail if period or not detail else links.to_page(claim, claim.detail)
    else:
        name = f'<span class="influence">{links.to_page(claim, claim.title)}</span>'
    separator = ": " if claim.title and claim.detail else ""
    country = f' <span class="country">({escape(claim.country)})</span>' if claim.country else ""
    content = f"{name}{separator}{detail}{period}{country}{links.to_contribute(claim)}{claim.html}"
    return f'<li class="claim" id="{claim.anchor}">{content}{below}</li>'


def _article(claim: ShownClaim, below: str, links: _Links) -> str:
    above = f'<h3 class="subheading">{escape(claim.subheading)}</h3>' if claim.subheading else ""
    if claim.period:
        first = f'<span class="period">{escape(shown(claim.period))}</span> '
    else:
        first = f'<span class="number">{claim.number}.</span> '
    detail = f'\n<p class="detail">{escape(claim.detail)}</p>' if claim.detail else ""
    return (
        f'<li>{above}<article class="claim" id="{claim.anchor}">\n'
        f"<h3>{first}{links.to_page(claim, claim.title)}</h3>{links.to_contribute(claim)}"
        f"{detail}\n{claim.html}\n{below}\n</article></li>"
    )


def _below(claim: ShownClaim, ours: str, theirs: str, chosen: Collection[str], year: int | None) -> str:
    """What stands below a claim: what it stands on, its themes and eras, and how it stood in a year."""
    links = f'<p class="tags">{claim.links(chosen)}</p>' if claim.tags else ""
    standing = f'<p class="tags standing" {ours}>{escape(claim.standing)}</p>' if year and claim.standing else ""
    return _evidence(claim.evidence, ours, theirs) + links + standing
