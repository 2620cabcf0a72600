"""The sections of a dossier, a list of its own for the claims of each kind of section."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from html import escape

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from organizations.clock import localdate
from organizations.dossier.evidence.marks import Register, UseRole
from organizations.dossier.items import SectionKind
from organizations.dossier.kinds import SOURCE, anchor_of
from organizations.dossier.relations import RelationKind
from organizations.models import PublishedClaim
from organizations.models.urls import url_of
from organizations.publishing.evidence import ShownEvidence
from organizations.publishing.relations import Basis, Group, Other
from organizations.reading.claims import ShownClaim, ShownSection
from organizations.templatetags.languages import day_of, in_language
from organizations.templatetags.results import coverage
from organizations.wording import Count, spoken
from organizations.wording.evidence import REGISTER_SHAPES
from organizations.wording.periods import shown
from organizations.wording.relations import NAMES as RELATIONS

register = template.Library()

# What the marks of a text state, as `makemessages` finds it.
gettext_noop("stated position"), gettext_noop("reported fact"), gettext_noop("assessment")


class _Page:
    """What a dossier's page says alike of all its claims, and their links to pages of their own, if they have such.

    `theirs` and `ours` say the languages of the dossier and, if another, of the interface: attributes that `spoken`
    made, and that go into tags as they are. `chosen` are slugs of the eras and themes that are filtered for; as of the
    `year` what has a date says how it stood then.
    """

    def __init__(self, context: Context) -> None:
        self.theirs: str = context["theirs"]
        self.ours: str = context["ours"]
        self.chosen: Collection[str] = context["chosen"]
        self.year: int | None = context["year"]
        # Below this address; where it is empty, links lead to the places of claims on the page.
        self._pages: str = context["claim_pages"]
        self._contribute = escape(_("Contribute")) if self._pages else ""

    def url(self, anchor: str) -> str:
        return f"{self._pages}{anchor}/" if self._pages else f"#{anchor}"

    def to_claim(self, anchor: str, text: str) -> str:
        return f'<a class="self" href="{self.url(anchor)}">{escape(text)}</a>'

    def to_contribute(self, anchor: str) -> str:
        """The link to the page on which readers contribute to a claim; none where claims have no pages."""
        if not self._pages:
            return ""
        return (
            f'<a class="add" rel="nofollow" href="{self._pages}{anchor}/contribute/"'
            f' aria-label="{self._contribute}">+</a>'
        )

    def text(self, claim: ShownClaim, name: str, role: str = "") -> str:
        """A text between claims, which has no title to lead to its page: what the link is called is said aloud."""
        anchor = claim.anchor
        return (
            f'<div class="{f"{role} " if role else ""}claim" {self.theirs} id="{anchor}">{claim.html}'
            f'<a class="permalink" href="{self.url(anchor)}" aria-label="{escape(name)}">#</a>'
            f"{self.to_contribute(anchor)}</div>"
        )


@register.simple_tag(takes_context=True)
def dateline(context: Context) -> SafeString:
    """When a dossier was published and is to be reviewed, and how much of it is sourced.

    Of the page it takes `published`, `edition` and `is_preview`; `review` and `is_due`; `coverage`, and `texts`: how
    many of its claims are texts that are not counted.
    """
    published, review = context["published"], context["review"]
    parts = []
    if not context["edition"] and not context["is_preview"]:
        values = {"day": day_of(published.published_at, published), "number": published.revision.number}
        parts.append(escape(_("Published %(day)s · edition %(number)s")) % values)
    if review:
        text = _("review due since %(period)s") if context["is_due"] else _("next review by %(period)s")
        parts.append(escape(text) % {"period": in_language(published.language, review[0])})
    parts.append(escape(coverage(context["coverage"])))
    if texts := context["texts"]:
        text = ngettext("%(count)s other text not counted", "%(count)s other texts not counted", texts)
        url = reverse("organizations:about")
        parts.append(f'<a href="{url}#sources">{escape(text % {"count": Count(texts)})}</a>')
    return SafeString(f'<p class="dateline">{" · ".join(parts)}</p>')


@register.simple_tag(takes_context=True)
def contents(context: Context) -> SafeString:
    """The links to the sections of a dossier, each with how many claims, sources or organizations it has.

    Of the page it takes `sections`, `sources` and `related`, `theirs` and `ours`.
    """
    name = escape(_("Contents"))
    entries = []
    for section in context["sections"]:
        listed = context["sources"] if section.kind == SectionKind.SOURCES else section.items
        entries.append(_entry(f"section-{section.key}", section.heading, len(listed)))
    if entries and (related := context["related"]):
        count = len(_labels(related)) + sum(group["more"] for group in related)
        entries.append(_entry("related", _("Related organizations"), count, context["ours"]))
    inside = f"<ol {context['theirs']}>{''.join(entries)}</ol>" if entries else ""
    return SafeString(
        f'<nav class="contents" id="contents" aria-label="{name}">\n<details>\n'
        f'<summary>{name} <span class="here"></span></summary>\n{inside}\n</details>\n</nav>'
    )


def _entry(place: str, heading: str, count: int, attributes: str = "") -> str:
    number = f' <span class="count">{Count(count)}</span>' if count else ""
    return f'<li{attributes and f" {attributes}"}><a href="#{escape(place)}">{escape(heading)}</a>{number}</li>'


@register.simple_tag(takes_context=True)
def introduction(context: Context, claim: ShownClaim) -> SafeString:
    """The introduction of a dossier."""
    return SafeString(_Page(context).text(claim, _("Link to the introduction"), "introduction"))


@register.simple_tag(takes_context=True)
def sections(context: Context) -> SafeString:
    """The sections of a dossier.

    Of the page it takes what `_Page` does; `sections`, `sources`, `published`, `narrowed` and `cited_by`; `head`: the
    role of who heads the organization, told among the facts; and the pictures `timeline` and `leadership`, where there
    are such.
    """
    page = _Page(context)
    return SafeString("\n".join([_section(context, page, section) for section in context["sections"]]))


def _section(context: Context, page: _Page, section: ShownSection) -> str:
    published = context["published"]
    heading = section.heading
    title = f"section-{escape(section.key)}"
    direction = ' dir="rtl"' if published.is_right_to_left else ""
    parts = [
        f'<section aria-labelledby="{title}"{direction}>',
        f'<h2 {page.theirs} id="{title}">{escape(heading)}</h2>',
    ]
    if section.coverage and not context["narrowed"] and not page.year:
        parts.append(f'<p class="evidence" {page.ours}>{escape(coverage(section.coverage))}</p>')
    if text := section.text:
        name = _("Link to the first words of “%(heading)s”") % {"heading": heading}
        parts.append(page.text(text, name))
    if section.kind == SectionKind.TIMELINE:
        parts.append(context["timeline"])
    elif section.kind == SectionKind.PEOPLE:
        parts.append(context["leadership"])
    if section.kind == SectionKind.SOURCES:
        parts.append(sources(context["sources"], context["cited_by"], page.theirs, page.ours))
    else:
        parts.append(_items(section, page, context["head"]))
    if remark := section.remark:
        name = _("Link to the last words of “%(heading)s”") % {"heading": heading}
        parts.append(page.text(remark, name, "remark"))
    return "\n".join([*parts, "</section>"])


def _items(section: ShownSection, page: _Page, head: ShownClaim | None) -> str:
    items = section.items
    match section.kind:
        case SectionKind.SNAPSHOT:
            inside = "".join([_fact(claim, page) for claim in items])
            return f'<dl class="facts" {page.theirs}>{_head(head)}{inside}</dl>'
        case SectionKind.OTHER:
            return "\n".join([f'<div class="claim" {page.theirs}>{claim.html}</div>' for claim in items])
        case SectionKind.PEOPLE:
            inside = "".join([_person(claim, page) for claim in items])
            return f'<ul class="people" {page.theirs}>{inside}</ul>'
    inside = "\n".join([_article(claim, page) for claim in items])
    return f'<ol class="claims" {page.theirs}>\n{inside}\n</ol>'


@register.simple_tag
def sources(
    listed: Iterable[Mapping[str, str]], cited_by: Mapping[str, Sequence[ShownClaim]], theirs: str, ours: str
) -> SafeString:
    """The list of sources: each is the card that its marks open, and says which claims cite it."""
    entries = []
    for source in listed:
        links = ", ".join(
            f'<bdi {theirs}><a href="#{claim.anchor}">{escape(claim.title or claim.detail)}</a></bdi>'
            for claim in cited_by.get(source["key"], ())
        )
        text = format_html(_("Cited by {claims}"), claims=SafeString(links)) if links else escape(_("Not cited here"))
        if links and (slug := source.get("slug")):
            url = url_of("source_detail", slug)
            text += SafeString(
                f' <span class="links">· <a href="{url}">{escape(_("Everything that cites it"))}</a></span>'
            )
        label = f'<span class="label">{escape(source["label"])}</span> ' if source["label"] else ""
        anchor = anchor_of(SOURCE.name, source["key"])
        entries.append(
            f'<li id="{anchor}" popover><div>{label}{source["html"]}</div><p class="cited" {ours}>{text}</p></li>'
        )
    return SafeString(f'<ul class="sources" {theirs}>{"".join(entries)}</ul>')


@register.simple_tag
def related_organizations(slug: str, groups: Iterable[Group]) -> SafeString:
    """Whom the organization at a slug is related to, in each way, with the claims that say so.

    An organization stands once, in the first way; the other ways are told beside it.
    """
    groups = list(groups)
    labels = _labels(groups)
    parts = []
    for group in groups:
        ways = [labels[other["slug"]] for other in group["organizations"]]
        first = "".join(_other(slug, each) for each in ways if each[0][0] == group["kind"])
        if inside := first + _more(group["more"]):
            parts.append(f"<div><dt>{_way(group['kind'])}</dt>\n{inside}</div>")
    return SafeString('<dl class="facts">\n{}\n</dl>'.format("\n".join(parts)))


def _labels(groups: Iterable[Group]) -> dict[str, list[tuple[str, Other]]]:
    """In which ways each organization is related, by its slug."""
    labels = defaultdict[str, list[tuple[str, Other]]](list)
    for group in groups:
        for other in group["organizations"]:
            labels[other["slug"]].append((group["kind"], other))
    return labels


def _way(kind: str) -> str:
    return escape(str(RELATIONS[RelationKind(kind)]))


def _other(slug: str, ways: Sequence[tuple[str, Other]]) -> str:
    (_kind, other), *more = ways
    name = f"{other['name']} ({other['acronym']})" if other["acronym"] else other["name"]
    url = url_of("organization_detail", other["slug"])
    # "Related to" says less than the way before it: what says it is ground enough.
    beside = "".join(
        ("" if kind == RelationKind.RELATED else f" · {_way(kind)}") + _grounds(slug, each) for kind, each in more
    )
    return f'<dd><a {spoken(other["language"])} href="{url}">{escape(name)}</a>{_grounds(slug, other)}{beside}</dd>'


def _grounds(slug: str, other: Other) -> str:
    """What editors note on a relation, and the claims that say it."""
    note = f" {escape(other['note'])}" if other["note"] else ""
    claims = ", ".join(_basis(slug, other, claim) for claim in other["claims"])
    return note + (f' <span class="quiet">({claims})</span>' if claims else "")


def _basis(slug: str, other: Other, claim: Basis) -> str:
    """The claim that says a relation: of this dossier, or of the other's, which is then named."""
    url, whose = "", ""
    if claim["slug"] != slug:
        url = url_of("organization_detail", claim["slug"])
        whose = f"{escape(other['acronym'] or other['name'])}: "
    link = f"{url}#{escape(claim['anchor'])}"
    return f'<a {spoken(claim["language"])} href="{link}">{whose}{escape(claim["title"])}</a>'


def _more(number: int) -> str:
    if not number:
        return ""
    text = ngettext("and %(count)s more", "and %(count)s more", number) % {"count": Count(number)}
    return f'<dd class="quiet">{escape(text)}</dd>'


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
        text = _("review due since %(period)s") if is_due else _("review by %(period)s")
        parts.append(_with_period(text, review[0], ours and theirs))
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


def _fact(claim: ShownClaim, page: _Page) -> str:
    anchor = claim.anchor
    value = escape(claim.detail)
    if claim.title:
        label = f"<dt>{page.to_claim(anchor, claim.title)}</dt>"
    else:
        label, value = f'<dt class="hidden" {page.ours}>{escape(_("Fact"))}</dt>', page.to_claim(anchor, claim.detail)
    return (
        f'<div class="claim" id="{anchor}">{label}<dd>{page.to_contribute(anchor)}{value}{claim.html}'
        f"{_evidence(claim.evidence, page.ours, page.theirs)}</dd></div>"
    )


def _person(claim: ShownClaim, page: _Page) -> str:
    anchor = claim.anchor
    detail = escape(claim.detail)
    period = f' <span class="period">{page.to_claim(anchor, shown(claim.period))}</span>' if claim.period else ""
    if claim.person_url:
        # A person's name leads to their page, so that the office or the period leads to the claim's.
        name = f'<a class="person" href="{escape(claim.person_url)}">{escape(claim.title)}</a>'
        detail = detail if period or not detail else page.to_claim(anchor, claim.detail)
    else:
        name = f'<span class="influence">{page.to_claim(anchor, claim.title)}</span>'
    separator = ": " if claim.title and claim.detail else ""
    country = f' <span class="country">({escape(claim.country)})</span>' if claim.country else ""
    content = f"{name}{separator}{detail}{period}{country}{page.to_contribute(anchor)}{claim.html}"
    return f'<li class="claim" id="{anchor}">{content}{_below(claim, page)}</li>'


def _article(claim: ShownClaim, page: _Page) -> str:
    anchor = claim.anchor
    above = f'<h3 class="subheading">{escape(claim.subheading)}</h3>' if claim.subheading else ""
    if claim.period:
        first = f'<span class="period">{escape(shown(claim.period))}</span> '
    else:
        first = f'<span class="number">{claim.number}.</span> '
    detail = f'\n<p class="detail">{escape(claim.detail)}</p>' if claim.detail else ""
    return (
        f'<li>{above}<article class="claim" id="{anchor}">\n'
        f"<h3>{first}{page.to_claim(anchor, claim.title)}</h3>{page.to_contribute(anchor)}"
        f"{detail}\n{claim.html}\n{_below(claim, page)}\n</article></li>"
    )


def _below(claim: ShownClaim, page: _Page) -> str:
    """What stands below a claim: what it stands on, its themes and eras, and how it stood in a year."""
    links = f'<p class="tags">{claim.links(page.chosen)}</p>' if claim.tags else ""
    standing = ""
    if page.year and claim.standing:
        standing = f'<p class="tags standing" {page.ours}>{escape(claim.standing)}</p>'
    return _evidence(claim.evidence, page.ours, page.theirs) + links + standing
