"""Where the title of a claim ends and its text begins, in lines that have no mark for it."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from organizations.dossier.bounds import MAX_LINE
from organizations.dossier.intake.blocks import Block, BlockKind
from organizations.dossier.intake.lines.facts import read_fact, read_fact_row
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.intake.lines.looks import ends_sentence, first_sentence
from organizations.dossier.period import looks_like_period
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, listed

LONG = 200
"""A longer line is cut behind its first sentence: the title, and the text."""

WRAPPED = 55
"""A shorter line is no wrapped one, unless the next goes on in lower case."""


FIRST_BLOCKS = 6
"""Among so many blocks a text says whom it is about."""

MAX_TITLE_LINES = 3
"""More lines in capitals are no title."""

MAX_PAGE_WORDS = 4
MAX_ACRONYM = 15
MAX_TOLD = 400
"""Behind so many characters of a block no name is looked for."""
_IN_BRACKETS = re.compile(r"\s[(（]([^\W\d_a-zа-я]{3,10})[)）]")
_ACRONYM = r"[(\[]?[“\"«„‘']?(?P<acronym>[^\W\d_a-zа-я]{3,10})[”\"»“’']?[)\]]?"
_QUOTES = "“”\"«»„‘’'"
_BESIDE = (
    re.compile(rf"(?P<name>.+?)(?:\s+[–-]\s+|\s*[—/•·|]\s*|\s*[:,]\s+|\s+){_ACRONYM}"),
    re.compile(rf"{_ACRONYM}(?:\s+[–-]\s+|\s*[—/•·|]\s*|\s*:\s+)(?P<name>.+)"),
)
"""A name with its acronym behind it, and before it."""
_CHAPTER = re.compile(r"\d{1,3}|[ivxlc]{1,6}|[a-z]")
_PAGE = re.compile(r"\d{1,3}|[ivx]{1,5}|第?\d{1,3}[页頁]")
"""A number of a page; one of four figures would be a year."""
_PAGES = (
    *("p", "pp", "page", "pages", "seite", "seiten", "s", "pag", "pagina", "pagine", "pág", "página", "páginas"),
    *("стр", "страница", "с", "ص", "صفحة", "页", "頁"),
)
_PAGE_BEHIND = re.compile(
    rf"(?P<name>\S.*?)(?P<gap>[\s|]+)(?P<page>(?:(?:{'|'.join(_PAGES)})\.? )?\d{{1,3}}(?: [^\W\d]{{1,4}} \d{{1,3}})?)",
    re.I,
)

_LABELLED = re.compile(r"\**([^:：=*]{1,40})\**\s*[:：=]\**\s*\S")
_BOLD = re.compile(r"\*\*([^*\n]{3,100})\*\*")


def guessed_name(blocks: Sequence[Block], file_name: str) -> str:
    """What an organization may be called that a source does not name in a title; empty where nothing tells.

    What one of the first lines says is its name, the first words in bold of one of the first paragraphs, as an
    encyclopedia has them, the words before their acronym in brackets, or else the words of the file's name.
    """
    named = (name_with_acronym(" ".join(block.text.split())) for block in blocks[: 2 * FIRST_BLOCKS])
    for block in blocks[:FIRST_BLOCKS]:
        is_line = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and "\n" not in block.text
        fact = read_fact_row(block.cells) if len(block.cells) == 2 else read_fact(block.text) if is_line else None
        if fact and fold(fact.label) in listed("organization", "named"):
            return fact.value
        is_paragraph = block.kind == BlockKind.PARAGRAPH
        if is_paragraph and (found := _BOLD.search(" ".join(block.text[:300].split()))):
            name = found[1].strip(" .")
            if ":" not in name and not looks_like_period(name):
                return name
    if name := next(filter(None, named), ""):
        return name
    words = " ".join(re.findall(r"[^\W_]+", PurePath(file_name).stem))
    return words[:1].upper() + words[1:] if any(map(str.isalpha, words)) else ""


def labels_name(line: str) -> bool:
    """Whether a line gives the name of an organization under a label, as "Name: NATO": such a line is no title."""
    labelled = _LABELLED.match(line)
    return labelled is not None and fold(labelled[1]) in listed("organization", "named")


def with_acronym(name: str, acronym: str) -> str:
    """A name with the acronym that a source states beside it behind it."""
    is_apart = bool(acronym) and not set(acronym) & set(" ()") and len(acronym) <= MAX_ACRONYM
    return f"{name} ({acronym})" if name and is_apart and not name.endswith(")") else name


def with_acronym_in_brackets(title: str) -> str:
    """A title whose name and acronym stand beside each other, as it is read: "NATO: North …", "Andean Bureau – AB"."""
    name, acronym = grammar.names_of(title)
    if acronym:
        return title.replace(acronym, acronym.strip(_QUOTES) or acronym, 1)
    for pattern in _BESIDE:
        found = pattern.fullmatch(name)
        named = name_with_acronym(f"{found['name']} ({found['acronym']})") if found else ""
        if found and named:
            before = found["name"].removesuffix(named.rpartition(" (")[0]).strip()
            if not before or fold(before) in listed("organization", "articles"):
                return title.replace(name, with_acronym(found["name"], found["acronym"]), 1)
    return title


def name_with_acronym(text: str) -> str:
    """The name whose words the first acronym in brackets is of, with it; empty where there is none.

    "All about the Andean Bureau of Grain (ABG), in short" tells of the "Andean Bureau of Grain (ABG)".
    """
    for found in _IN_BRACKETS.finditer(text[:MAX_TOLD]):
        words = text[: found.start()].split()
        letters = [letter for letter in fold(found[1]) if letter.isalpha()]
        at = len(words)
        while letters and at and (left := _without_initials(words[at - 1], letters)) is not None:
            letters, at = left, at - 1
        if not letters and at < len(words) - 1 and not words[at][0].islower():
            return f"{' '.join(words[at:])} ({found[1]})"
    return ""


def _without_initials(word: str, letters: Sequence[str]) -> list[str] | None:
    """The letters of an acronym that are left before a word; None where the word is not of it."""
    left = list(letters)
    parts = [part for part in re.split(r"[-/]", fold(word).strip(' ,;:.«»"“”')) if part]
    for part in reversed(parts):
        bare = re.sub(r"^(?:[dl]|dell|all)'(?=\w)", "", part)
        if left and bare.startswith(left[-1]) and not (_is_small(bare) and len(left) > 1 and word.islower()):
            left.pop()
        elif not _is_small(bare):
            return None
    return left if parts else None


def _is_small(word: str) -> bool:
    """Whether a folded word joins others, and gives no letter to their acronym."""
    return any(word in listed("organization", name) for name in ("joins", "articles", "ands"))


def is_chapter(text: str) -> bool:
    """Whether a line is the number of a part of another text, and no more: "ANNEX III", "Appendix B"."""
    parts = fold(text.strip(" *#:.")).split()
    return len(parts) == 2 and parts[0] in listed("organization", "chapters") and bool(_CHAPTER.fullmatch(parts[1]))


def is_broken_title(lines: Sequence[str]) -> bool:
    """Whether lines are a title in capitals that was too long for one."""
    is_cased = all(line.isupper() and not any(map(str.isdigit, line)) for line in lines)
    return len(lines) <= MAX_TITLE_LINES and is_cased and all(map(_may_go_on, lines))


def _may_go_on(line: str) -> bool:
    """Whether a line in capitals is no heading of its own and ends no sentence."""
    return kind_of_heading(line) is None and not ends_sentence(line) and not line.endswith(":")


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page, and no more: "3", "– 3 –", "Page 3 of 12", "iv"."""
    parts = [fold(part) for part in re.findall(r"\w+", text)]
    numbers = [part for part in parts if _PAGE.fullmatch(part)]
    around = frozenset(_PAGES) | listed("organization", "joins")
    return 0 < len(parts) <= MAX_PAGE_WORDS and bool(numbers) and around.issuperset({*parts} - {*numbers})


def without_page_number(text: str, blocks: Iterable[str]) -> str:
    """A title without the number of the page behind it, as the text of a PDF has it.

    A wide gap or a bar stands before it, or another of the `blocks` is the same but for the number.
    """
    found = _PAGE_BEHIND.fullmatch(text.strip())
    if found is None or not is_page_number(found["page"]):
        return text
    name = found["name"].rstrip(" |\t–—-")
    is_apart = len(found["gap"]) > 2 or "\t" in found["gap"] or "|" in found["gap"]
    others = (_PAGE_BEHIND.fullmatch(each.strip()) for each in blocks) if not is_apart else ()
    is_repeated = any(other and other["name"] == found["name"] and other["page"] != found["page"] for other in others)
    return name if is_apart or is_repeated else text


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the first line goes on in the second because there was no room for its first word."""
    width = max(len(line) for line in lines)
    first, second = lines[0].rstrip(), lines[1].strip()
    if ends_sentence(first) or not second:
        return False
    return second[0].islower() or (len(first) >= WRAPPED and len(first) + 1 + len(second.split()[0]) > width)


def split_title(words: str) -> tuple[str, str]:
    """Title and text of words in one line: all of a short one, the first sentence of a long one."""
    if len(words) <= LONG:
        return words, ""
    title, text = first_sentence(words)
    if len(title) <= MAX_LINE:
        return title, text
    cut = words.rfind(" ", 0, MAX_LINE)
    cut = cut if cut > 0 else MAX_LINE
    return words[:cut].strip(), words[cut:].strip()


def title_of_lines(lines: Sequence[str]) -> tuple[str, str]:
    """Title and text of some lines: the first one, or its sentence where lines are wrapped."""
    if len(lines) == 1 or is_wrapped(lines):
        return split_title(" ".join(" ".join(lines).split()))
    title, text = split_title(" ".join(lines[0].split()))
    rest = "\n".join(line.strip() for line in lines[1:])
    return title, f"{text}\n{rest}" if text else rest
