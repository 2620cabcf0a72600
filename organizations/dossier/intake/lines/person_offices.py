"""The office that stands before a name, with its department."""

import re
from collections.abc import Iterator
from functools import lru_cache

from organizations.dossier.intake.lines.person_dates import dates_of, tail_dates
from organizations.dossier.intake.lines.person_words import COMMA, GROUP, STRONG, is_acting, is_name, is_vacant, shown
from organizations.dossier.names import is_no_person
from organizations.dossier.offices import has_office_word, is_office
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, has_no_spaces, is_country, listed

_BEHIND_NAME = re.compile(r"[(\[,;:\d]|\s[-–—]")


@lru_cache(1024)
def office_at_head(text: str) -> tuple[str, str]:
    """The office before the first separator, or before a name; and what stands behind it."""
    for cut in cuts(text):
        head, tail = text[: cut.start()], text[cut.end() :]
        bare = GROUP.sub("", head)
        groups = head[len(bare) :] if head.startswith(bare) else ""
        if tail and not is_office(bare):
            dates, bare = tail_dates(bare)  # "Chair 2019–2023: Jan Muster"
            groups = f"({'; '.join(dates)}) {groups}".strip() if dates else groups
        if not tail or not is_office(bare) or (cut.re is COMMA and dates_of(tail)):
            break
        if is_department(groups):
            return head, tail
        return bare, f"{tail} {groups}".strip()
    return _office_before_name(text)


def is_department(groups: str) -> bool:
    """Whether what stands in brackets behind an office is a part of its name: "(Operations)", not "(Norway)"."""
    group = GROUP.fullmatch(groups)
    inner = shown(group[1]).strip() if group else ""
    return bool(inner) and not (
        dates_of(inner) or is_country(inner) or is_acting(inner) or is_vacant(inner) or any(map(str.isdigit, inner))
    )


def _is_of_department(text: str) -> bool:
    """Whether words are an office with its department: "Director (Operations)"."""
    bare, bracket, inner = text.partition(" (")
    return bool(bracket) and is_office(bare) and is_department(bracket + inner)


def names_office(text: str) -> bool:
    """Whether words are an office, whatever stands in brackets behind it."""
    return is_office(GROUP.sub("", text))


def cuts(text: str) -> Iterator[re.Match[str]]:
    """Where a line may fall into head and tail: at its first strong separator, or at its first comma."""
    strong = STRONG.search(text)
    comma = COMMA.search(text)
    return iter(sorted((cut for cut in (strong, comma) if cut), key=lambda cut: cut.start()))


def _office_before_name(text: str) -> tuple[str, str]:
    """ "Secretary-General Jan Muster (2014–2024)", "总干事张三"."""
    parts = text.split()
    if parts and has_no_spaces(parts[0]):
        for at in range(min(len(parts[0]) - 1, 14), 1, -1):
            head, tail = parts[0][:at], parts[0][at:]
            if is_office(head) and grammar.is_person(tail.partition("(")[0]):
                return head, " ".join([tail, *parts[1:]])
    heads = [at for at, part in enumerate(parts[:8], 1) if has_office_word(part)]
    for at in range(min(len(parts) - 1, 8), heads[0] - 1 if heads else 8, -1):
        head, tail = " ".join(parts[:at]), " ".join(parts[at:])
        # A mark within it parts more than an office: without case "Lena Haddad: the Director" could be one.
        if STRONG.search(head) or not (is_office(head) or _is_of_department(head)):
            continue
        if _names_person(name_part(tail)):
            return head, tail
    return "", text


def _names_person(text: str) -> bool:
    return is_name(text) and not is_no_person(text)


def may_end_before(office: str, name: str) -> bool:
    """Whether the last word of an office may be the first of the name that follows without a mark.

    "Head of Works Ane | Maria Prove" looks as "Head of Works | Ane Prove" does.
    """
    shorter, _, last = office.rpartition(" ")
    if not any(fold(word) in listed("offices", "joins") for word in shorter.split()) or not is_office(shorter):
        return False
    longer = f"{last} {name_part(name)}"
    return _names_person(longer)


def name_part(text: str) -> str:
    """What stands before the first bracket, comma, separator or number."""
    return _BEHIND_NAME.split(text, maxsplit=1)[0].strip()
