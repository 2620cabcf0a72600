"""Evidence added to a claim: a source, the organization's reply, how old the claim is and how it is said."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from organizations.dossier.bounds import MAX_LINE, MAX_PROSE
from organizations.dossier.document import AnyClaim, Dossier, SectionKind, Source
from organizations.dossier.evidence.labels import label_of, labels_of, own_entries, sources_of, text_of_entry
from organizations.dossier.evidence.marks import (
    Labels,
    Register,
    Statement,
    StatementName,
    Use,
    UseRole,
    is_locator,
    tail_marks,
)
from organizations.dossier.evidence.references import identity_of, read_reference
from organizations.dossier.evidence.relabelling import in_brackets, new_mark, with_sources
from organizations.dossier.evidence.settling import settled
from organizations.dossier.evidence.tails import with_statement, with_use
from organizations.dossier.items import Item
from organizations.dossier.keys import new_key
from organizations.dossier.kinds import kind_of
from organizations.dossier.messages import Fault
from organizations.dossier.text import grammar

SIGNALS = {UseRole.SUPPORTS: "", UseRole.MENTIONS: "see also ", UseRole.DISPUTES: "but see "}
"""What stands before a label for each role of a use."""


class Unadded(Fault):
    """Evidence that cannot be written as marks and sources are: the message says why."""

    parameters = {
        "source-empty": (),
        "source-names-another": ("words",),
        "source-too-long": ("length", "max_length"),
        "place-not-read": ("words",),
        "statement-not-read": ("words",),
        "reply-not-read": ("words",),
    }


def with_source(
    dossier: Dossier,
    kind_name: str,
    key: str,
    *,
    text: str,
    details: str = "",
    locator: str = "",
    role: UseRole = UseRole.SUPPORTS,
    quote: str = "",
    kept: str = "",
) -> Dossier:
    """The dossier in which a claim cites one source more, by the name of its kind and its key.

    `text` is the source as the list will say it; further lines of it are details. A source that the list has is used
    again, with a quote where it has none. `kept` is a line of `kept_line` that it gets. Raises KeyError for an unknown
    claim, Unadded for what no mark can say.
    """
    claim_of(dossier, kind_name, key)
    words, _, more = text.strip().partition("\n")
    citation = grammar.one_line(words)
    lines = [grammar.one_line(line) for line in f"{more}\n{details}".split("\n")]
    added = Source(key="", mark="", citation=citation, details="\n".join(filter(None, lines)))
    if not citation:
        raise Unadded("source-empty")
    dossier, source = _listed(in_brackets(dossier), added)
    fuller = _with_kept(_with_quote(source, quote), kept)
    _check_length(fuller)
    if fuller != source:
        dossier = _with_entry(dossier, fuller)
    labels = labels_of(dossier)
    use = _use(label_of(source), source, role, grammar.one_line(locator))
    # The same: what is written has to be read as what was meant, or it would be text.
    if not _is_read(use, labels):
        raise Unadded("place-not-read", words=use.locator)
    return _with_item(dossier, kind_name, key, lambda claim: _cited(claim, use, labels))


def kept_line(name: str, sha256: str) -> str:
    """The line by which a source names a copy of it that the site keeps."""
    return f"Kept: {name} (sha256 {sha256})"


def with_copies(dossier: Dossier, key: str, lines: Iterable[str]) -> Dossier:
    """The dossier in which a source has these lines of `kept_line` too, but those of copies that it names already.

    Raises KeyError for an unknown source, Unadded where it would get too long.
    """
    source = next((each for each in sources_of(dossier) if each.key == key), None)
    if source is None:
        raise KeyError(key)
    for line in lines:
        source = _with_kept(source, line)
    _check_length(source)
    return _with_entry(dossier, source)


def kept_lines(source: Source) -> list[str]:
    """The lines of a source that name copies by their hashes."""
    return [line.strip() for line in source.details.split("\n") if read_reference(f"-\n{line}").copies]


def same_source(dossier: Dossier, text: str) -> Source | None:
    """The entry of a dossier's list that is of the same work as these words, or has the same words; None without one.

    An entry that has no label of its own, or is a place in another, is none.
    """
    names = names_of(text)
    return next((each for each in own_entries(dossier) if names & names_of(text_of_entry(each))), None)


def names_of(text: str) -> set[str]:
    """What a source is known by: its words, and its identity where it has one; two that share one are the same."""
    reference = read_reference(text)
    return {f"words:{_plain(reference.words)}", *filter(None, [identity_of(reference)])}


def with_reply(dossier: Dossier, kind_name: str, key: str, *, words: str, of: str = "", on: str = "") -> Dossier:
    """The dossier in which a claim has this reply, of an organization and of a day where they are given.

    Raises KeyError for an unknown claim, Unadded where the reply would not be read as one.
    """
    claim_of(dossier, kind_name, key)
    text, of, on = (grammar.one_line(each) for each in (words, of, on))
    reply = f"Reply{f' of {of}' if of else ''}{f' ({on})' if on else ''}: {text}"
    found = grammar.REPLY.match(reply)
    # Read back before it is written: a colon or bracket in the name would be taken for the end of it.
    if not found or reply[found.end() :] != text or (found["of"] or "", found["on"] or "") != (of, on):
        raise Unadded("reply-not-read", words=reply[:200])
    return _with_item(dossier, kind_name, key, lambda claim: replace(claim, reply=reply))


def with_tail(
    dossier: Dossier,
    kind_name: str,
    key: str,
    *,
    as_of: str = "",
    review_by: str = "",
    register: Register | None = None,
) -> Dossier:
    """The dossier in which a claim says of when it is, when to look again, and how it is said; none of what is empty.

    Raises KeyError for an unknown claim, Unadded for a date that cannot be read.
    """
    claim_of(dossier, kind_name, key)
    dossier = with_list(in_brackets(dossier))
    labels = labels_of(dossier)
    stated = [
        Statement(StatementName.AS_OF, grammar.one_line(as_of)),
        Statement(StatementName.REVIEW_BY, grammar.one_line(review_by)),
        Statement(StatementName.REGISTER, register.value if register else ""),
    ]
    for each in stated:
        read = [mark.statements for mark in tail_marks(f" [{each}]", labels)]
        if each.text and read != [(each,)]:
            raise Unadded("statement-not-read", words=each.text)

    def restated(claim: Item) -> Item:
        marks = claim.marks
        for each in stated:
            marks = with_statement(marks, each.name, each.text, labels)
        return replace(claim, marks=marks)

    return _with_item(dossier, kind_name, key, restated)


def with_list(dossier: Dossier) -> Dossier:
    """The dossier with a list of sources, which may be empty."""
    return dossier if dossier.of_kind(SectionKind.SOURCES) else with_sources(dossier, [])


def claim_of(dossier: Dossier, kind_name: str, key: str) -> Item:
    """The claim of that kind with that key. Raises KeyError where there is none that can stand on sources."""
    for section, claim in dossier.items():
        if claim.key == key and isinstance(claim, Item) and kind_of(claim, section.kind).name == kind_name:
            return claim
    raise KeyError(f"{kind_name}/{key}")


def _with_item(dossier: Dossier, kind_name: str, key: str, change: Callable[[Item], Item]) -> Dossier:
    claim = claim_of(dossier, kind_name, key)
    changed = cast(AnyClaim, change(claim))
    sections = tuple(
        replace(section, items=tuple(changed if item is claim else item for item in section.items))
        for section in dossier.sections
    )
    return settled(replace(dossier, sections=sections))


# -- the list of sources ---------------------------------------------------------------------------------------------


def _listed(dossier: Dossier, added: Source) -> tuple[Dossier, Source]:
    """The dossier whose list has the source, and the entry that it is there."""
    found = same_source(dossier, text_of_entry(added))
    if found:
        return dossier, found
    taken = {source.key for source in sources_of(dossier)}
    source = replace(added, key=new_key(added.citation, taken), mark=new_mark(dossier))
    longer = with_sources(dossier, [source])
    target = labels_of(longer).targets.get(label_of(source))
    # A source whose words begin with "[1]" or "Ibid." would be a place in another one.
    if target is None or (target.source, target.locator) != (source.key, ""):
        raise Unadded("source-names-another", words=added.citation[:200])
    return longer, source


def _with_quote(source: Source, quote: str) -> Source:
    quote = grammar.one_line(quote)
    if not quote or read_reference(text_of_entry(source)).quote:
        return source
    return replace(source, details=f"{source.details}\nQuote: “{quote}”".strip())


def _with_kept(source: Source, line: str) -> Source:
    # By the hash: a copy that was sent under another name is the same one.
    there = read_reference(text_of_entry(source)).copies
    if set(read_reference(f"-\n{line}").copies) <= set(there):
        return source
    return replace(source, details=f"{source.details}\n{line}".strip())


def _with_entry(dossier: Dossier, source: Source) -> Dossier:
    sections = tuple(
        replace(section, items=tuple(source if item.key == source.key else item for item in section.items))
        if section.kind == SectionKind.SOURCES
        else section
        for section in dossier.sections
    )
    return replace(dossier, sections=sections)


def _check_length(source: Source) -> None:
    for text, max_length in ((source.citation, MAX_LINE), (source.details, MAX_PROSE)):
        if len(text) > max_length:
            raise Unadded("source-too-long", length=len(text), max_length=max_length)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


# -- marks -----------------------------------------------------------------------------------------------------------


def _use(label: str, source: Source, role: UseRole, locator: str) -> Use:
    after = f"{', ' if is_locator(locator) else ': '}{locator}" if locator else ""
    return Use(label, source.key, role=role, locator=locator, before=SIGNALS[role], after=after)


def _is_read(use: Use, labels: Labels) -> bool:
    """Whether the use, written down, is read as the same."""
    read = tail_marks(f" [{use.before}{use.label}{use.after}]", labels)
    return [(each.source, each.role, each.locator) for mark in read for each in mark.uses] == [
        (use.source, use.role, use.locator)
    ]


def _cited(claim: Item, use: Use, labels: Labels) -> Item:
    marks = with_use(claim.marks, use, labels)
    # A note stands close behind a word; behind an address or a backslash it would be a part of it.
    is_close = marks.startswith("[") and not claim.marks.startswith("[")
    return replace(claim, marks=f" {marks}" if is_close else marks)
