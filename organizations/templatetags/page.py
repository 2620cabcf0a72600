"""What the templates of the public pages need: a look-up by a key, a period, words used twice, linked data."""

import json
from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from organizations.wording.periods import shown

register = template.Library()

# JSON's own escapes, as HTML knows none within a script: "</script>" in a title must not end it.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.filter
def lookup(mapping: Mapping[str, object], key: str) -> object:
    """The value of a key, or nothing."""
    return mapping.get(key, "")


@register.filter
def shown_period(period: str) -> str:
    """A period's words; of a date that was not understood this is said in the reader's language."""
    return shown(period)


@register.simple_block_tag
def capture(content: str) -> SafeString:
    """What stands in it, on one line, for a name: a block can be filled only once, and be used twice like this."""
    # The content is a rendered template: it was escaped already.
    return mark_safe(" ".join(content.split()))  # noqa: S308


@register.filter
def json_ld(data: Mapping[str, object]) -> SafeString:
    """A script element of linked data, which no word of it can close."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
