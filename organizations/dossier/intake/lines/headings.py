"""Which section a heading opens, however it is numbered, dressed or worded."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.lines.marks import without_dress
from organizations.dossier.period import looks_like_period
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, has_no_spaces, headings, languages, listed

MAX_LENGTH = 120
MAX_WORDS = 8
"""A longer heading that ends in a known word resembles none."""

_NUMBER = re.compile(
    r"^(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?\s+"
    r"|[(（]?(?:\d{1,3}|[ivxlc]{1,6}|[a-hа-е]|[一二三四五六七八九十]{1,3})[.):）、．]+\s*"
    r"|\d{1,2}\s*[-–—]\s+|\d{1,2}\s+(?=\D))(?=\S)",
    re.I,
)
_COUNTED = re.compile(
    r"(?P<chapter>(?:\d{1,2}\.){0,3})(?P<last>\d{1,2}|[A-Z]|[IVX]{1,4})(?P<mark>[.):]?)\s+(?=[^\W\d_])"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LETTERS = re.compile(r"[a-z]+")
_CHAPTER_NUMBER = re.compile(r"^(?:\d{1,3}|[ivxlc]{1,6}|[a-z])(?:\s*[:.)–—-]\s*|\s+)", re.I)
_LISTS = frozenset({"list", "lists", "liste", "lista", "elenco"})
"""What stands before "of" in "List of presidents": a board of directors is no list of them."""
_GROUP = re.compile(r"\s*[(（][^()（）]{0,80}[)）]\s*$")
_AROUND = " \t-–—:：.·•*#=~|_,;«»“”\"'<>/\\"


@dataclass(frozen=True, slots=True)
class HeadingReading:
    """The kind of section that a heading opens; `certain` where its words are those of one, not only like them."""

    kind: SectionKind
    certain: bool


@lru_cache(16_384)
def kind_of_heading(text: str) -> HeadingReading | None:
    """What a heading opens, or None where it is that of no known section.

    Numbers, emoji, emphasis, links, reference marks, dates, a trailing colon and "of the organization" do not count.
    """
    if len(text) > 4 * MAX_LENGTH:
        return None
    bare = without_dress(text)
    if len(bare) > MAX_LENGTH:
        return None
    if (
        bare.isascii()
        and _LETTERS.findall(bare.casefold())
        and _vocabulary().isdisjoint(_LETTERS.findall(bare.casefold()))
    ):
        return None
    canonical = grammar.known_heading(bare)
    if canonical:
        return HeadingReading(canonical, certain=True)
    words, is_whole = _core(bare)
    found = headings("headings").get(words) or headings("headings").get(_of_organization(words, bare))
    if found:
        return HeadingReading(found, certain=is_whole)
    kind = _resembling(words) or _resembling(_of_organization(words, bare))
    return HeadingReading(kind, certain=False) if kind else None


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of a heading that is known; one with none of them is none."""
    known = (phrase for table in ("headings", "similar", "endings", "beginnings") for phrase in headings(table))
    canonical = (phrase for phrases in grammar.HEADINGS.values() for phrase in phrases)
    words = (word for phrase in (*known, *canonical, "intersection intersections") for word in _LETTERS.findall(phrase))
    return frozenset(words)


def without_number(text: str) -> str:
    """Words without the number of a chapter before them: "II. Chronology"."""
    return _NUMBER.sub("", text, count=1)


def _core(bare: str) -> tuple[str, bool]:
    """The folded words of a heading without number, date and brackets, and whether no word of it was left out."""
    text = _undressed(bare)
    chapter, _, behind = text.partition(" ")
    if fold(chapter) in listed("organization", "chapters") and (number := _CHAPTER_NUMBER.match(behind)):
        text = behind[number.end() :]
    else:
        text = without_number(text)
    is_whole = True
    while group := _GROUP.search(text):
        inner = group[0].strip(" ()（）")
        is_whole = is_whole and (looks_like_period(inner) or not any(char.isalpha() for char in inner))
        text = text[: group.start()]
    return fold(without_until_now(_without_date(text).strip(_AROUND))), is_whole


@cache
def _until_now() -> re.Pattern[str]:
    tables = (each["organization"].get("until_now", ()) for each in languages().values())
    phrases = sorted((words for table in tables for words in table), key=len, reverse=True)
    return re.compile(rf"(?<=\w),?\s+(?:{'|'.join(map(re.escape, phrases))})$", re.I)


def without_until_now(text: str) -> str:
    """A heading without the words that say how far it goes: "Presidents so far", "Chairs since the beginning"."""
    return _until_now().sub("", text)


def chapters_of(text: str) -> frozenset[tuple[str, str, int]]:
    """What the number before a heading may count: the chapters it is in, its sort, and the number.

    The "I." of "I. History" may be the first of Roman numbers, or the letter behind "H."
    """
    found = _COUNTED.match(text)
    if found is None or not (found["mark"] or found["chapter"]):
        return frozenset()
    last = found["last"]
    numbers = {("1", int(last))} if last.isdecimal() else {("A", ord(last) - 64)} if len(last) == 1 else set()
    numbers |= {("I", _ROMAN.index(last) + 1)} if last in _ROMAN else set()
    return frozenset((found["chapter"], sort + found["mark"], number) for sort, number in numbers)


def _undressed(text: str) -> str:
    """Words without the emoji and signs around them; brackets and numbers stay."""
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in "(（§"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")）" or _is_mark(text[end - 1])):
        end -= 1
    return text[start:end]


def _is_mark(char: str) -> bool:
    """Whether a sign is a vowel mark or an accent of its own, as in decomposed text."""
    return "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u0655"


def _without_date(text: str) -> str:
    """Words without the date behind them: "Timeline 1949–2020", "Timeline: 1949–2020"."""
    parts = text.split()
    for at in range(max(1, len(parts) - 6), len(parts)):
        tail = " ".join(parts[at:])
        if re.search(r"\d{4}", tail) and looks_like_period(tail):
            return " ".join(parts[:at])
    return text


def _of_organization(text: str, bare: str) -> str:
    """Folded words without "of the organization", "of NATO" behind, or "NATO" before them."""
    parts = text.split()
    ends, skipped = _behind_organization()
    acronyms = {fold(word.strip("’'s")) for word in re.findall(r"\b[A-Z]{2,}[A-Za-z]*(?:['’]s)?", bare)}
    acronyms = set() if bare.isupper() else acronyms
    while len(parts) > 1 and parts[0] in listed("organization", "articles"):
        parts = parts[1:]  # "La nostra storia"
    last = parts[-1].rstrip("s").split("'")[-1] if parts else ""
    if last in ends or last in acronyms:
        end = len(parts) - 1
        while end > 0 and (parts[end - 1] in skipped or parts[end - 1] in acronyms):
            end -= 1
        shortened = parts[:end]
    elif parts and parts[0].removesuffix("'s") in acronyms:
        shortened = parts[1:]
    else:
        shortened = parts
    return " ".join(shortened)


@cache
def _behind_organization() -> tuple[frozenset[str], frozenset[str]]:
    """The words for an organization without their plural, and those that join them to what stands before."""
    ends = frozenset(each.rstrip("s") for each in listed("organization", "words"))
    return ends, listed("organization", "joins") | listed("organization", "articles")


@cache
def _cuts() -> frozenset[str]:
    """What the first part of a heading may end before: "Timeline and facts", "History of the League"."""
    return listed("organization", "ands") | listed("organization", "joins") | frozenset("&+/|–—-")


@cache
def _similar() -> dict[str, SectionKind]:
    return headings("similar") | headings("headings")


def _resembling(text: str) -> SectionKind | None:
    """The kind that folded words resemble: as listed, by what stands before an "and" or an "of", by their ends, or by
    their beginnings."""
    similar = _similar()
    parts = text.split()
    plain = " ".join(part for part in parts if part not in listed("organization", "modifiers"))
    if (kind := similar.get(text) or similar.get(plain)) is not None:
        return kind
    for at in range(len(parts) - 1, 0, -1):
        is_cut = parts[at] in _cuts() or parts[at - 1].endswith((",", ":"))
        before = " ".join(parts[:at]).rstrip(",: ")
        if is_cut and before in similar:
            return similar[before]
    if len(parts) > MAX_WORDS:
        return None
    endings = headings("endings")
    for at in range(1, len(parts)):
        tail = " ".join(parts[at:])
        if tail in endings and not (parts[at - 1] in listed("organization", "joins") and parts[0] not in _LISTS):
            return endings[tail]
    beginnings = headings("beginnings")
    for at in range(len(parts) - 1, 0, -1):
        if (head := " ".join(parts[:at])) in beginnings:
            return beginnings[head]
    if parts[:1] and parts[0] in _LISTS and " ".join(parts[2:]) in similar:
        return similar[" ".join(parts[2:])]
    unspaced = (kind for end, kind in endings.items() if text.endswith(end))
    return next(unspaced, None) if has_no_spaces(text) else None
