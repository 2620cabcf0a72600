"""The language of what knows no Django: English, until Django's own functions are lent to it."""

from collections.abc import Callable

_lent: dict[str, Callable[..., str]] = {}


def speak(gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> None:
    """Say everything in the language of these functions from now on; before the first call it is said in English."""
    _lent.update(gettext=gettext, ngettext=ngettext)


# Named as Django's makemessages looks for them.


def gettext(words: str) -> str:
    """The words in the language of the site."""
    return _lent["gettext"](words) if _lent else words


def gettext_noop(words: str) -> str:
    """The words themselves, which `gettext` says where they are shown."""
    return words


def ngettext_lazy(one: str, many: str) -> Callable[[int], str]:
    """What says the words for so many, whenever it is asked, in the language of the site."""
    return lambda number: ngettext(one, many, number)


def ngettext(one: str, many: str, number: int) -> str:
    """The words for one, or for many, in the language of the site."""
    if _lent:
        return _lent["ngettext"](one, many, number)
    return one if number == 1 else many
