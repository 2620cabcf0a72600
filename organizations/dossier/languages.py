"""Languages by their tags, as in "en", "fr", "zh-Hant": what stands in a page's `lang`, where browsers read it."""

from functools import lru_cache

import langcodes

# Characters, of the columns that hold one: "zh-Hant-HK" has ten.
MAX_LENGTH = 20
UNKNOWN = "und"
"""What BCP 47 calls a language that is not known."""
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts, as ISO 15924 names them."""


_COMMAS = {"Arab": "، ", "Hans": "、", "Hant": "、", "Jpan": "、", "Mymr": "၊ "}
"""What stands between the items of a list in other scripts than those that write ", ", by CLDR."""


def language_of(text: str) -> str:
    """The tag of a language as BCP 47 writes it: "en" for "EN", "pt-BR" for "pt_br".

    Raises ValueError for what is none, or names none: "english", "xx".
    """
    text = text.strip()
    try:
        tag = langcodes.standardize_tag(text.replace("_", "-"))
    except ValueError as error:
        raise ValueError(text) from error
    if not langcodes.tag_is_valid(tag) or tag == UNKNOWN or tag.startswith("x-") or len(tag) > MAX_LENGTH:
        raise ValueError(text)
    return tag


def is_right_to_left(tag: str) -> bool:
    """Whether lines of a language run from right to left; not where its tag is none."""
    return _script_of(tag) in RIGHT_TO_LEFT


def comma_of(tag: str) -> str:
    """What a language writes between the items of a list, with the gap behind it."""
    return _COMMAS.get(_script_of(tag), ", ")


# Asked for each claim of a page, and `maximize` looks through tables.
@lru_cache(maxsize=200)
def _script_of(tag: str) -> str:
    """The script that a language is written in, as ISO 15924 names it; empty where the tag is none."""
    try:
        return langcodes.get(tag).maximize().script or ""
    except ValueError:
        return ""
