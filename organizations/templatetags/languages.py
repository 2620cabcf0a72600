"""Which words of a page are a dossier's, and not the site's: their language, and which way their lines run."""

import re
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Protocol

from django import template
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from organizations.dossier.languages import comma_of
from organizations.wording import day_in, ours_among, spoken

register = template.Library()
register.filter("spoken", spoken)
register.simple_tag(spoken, name="spoken")
register.simple_tag(ours_among)
register.filter("comma", comma_of)

# Up to a semicolon, which stands between two changes of a note.
_QUOTED = re.compile("(?<=“)[^“”]+(?=”)|(?<=: )[^;]+")


class InLanguage(Protocol):
    """A published organization, or a row of one."""

    @property
    def language(self) -> str: ...


@register.filter
def isolated(organization: InLanguage, text: str = "") -> SafeString:
    """The name of an organization, or words of its dossier, within a sentence of the site's."""
    return in_language(organization.language, text or str(organization))


@register.filter
def in_language(language: str, text: str) -> SafeString:
    """Words of a dossier in that language, which leave the order of those around them alone; empty: it is not known.

    Where it is that of the interface, there is nothing to say.
    """
    return (
        conditional_escape(text)
        if language == get_language()
        else format_html("<bdi {}>{}</bdi>", spoken(language), text)
    )


@register.filter
def day_of(at: datetime, organization: InLanguage) -> SafeString:
    """The day of what became of a dossier, as its language writes days: said within a sentence of the site's."""
    day = localtime(at).date()
    written = "" if organization.language == get_language() else day_in(organization.language, day)
    if not written:
        return _day(day, get_language())
    # `spoken` is safe: made of a checked tag of a language.
    return format_html('<time datetime="{}" {}>{}</time>', day.isoformat(), spoken(organization.language), written)


@lru_cache(500)
def _day(day: date, _language: str | None) -> SafeString:
    """A day as the interface writes it."""
    return SafeString(escape(date_format(day, "DATE_FORMAT")))


@register.filter
def quoting(sentence: str, language: str) -> SafeString:
    """A sentence of the site's; what it quotes “like this”, or behind a colon, is said to be the dossier's."""
    parts, end = [], 0
    for match in _QUOTED.finditer(sentence):
        parts += [conditional_escape(sentence[end : match.start()]), in_language(language, match[0])]
        end = match.end()
    return SafeString("".join([*parts, conditional_escape(sentence[end:])]))
