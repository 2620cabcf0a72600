"""The words and marks of the text format, read by parser and writer alike."""

import re
from dataclasses import dataclass
from functools import lru_cache

from organizations.dossier.document import SectionKind
from organizations.dossier.evidence.labels import is_heading as is_sources_heading
from organizations.dossier.kinds import LISTS
from organizations.dossier.names import bare_name, is_collective, is_name_word
from organizations.dossier.offices import is_office
from organizations.dossier.period import MAX_LENGTH, UNREAD, PeriodError, is_early_year, looks_like_period, parse_period
from organizations.dossier.words import fold, headings, in_list, is_country, is_unspaced_name, listed

# Ten times the longest dossier there is; a bound for what is read in time that grows with it.
MAX_BYTES = 2_000_000
MAX_LINE = 20_000

HEADINGS: dict[SectionKind, frozenset[str]] = {
    SectionKind.SNAPSHOT: frozenset({"snapshot", "key facts", "at a glance", "facts at a glance", "quick facts"}),
    SectionKind.TIMELINE: frozenset({"timeline", "chronology", "key dates", "key events"}),
    SectionKind.PEOPLE: frozenset({"key people", "key figures", "key persons", "people", "leadership", "leaders"}),
    SectionKind.PROGRAMS: frozenset({"key programs", "key programmes", "programs", "programmes"}),
    SectionKind.PRESSURE_POINTS: frozenset({"structural pressure points", "pressure points", "key pressure points"}),
    SectionKind.INTERSECTIONS: frozenset({"intersections", "intersection", "key intersections"}),
}
"""What the heading of each known section may be, in lower case; the first line that is one opens it."""

INTERSECTION_WITH = re.compile(r"intersections? (with|of) ", re.I)
DEFAULT_HEADINGS = {
    SectionKind.SNAPSHOT: "Snapshot",
    SectionKind.TIMELINE: "Timeline",
    SectionKind.PEOPLE: "Key People",
    SectionKind.PROGRAMS: "Key Programs",
    SectionKind.PRESSURE_POINTS: "Structural Pressure Points",
    SectionKind.INTERSECTIONS: "Intersections",
    SectionKind.SOURCES: "Sources",
}

_KINDS = {words: kind for kind, words_of_it in HEADINGS.items() for words in words_of_it}
_KINDS_NAMED = {DEFAULT_HEADINGS[kind].casefold(): kind for kind in HEADINGS}
"""What stands before the mark of a kind, in lower case."""

HEADING_MARK = "## "
SUBHEADING_MARK = "### "
KIND_MARK = " — "
"""Stands between what a section is and a heading that does not say it: "Timeline — How It Came About"."""
ESCAPE = "\\"
BULLET_MARK = "  • "
# A space behind it: "-5 degrees" and "*emphasis*" are words.
_BULLET = re.compile(r"\s*[•‣▪◦·*–-]\s+(?=\S)")
# Three figures: "1948. Geneva" is a year.
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_LABEL = re.compile(r"([^:]{1,100}):(?:\s+|$)")
# A colon between figures is a time of day; the words of a date that was not understood may hold any.
_EVENT_LABEL = re.compile(rf"(\s*{UNREAD.pattern}\s*|(?:[^:]|(?<=\d):(?=\d\d)){{1,100}}):(?:\s+|$)", re.I)
_UNREAD_TAIL = re.compile(rf"(?:^|,\s*)({UNREAD.pattern})$", re.I)
_TITLE_HEAD = re.compile(
    r"(?:((an? )?((short|brief) )?(timeline|chronology|history|profile|overview|story) of|about|welcome to|notes on)"
    r" (the )?|(notizen (zum|zur|zu)|notes sur|apuntes sobre|appunti su|notas sobre)"
    r" ((den|die|das|le|la|les|el|los|il|o|a) )?|(über|sobre) (den|die|das|el|los|las?|os?|as?) )(?=\S)",
    re.I,
)
_TITLE_TAIL = re.compile(
    r"(\b((deep|full|short) )?dossier|(?<![\s:—–-])[\s:—–-]+(timeline|chronology|factsheet|fact sheet)"
    r"|\s*[:—–-]\s+(an? )?((short|brief) )?(profile|history|overview|introduction))$",
    re.I,
)
_DOSSIER = re.compile(r"(?:(?:deep|full|short|research) )?(?:dossier|dosier|dossiê|досье|ملف|档案)", re.I)
_DOSSIER_TAIL = re.compile(rf"(?:\w+\s+|\w{{1,4}})?{_DOSSIER.pattern}(?:\s+\w+)?", re.I)
"""What a text calls itself behind a name: "Dossier approfondi", "深度档案"."""
_TITLE_CUT = re.compile(r"\s*[:：|]\s+|\s+[—–-]+\s+")
_AND = re.compile(r"\s*[,/&]\s*|\s+(?:and|et|und|y|e|и)\s+", re.I)
_SHORT = re.compile(r"^(?:short|brief|full) (?=\S)", re.I)
_ELIDED = re.compile(r"^(?:d|l|dell|all)['’](?=\w)", re.I)
_KINDS_OF_TEXT = (SectionKind.TIMELINE, SectionKind.SNAPSHOT, SectionKind.PEOPLE)
_ACRONYM = re.compile(r"[(（]([^()（）\s]{2,20})[)）]$")
_CLOSING = re.compile(r"(return|back) to\b", re.I)
_SENTENCE_END = tuple(".,;:!?…。，！？：；،؟۔।॥")
_YEARS = re.compile(r" ((?:(?:c\.|ca\.|circa|early|mid|late) )?[12][0-9]{3}s?[–—-](?:[12][0-9]{3}s?|present))$", re.I)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
MAX_COMMAS = 4
"""How many commas a period holds at most: "Monday, April 7, 1948 – Monday, May 3, 1948"."""

_PERIOD_OPENERS = ("since ", "until ", "from ", "to ")


def one_line(text: str) -> str:
    """Words as a title, a heading or a list item holds them: white space is one space."""
    return " ".join(text.split())


def bullet(line: str) -> str | None:
    """What stands behind a bullet, or None where the line has none."""
    match = _BULLET.match(line)
    return line[match.end() :].strip() if match else None


def numbered(line: str) -> tuple[int, str] | None:
    """Number and words of a numbered line, or None."""
    match = _NUMBER.match(line)
    return (int(match[1]), line[match.end() :].strip()) if match else None


# A name with brackets is not read, and so refused by `with_reply`: where it ends and the day begins could not be told.
REPLY = re.compile(r"Reply(?: of (?P<of>[^:()]{1,100}?))?(?: \((?P<on>[^():]{1,60})\))?:\s+(?=\S)")
"""What opens the paragraph with which an organization answers a claim: "Reply of IOM (3 May 2024): …"."""


def labelled(line: str) -> tuple[str, str] | None:
    """Label and value of "Label: value", or None where nothing like a label stands before the first colon."""
    match = _LABEL.match(line)
    if not match or not match[1].strip():
        return None
    return match[1].strip(), line[match.end() :].strip()


def event_head(line: str) -> tuple[str, str] | None:
    """Period and title, in words, of a line that opens an event: "1951–1970s: Title"; None where it does not."""
    match = _EVENT_LABEL.match(line)  # a time of day in a period has a colon too
    if not match:
        return None
    label, title = match[1].strip(), line[match.end() :].strip()
    is_early = is_early_year(label) and title and not title[0].islower()  # not "300: the number of delegates"
    return (label, title) if is_early or looks_like_period(label) else None


def misses_period(line: str) -> bool:
    """Whether a line of the timeline's running text looks like the head of an event whose period has a slip."""
    return labelled(line) is not None and not line.startswith(ESCAPE) and headline_like(line)


def subheading(line: str) -> str | None:
    """The words of a heading within the timeline: "### The 1950s"; None where a line is none."""
    text = line.strip().removeprefix(SUBHEADING_MARK)
    return text if text and line.strip() != text and text == one_line(text) else None


def escape_last(text: str) -> str:
    """Running text before an event, its last paragraph marked where that would be read as a subheading of the event."""
    before, gap, last = text.rpartition("\n")
    is_alone = not gap or not before or before.endswith("\n")
    return f"{before}{gap}{ESCAPE}{last}" if is_alone and subheading(last.lstrip(ESCAPE)) else text


def known_heading(line: str) -> SectionKind | None:
    """The kind of section that a line opens by its words, or None."""
    text = line.strip().removeprefix(HEADING_MARK).strip().removesuffix(":").casefold()
    kind = _KINDS.get(text) or (_KINDS_NAMED.get(text.partition(KIND_MARK)[0]) if KIND_MARK in text else None)
    if kind:
        return kind
    is_intersection = INTERSECTION_WITH.match(text) and not text.endswith(_SENTENCE_END) and len(text) <= 120
    return SectionKind.INTERSECTIONS if is_intersection else None


def names_sources(line: str) -> bool:
    """Whether a heading says itself that its section is the list of sources: "Sources — Further Reading"."""
    text = line.strip().removeprefix(HEADING_MARK).strip().casefold()
    return text.startswith(DEFAULT_HEADINGS[SectionKind.SOURCES].casefold() + KIND_MARK)


def split_heading(text: str) -> str:
    """The heading itself, of one that says before it what its section is: "Timeline — History" is "History".

    A backslash says that a section is one of its own, whatever its heading: "\\Timeline".
    """
    # One backslash is taken away, and only where one would be written: a heading may begin with one of its own.
    if text.startswith(ESCAPE) and _is_taken(text.lstrip(ESCAPE)):
        return text[1:]
    kind = known_heading(text)
    default, mark, own = text.partition(KIND_MARK)
    if not mark or not own.strip() or kind is None or default.casefold() != DEFAULT_HEADINGS[kind].casefold():
        return text
    return text if known_heading(own) == kind else own.strip()


def join_heading(kind: SectionKind, heading: str, *, escaped: bool = False) -> str:
    """The line that `split_heading` takes apart, where the heading alone would not say what its section is.

    `escaped`: the section is one of its own, though what stands below it makes its heading that of a list of sources.
    """
    if kind == SectionKind.OTHER:
        bare = heading.lstrip(ESCAPE)
        is_ambiguous = known_heading(bare) or (bare != heading and _is_taken(bare))
        return ESCAPE + heading if escaped or is_ambiguous else heading
    if known_heading(heading) == kind:
        return heading
    return f"{DEFAULT_HEADINGS[kind]}{KIND_MARK}{heading}"


def _is_taken(heading: str) -> bool:
    """Whether a heading says, or may say by what stands below it, of which kind its section is."""
    return known_heading(heading) is not None or names_sources(heading) or is_sources_heading(heading)


def split_sources_heading(text: str) -> str:
    """The heading of a list of sources: "Sources — Further Reading" is "Further Reading"."""
    return text.partition(KIND_MARK)[2].strip() if names_sources(text) else text


def join_sources_heading(heading: str, *, is_empty: bool) -> str:
    """The line that `split_sources_heading` takes apart; of an empty list, where nothing below says that it is one."""
    heading = heading or DEFAULT_HEADINGS[SectionKind.SOURCES]
    is_clear = is_sources_heading(heading) and not is_empty and not names_sources(heading)
    return heading if is_clear else f"{DEFAULT_HEADINGS[SectionKind.SOURCES]}{KIND_MARK}{heading}"


def heading_like(line: str) -> bool:
    """Whether a line could be the heading of a section that the grammar does not know, going by its look.

    In a script without capitals no line looks like one.
    """
    text = line.strip()
    return (
        2 <= len(text) <= 80
        and text[0].isalpha()
        # `isupper` would do for Latin; this leaves out letters that have no other case, of Chinese or Arabic.
        and text[0] == text[0].upper() != text[0].lower()
        and not text.endswith(_SENTENCE_END)
        and not any(mark in text for mark in ("”.", '".', ": ", ". "))
    )


def title_case(line: str) -> bool:
    """Whether every longer word of a line begins with a capital, as in a title."""
    return all(not word[0].islower() for word in line.split() if len(word) > 3 or len(line.split()) == 1)


def heading_at_sight(line: str) -> bool:
    """Whether a line that stands alone behind one blank line opens a section, known or not."""
    marked = line.startswith(HEADING_MARK) and bool(line.removeprefix(HEADING_MARK).strip())
    return marked or known_heading(line) is not None or (heading_like(line) and title_case(line))


def no_title(line: str) -> bool:
    """Whether a first line is a mark of the format, so that the text has no title."""
    marks = (known_heading, bullet, numbered, event_head)
    return line.startswith(HEADING_MARK) or any(mark(line) is not None for mark in marks)


def headline_like(line: str) -> bool:
    """Whether the second line of a text is a second title, going by its look."""
    return 0 < len(line) <= 200 and not line.endswith(_SENTENCE_END)


def closes(line: str) -> bool:
    """Whether a last line is the way back to the directory."""
    return _CLOSING.match(line.strip()) is not None and len(line) <= 200


def opens_something(line: str, kind: SectionKind | None) -> bool:
    """Whether a line of running text, in a section of that kind (None: before any), would be read as a mark.

    The writer puts a backslash before such a line, the parser takes it away.
    """
    # Behind any backslashes: a line that begins with one, and would be read as a mark without it, gets one more.
    line = one_line(line).lstrip(ESCAPE + " ")
    if heading_at_sight(line) or closes(line):
        return True
    if kind is None:
        return headline_like(line)
    if kind in LISTS:
        return bullet(line) is not None or labelled(line) is not None
    if kind == SectionKind.TIMELINE:
        return event_head(bullet(line) or line) is not None
    return kind != SectionKind.OTHER and (numbered(line) is not None or bullet(line) is not None)


def escape(line: str, kind: SectionKind | None) -> str:
    """A line of running text as it is written down."""
    return ESCAPE + line if opens_something(line, kind) else line


def unescape(line: str, kind: SectionKind | None) -> str:
    """A line of running text as it was meant."""
    return line[1:] if line.startswith(ESCAPE) and opens_something(line[1:], kind) else line


def names_of(title: str) -> tuple[str, str]:
    """Name and acronym in a title line: "World Health Organization (WHO) — Deep Dossier"."""
    text = _TITLE_TAIL.sub("", _without_kind_of_text(one_line(title))).strip(" —–-:") or title
    match = _ACRONYM.search(text)
    return (text[: match.start()].strip() or text, match[1]) if match else (text, "")


def _without_kind_of_text(title: str) -> str:
    """A title without what it calls its text: "NATO – History & Key Dates", "Chronologie de l'OTAN"."""
    cut = [*_TITLE_CUT.finditer(title)][-1:]
    tail = title[cut[0].end() :] if cut else ""
    if tail and (
        _DOSSIER_TAIL.fullmatch(tail) or all(_kind_of_text(part) in _KINDS_OF_TEXT for part in _AND.split(tail))
    ):
        title = title[: cut[0].start()]
    if (first := _TITLE_CUT.search(title)) and _names_text(title[: first.start()]):
        title = title[first.end() :]
    if head := _TITLE_HEAD.match(title):
        return title[head.end() :]
    words = title.split()
    for at in range(1, min(4, len(words))):
        if _kind_of_text(" ".join(words[:at])) == SectionKind.TIMELINE:
            bare = _ELIDED.sub("", " ".join(words[at:])).split()
            of = fold(bare[0]) in listed("organization", "joins")
            rest = _without_article(" ".join(bare[of:]))
            if rest and (of or bare != words[at:] or rest.isupper()):
                return _ELIDED.sub("", rest)
    return title


def _names_text(text: str) -> bool:
    """Whether words are no name but what a text is called: "Dossier", "Fact sheet"."""
    return _kind_of_text(text) in _KINDS_OF_TEXT[:2] or bool(_DOSSIER.fullmatch(text.strip()))


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and fold(first) in listed("organization", "articles") else text


def _kind_of_text(text: str) -> SectionKind | None:
    """What a text on an organization is called by, if words do that: "Key dates", "a short history"."""
    name = fold(_SHORT.sub("", _without_article(text)))
    return headings("headings").get(name) or headings("similar").get(name)


# Asked of each label several times on its way: by the parser, the writer and the proof.
@lru_cache(4096)
def is_person(label: str) -> bool:
    """Whether a label among the people is a name by its look.

    It is two capitalized words or more, particles among them, or a name in a script without spaces; it is no office
    and no country, and its last word no collective noun.
    """
    if is_collective(label) or is_office(label) or is_country(label):
        return False
    words = bare_name(label).split()
    if len(words) == 1:
        return is_unspaced_name(label.strip())
    return 2 <= len(words) <= 7 and all(map(is_name_word, words))


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item among the people as it is written: its label and text, and whether the label is a person's name."""

    label: str
    text: str
    is_person: bool


NO_PERSON, A_PERSON = ESCAPE, ESCAPE * 2


def read_label(words: str) -> Labelled:
    """What an item among the people says: one backslash before its label says "no person", two say "a person"."""
    bare = words.lstrip(ESCAPE)
    # Three for each backslash of the name's own, and up to two that mark: so all of them can be told apart.
    own, mark = divmod(len(words) - len(bare), 3)
    parts = labelled(bare)
    label, text = parts or (bare, "")
    is_name = mark == len(A_PERSON) if mark else is_person(label)
    label = ESCAPE * own + label
    if not mark and (turned := office_first(label, text)):
        return turned
    return Labelled(label, text, is_name) if parts or is_name else Labelled("", label, is_name)


def mark_label(label: str, text: str, *, is_role: bool) -> str:
    """The mark before an item among the people, where its look would be read as something else."""
    bare = label.lstrip(ESCAPE)
    own = ESCAPE * 2 * (len(label) - len(bare))
    if own or is_person(bare) != is_role or office_first(bare, text):
        return own + (A_PERSON if is_role else NO_PERSON)
    return ""


def office_first(label: str, text: str) -> Labelled | None:
    """The person in "Secretary General: Jan Muster (2014–2024)", where an office takes the name's place; or None."""
    if not is_office(label):
        return None
    name, period, country = split_office(text)
    return Labelled(name, join_office(label, period, country), True) if is_person(name) else None


def split_office(text: str) -> tuple[str, str, str]:
    """Role, period and country, in words, of "Director General, 2008–2018 (USA)"; empty where not given."""
    country = ""
    if text.endswith(")") and (" (" in text or text.startswith("(")):
        before, _, inner = text[:-1].rpartition("(")
        if is_period(inner):
            return before.rstrip(" ,"), inner.strip(), ""
        if _is_country(inner):
            text, country = before.strip(), inner.strip()
    title, period = _split_period(text)
    return title, period, country


def _is_country(inner: str) -> bool:
    """Whether words in brackets behind an office may be a country: "(Mali)", but not "(250)" or "(acting)"."""
    is_word = any(map(str.isalpha, inner)) and ")" not in inner
    return is_word and not in_list(fold(inner), "people", "acting")


def is_period(text: str) -> bool:
    """Whether words that look like a period are one: "995" in "office 12, 995" is none, nor is the 250 in "(250)"."""
    if not looks_like_period(text):
        return False
    return _YEAR.search(text) is not None or _can_be_read(text)


def _split_period(text: str) -> tuple[str, str]:
    if is_period(text):
        return "", text.strip()
    unread = _UNREAD_TAIL.search(text)
    if unread:
        return text[: unread.start()].strip(), unread[1]
    at = _dated_tail(text)
    if at >= 0:
        return text[:at].strip(), text[at + 1 :].strip()
    for opener in _PERIOD_OPENERS:
        at = text.casefold().rfind(" " + opener)
        if at > 0 and is_period(text[at + 1 :]):
            return text[:at].rstrip(), text[at + 1 :].strip()
    match = _YEARS.search(text)
    return (text[: match.start()].rstrip(), match[1]) if match else (text, "")


def _dated_tail(text: str) -> int:
    """The comma behind which there is a period and nothing else: the first, as "April 7, 1948" holds one; else -1."""
    # Bounded from the end: a long role with hundreds of commas is not read at each of them.
    commas = [at for at, char in enumerate(text) if char == "," and len(text) - at <= MAX_LENGTH + 2]
    tails = [at for at in commas[-MAX_COMMAS:] if is_period(text[at + 1 :])]
    return next((at for at in tails if _can_be_read(text[at + 1 :])), tails[-1] if tails else -1)


def _can_be_read(period: str) -> bool:
    try:
        return bool(parse_period(period))
    except PeriodError:
        return False


def join_office(title: str, period: str, country: str) -> str:
    """The words that `split_office` takes apart."""
    comma = "" if period.casefold().startswith(_PERIOD_OPENERS) else ","
    text = f"{title}{comma} {period}" if title and period else title or period
    return f"{text} ({country})".strip() if country else text
