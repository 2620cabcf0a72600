"""Languages: their names, in the reader's and in their own (those that Django knows), and how a page says one."""

from datetime import date
from functools import cache, lru_cache
from unicodedata import normalize

from django.conf.locale import LANG_INFO
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_supported_language_variant, gettext_noop, override
from django.utils.translation import gettext as _

from organizations.dossier.languages import UNKNOWN, is_right_to_left, language_of

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
    return list(_choices(get_language(), kept))


@lru_cache(500)
# The reader's language is only a part of the key: names are in it.
def _choices(_reader: str | None, kept: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted(((tag, language_name(tag)) for tag in {*_names(), *kept} if tag), key=lambda choice: choice[1])


@cache
def _names() -> dict[str, tuple[str, str]]:
    named = {code: each for code, each in LANG_INFO.items() if "name" in each}
    # Of one name Django has the letters and their accents apart.
    return _CHINESE | {
        language_of(code): (each["name"], normalize("NFC", each["name_local"])) for code, each in named.items()
    }


def spoken(language: str) -> SafeString:
    """The attributes of words in a language: `lang="ar" dir="rtl"`, `dir` only where it is not that of the interface.

    Where it is not known, as of what several wrote, lines run as their letters do.
    """
    return SafeString('dir="auto"') if language in ("", UNKNOWN) else _attributes(language, get_language() or "")


def ours_among(language: str) -> SafeString:
    """The attributes of words of the interface among those in a language; empty where it is the same."""
    ours = get_language() or ""
    return SafeString() if language == ours else _attributes(ours, language)


@lru_cache(500)
def _attributes(language: str, among: str) -> SafeString:
    if is_right_to_left(language) == is_right_to_left(among):
        return format_html('lang="{}"', language)
    return format_html('lang="{}" dir="{}"', language, "rtl" if is_right_to_left(language) else "ltr")


@lru_cache(500)
def day_in(language: str, day: date) -> str:
    """A day as a language writes it, "28 نوفمبر، 2026"; empty where Django does not know its months."""
    try:
        known = get_supported_language_variant(language.lower())
    except LookupError:
        return ""
    with override(known):
        return date_format(day, "DATE_FORMAT")
