"""A message becomes a sentence: its code finds the words, its details are said in their places."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext

from organizations.dossier.messages import Detail, Message
from organizations.wording import changes, checks, evidence, notes, periods, pictures, references, texts
from organizations.wording.counts import Count
from organizations.wording.names import field_name, kind_name

_FAMILIES = (changes, checks, evidence, notes, periods, pictures, references, texts)

SENTENCES = {code: text for family in _FAMILIES for code, text in family.SENTENCES.items()}
"""Every code with its words, in which %(name)s stands for a detail."""

_NAMES: Mapping[str, Callable[[str], str]] = {
    "field": field_name,
    "format": gettext,
    "kind": kind_name,
    "kinds": lambda kind: kind_name(kind, 2),
    "register": evidence.register_name,
    "to_kinds": lambda kind: kind_name(kind, 2),
    "month": lambda number: str(MONTHS[int(number)]),
    "part": lambda number: str(periods.PARTS.get(int(number), number)),
}
"""Details that are codes themselves, by their names."""


def sentence(message: Message) -> str:
    """The message in the language that is active. Raises KeyError for a code that has no words."""
    return _formatted(message, get_language())


# Pages say few things again and again: "5 events" of each strip, what the shapes of each picture mean.
@lru_cache(maxsize=1000)
def _formatted(message: Message, _language: str | None) -> str:
    details = {name: _in_words(name, detail) for name, detail in message.details.items()}
    return str(SENTENCES[message.code] % {"examples": periods.EXAMPLES, **details})


def _in_words(name: str, detail: Detail) -> str | Count:
    if isinstance(detail, Message):
        return sentence(detail)
    if name in _NAMES:
        return _NAMES[name](str(detail))
    return Count(detail) if isinstance(detail, int) else detail
