"""Languages by their names, in the reader's language and in their own: those that Django knows."""

from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from organizations.dossier.languages import language_of

# Django has Chinese only by its scripts.
_CHINESE = {"zh": (gettext_noop("Chinese"), "中文")}


def language_name(tag: str) -> str:
    """ "German – Deutsch"; the tag of a language without a name here."""
    if tag not in _names():
        return tag
    name, own = _names()[tag]
    translated = _(name)
    return translated if translated.casefold() == own.casefold() else f"{translated} – {own}"


def language_choices(*kept: str) -> list[tuple[str, str]]:
    """Tag and name of each language, by name; those `kept` are among them, whatever they are."""
    return sorted(((tag, language_name(tag)) for tag in {*_names(), *kept} if tag), key=lambda choice: choice[1])


@cache
def _names() -> dict[str, tuple[str, str]]:
    named = {code: each for code, each in LANG_INFO.items() if "name" in each}
    return _CHINESE | {language_of(code): (each["name"], each["name_local"]) for code, each in named.items()}
