"""What lists repeat, some fifty times a page: a claim among results, a filter with its choices."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from html import escape

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from organizations.dossier.languages import comma_of
from organizations.models import Citation, PublishedClaim, PublishedPerson
from organizations.models.published import PublishedTag
from organizations.models.published_claims import KIND_CHOICES
from organizations.models.urls import url_of
from organizations.publishing.cards import Card
from organizations.reading.answers import Name
from organizations.reading.facets import Tag
from organizations.reading.people import Held
from organizations.reading.rows import ClaimRow, OrganizationRow
from organizations.views.shared.listing import Choice
from organizations.views.shared.pictures import Strip, events_counted
from organizations.wording import Count, ours_among, spoken
from organizations.wording.periods import shown as shown_period

register = template.Library()

_KINDS = dict(KIND_CHOICES)

MAX_WORDS = 40
"""Words of a claim's text that a list shows."""

MAX_EVENTS = 12
"""Events that a strip names."""


@register.simple_tag
def result(
    claim: ClaimRow,
    tags: Sequence[tuple[Tag, bool]] = (),
    snippet: SafeString | str = "",
    title: str = "",
    chosen: Collection[str] = (),
) -> SafeString:
    """A claim among results with its eras and themes; `snippet` and `title` as searched words are marked in them.

    The eras and themes of the `chosen` slugs stand out.
    """
    links = "".join(f"\n{tag}" for tag in tags_in(claim.organization.language, tags, chosen))
    return _claim(claim, kind_in(claim.kind, get_language()), "", snippet, title, links)


@register.simple_tag
def named(name: Name) -> SafeString:
    """What was found by its name, above the claims."""
    kind = {"organization": _("Organization"), "person": _("Person"), "era": _("Era"), "theme": _("Theme")}[name.kind]
    link = f'<a href="{escape(name.url)}">{escape(name.name)}</a>'
    return SafeString(
        f'<article class="result">\n<p class="kind">{escape(kind)}</p>\n'
        f'<h2 class="small"{_attribute(name.language)}>{link}</h2>\n</article>'
    )


@register.simple_tag
def claim_within(claim: ClaimRow, certain: bool, tags: Sequence[tuple[Tag, bool]] = ()) -> SafeString:
    """A claim under its organization on the page of an era or theme; not `certain` where it is there only possibly."""
    note = "" if certain else _note(claim, _("possibly within this era"))
    links = "\n".join(tags_in(claim.organization.language, tags))
    return _claim(claim, kind_in(claim.kind, get_language()), note, tags=links, under_organization=True)


@register.simple_tag
def citing_claim(claim: ClaimRow, citations: Iterable[Citation]) -> SafeString:
    """A claim on the page of a source: what it cites that for, at which places, and what it quotes."""
    uses = [
        f"{each.get_role_display()} ({each.locator})" if each.locator else each.get_role_display() for each in citations
    ]
    quotes = dict.fromkeys(each.quote for each in citations if each.quote)
    quoted = "".join(f"\n<blockquote>{escape(quote)}</blockquote>" for quote in quotes)
    return _claim(claim, kind_in(claim.kind, get_language()), _note(claim, ", ".join(uses)), quoted=quoted)


@register.simple_tag
def organization_card(organization: OrganizationRow, card: Card, strip: Strip | None = None) -> SafeString:
    """An organization among results: what it is for, the line of its events, who heads it, what happened last."""
    url, ours = escape(organization.url), ours_among(organization.language)
    sourced, total = organization.sourced_claims, organization.counted_claims
    parts = [
        _ours(f"{_('Founded')} {organization.founded}", ours) if organization.founded else "",
        *(f"<bdi>{escape(words)}</bdi>" for words in (organization.headquarters, card["members"]) if words),
        _ours(coverage((sourced, total)), ours) if total else "",
    ]
    line = _strip(organization.slug, url, ours, strip) if strip else ""
    now = []
    if card["head"]:
        name, office, period = card["head"]
        now.append(
            f"<bdi>{escape(name)}</bdi>{comma_of(organization.language)}{escape(office)} {escape(shown_period(period))}"
        )
    if card["last"]:
        period, title, anchor = card["last"]
        link = f'<a href="{url}#{anchor}">{escape(title)}</a>'
        now.append(f"{_ours(_('Last event:'), ours)} {escape(shown_period(period))} {link}")
    return SafeString(
        f"<li {spoken(organization.language)}>\n"
        f'<h2><a href="{url}">{escape(str(organization))}</a></h2>\n'
        f'<p class="quiet">{" · ".join(filter(None, parts))}</p>\n'
        f"<p>{escape(card['mandate'] or organization.summary)}</p>\n{line}\n"
        f'<p class="quiet">{" · ".join(now)}</p>\n</li>'
    )


@register.simple_tag
def listed_person(person: PublishedPerson, held: Held) -> SafeString:
    """A person in a list: the name, what it is filed under standing out, and the roles that are shown."""
    before, family, after = map(escape, person.name_apart)
    roles = "\n".join(map(_role, held.roles))
    more = ""
    if held.more:
        text = ngettext("and %(count)s more role", "and %(count)s more roles", held.more)
        more = f"\n<li>{escape(text % {'count': Count(held.more)})}</li>"
    return SafeString(
        f'<li>\n<a href="{escape(person.get_absolute_url())}"><bdi>{before}<b>{family}</b>{after}</bdi></a>\n'
        f'<ul class="quiet">\n{roles}{more}\n</ul>\n</li>'
    )


def _role(role: PublishedClaim) -> str:
    theirs = role.organization
    # The names around a period are isolated, and it is not: years alone would run from left to right in Arabic too.
    detail = f" <bdi>{escape(role.detail)}</bdi>" if role.detail else ""
    period = f' <span class="period">{escape(shown_period(role.period))}</span>' if role.period else ""
    link = f'<a href="{escape(role.get_absolute_url())}"><bdi>{escape(theirs.acronym or theirs.name)}</bdi></a>'
    return f"<li {spoken(theirs.language)}>{link}{detail}{period}</li>"


@register.simple_tag
def coverage(counts: Sequence[int]) -> str:
    """How many claims of how many are sourced, in words."""
    sourced, total = counts
    text = ngettext("%(sourced)s of %(total)s claim sourced", "%(sourced)s of %(total)s claims sourced", total)
    return text % {"sourced": Count(sourced), "total": Count(total)}


@register.simple_tag
def tag_links(tags: Sequence[tuple[Tag | PublishedTag, bool]], language: str) -> SafeString:
    """The links to the eras and themes of a claim in that language; nothing without any."""
    links = " ".join(tags_in(language, tags))
    return SafeString(f'<p class="tags">{links}</p>' if links else "")


@register.simple_tag
def facet(label: str, name: str, choices: Iterable[Choice]) -> SafeString:
    """The values of a filter with their counts; nothing without any."""
    boxes = "\n".join(_box(name, choice) for choice in choices)
    if not boxes:
        return SafeString()
    return SafeString(f'<fieldset class="facet">\n<legend>{escape(label)}</legend>\n{boxes}\n</fieldset>')


def tags_in(language: str, tags: Iterable[tuple[Tag | PublishedTag, bool]], chosen: Collection[str] = ()) -> list[str]:
    """The links to the eras and themes of a claim among words in a language; those of the chosen slugs stand out."""
    # All that a link depends on beside the tag, for it is remembered.
    place = language, get_language(), get_script_prefix()
    return [_tag(row.kind, row.slug, row.name, certain, row.slug in chosen, place) for row, certain in tags]


@lru_cache(maxsize=1000)
def _tag(kind: str, slug: str, name: str, certain: bool, is_chosen: bool, place: tuple[str, str | None, str]) -> str:
    """The link to an era or theme; `place`: the language around it, that of now, the prefix of urls."""
    among, ours, _prefix = place
    possibly = "" if certain else f"{escape(_('possibly'))} "
    chosen = "chosen " if is_chosen else ""
    # No direction: the dot between two tags is drawn before the second.
    spoken_so = f' lang="{ours}"' if among != ours else ""
    url = url_of(f"{kind}_detail", slug)
    return f'<a class="{chosen}tag {kind}" href="{url}"{spoken_so}>{possibly}{escape(name)}</a>'


@lru_cache(maxsize=500)
def kind_in(kind: str, language: str | None) -> str:
    """What a kind of claim is called in the language that is spoken now."""
    return str(_KINDS[kind])


def _claim(
    claim: ClaimRow,
    kind: str,
    note: str,
    snippet: str = "",
    title: str = "",
    tags: str = "",
    quoted: str = "",
    *,
    under_organization: bool = False,
) -> SafeString:
    organization = claim.organization
    kind = _ours(kind, ours_among(organization.language))
    period = f' · <span class="period">{escape(shown_period(claim.period))}</span>' if claim.period else ""
    shown = snippet or _first_words(claim.text) or (claim.detail if claim.title else "")
    tags = f'<p class="tags">{tags}</p>' if tags else ""
    # Conditional: a snippet is safe and has <mark> in it, words of a claim are not.
    paragraph = f"<p>{conditional_escape(shown)}</p>" if shown else ""
    heading, first = "h3", ""
    if not under_organization:
        heading = "h2"
        url, name = escape(organization.url), escape(str(organization))
        first = f'<a class="organization" href="{url}">{name}</a> · '
    return SafeString(
        f'<article class="result" {spoken(organization.language)}>\n'
        f'<p class="kind">{first}{kind}{period}{note}</p>\n'
        f'<{heading} class="small"><a href="{escape(claim.url)}">'
        f"{conditional_escape(title or claim.title or claim.detail)}</a></{heading}>\n"
        f"{paragraph}{quoted}\n{tags}\n</article>"
    )


def _note(claim: ClaimRow, text: str) -> str:
    """What the site says of a claim behind its kind."""
    return f" · <em>{_ours(text, ours_among(claim.organization.language))}</em>"


def _ours(text: str, attributes: str) -> str:
    """Words of the site among those of a dossier, isolated where `ours_among` gives attributes for its language."""
    return f"<bdi {attributes}>{escape(text)}</bdi>" if attributes else escape(text)


def _attribute(language: str) -> str:
    return f" {spoken(language)}" if language else ""


def _strip(slug: str, url: str, ours: str, strip: Strip) -> str:
    """The line of events, which opens the latest of them by name: a finger or a key that meets it learns what it is."""
    events = "".join(
        f'<li><span class="period">{escape(shown_period(each.period))}</span> '
        f'<a href="{url}{escape(each.href)}">{escape(each.label)}</a></li>'
        for each in strip.events[-MAX_EVENTS:]
    )
    more = ""
    if len(strip.events) > MAX_EVENTS:
        listed = f"{reverse('organizations:claim_list')}?kind=event&organization={slug}&sort=date"
        text = _("All %(number)s events") % {"number": Count(len(strip.events))}
        more = f'<li><a href="{escape(listed)}">{_ours(text, ours)}</a></li>'
    count = _ours(events_counted(len(strip.events)), ours)
    return (
        f'<details><summary>{strip.picture}<span class="count" aria-hidden="true">{count}</span></summary>'
        f"<ul>{events}{more}</ul></details>"
    )


def _first_words(text: str) -> str:
    words = text.split(maxsplit=MAX_WORDS)
    return " ".join(words) if len(words) <= MAX_WORDS else f"{' '.join(words[:MAX_WORDS])} …"


def _box(name: str, choice: Choice) -> str:
    # Values are slugs, names of countries and words of this code; countries hold what their dossiers say.
    value = escape(choice.value)
    possibly = ""
    if choice.possible:
        count = _("%(possible)s possibly") % {"possible": Count(choice.possible)}
        possibly = f'<span class="possible">, {escape(count)}</span>'
    return (
        f'<label><input type="checkbox" id="{name}-{value}" name="{name}" value="{value}"'
        f"{' checked' if choice.chosen else ''}> "
        f'<span class="name"{_attribute(choice.language)}>{escape(choice.name)}</span> '
        f'<span class="count">{Count(choice.count)!s}{"+" if choice.at_least else ""}{possibly}</span></label>'
    )
