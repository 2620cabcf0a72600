"""Readers of environment variables that name the variable when its value is no good."""

import os
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

_HOST = re.compile(r"\*|\[[0-9a-fA-F:.]+\]|\.?[\w-]+(\.[\w-]+)*\.?")
_ORIGIN = re.compile(r"https?://(\*\.)?([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d+)?")

_PUBLIC_KEY = re.compile(r"[A-Za-z0-9+/]{43}=")


def text(name: str, default: str = "") -> str:
    """The variable's words; the default where it is not set or empty."""
    return os.environ.get(name, "").strip() or default


def switch(name: str, *, default: bool) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off. Raises ImproperlyConfigured for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0")
    return value in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number from 0 on. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number, 0 or more")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str = "") -> list[str]:
    """A list of host names, without scheme or port. Raises ImproperlyConfigured for anything else."""
    advice = "write names as in dossiers.example.org, parted by commas"
    return [_fitting(_HOST, name, word, advice) for word in words(name, default)]


def origin(name: str) -> str | None:
    """One origin, with its scheme; None where it is not set. Raises ImproperlyConfigured for anything else."""
    value = text(name)
    return _fitting(_ORIGIN, name, value, "write an origin as in https://s3.example.org") if value else None


def origins(name: str) -> list[str]:
    """A list of origins, with their scheme. Raises ImproperlyConfigured for anything else."""
    advice = "write origins as in https://dossiers.example.org, parted by commas"
    return [_fitting(_ORIGIN, name, word, advice) for word in words(name)]


def public_key(name: str) -> str:
    """A public key of Ed25519 in Base64; empty where it is not set. Raises ImproperlyConfigured for anything else."""
    value = text(name)
    return _fitting(_PUBLIC_KEY, name, value, "write the key that build_edition said") if value else ""


def time_zone(name: str, default: str) -> str:
    """The name of a time zone. Raises ImproperlyConfigured where there is none of that name."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(f"{name}={value!r}: write a name as in Europe/Zurich") from error
    return value


def _fitting(pattern: re.Pattern[str], name: str, word: str, advice: str) -> str:
    if not pattern.fullmatch(word):
        raise ImproperlyConfigured(f"{name}={word!r}: {advice}")
    return word
