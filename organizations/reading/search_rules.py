"""What words of a question mean by the table that editors extend, and by the names of the kinds of claims."""

import re
from dataclasses import dataclass

from organizations.analysis import fold, phrase
from organizations.dossier.kinds import PUBLISHED, ROLE
from organizations.dossier.words import has_no_spaces
from organizations.models import PublishedSearchRule
from organizations.reading.snapshot import once_a_state


@dataclass(frozen=True, slots=True)
class Rule:
    """What some words mean: claims of these kinds (of none: nothing), best those that hold the `first` words.

    Of roles those come first that the `order` says; without kinds it counts only where other words ask for roles.
    Where they stand for other words, they mean these; with kinds any of them, where such claims are asked for.
    """

    kinds: tuple[str, ...]
    first: str
    order: str = ""
    stands_for: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    """Kinds of claims for which other words have to ask, or these mean nothing."""

    @property
    def is_left_out(self) -> bool:
        """Whether the words say nothing: "the", "currently"."""
        return not (self.kinds or self.order or self.stands_for)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules by the terms of their words; `unspaced` are the words of those that are written without spaces.

    `words` are those that are one word, folded.
    """

    by_terms: dict[tuple[str, ...], Rule]
    unspaced: tuple[str, ...]
    words: tuple[str, ...]

    def parts_of(self, text: str) -> list[str]:
        """Chinese or Japanese in parts: years, other scripts, the words of rules, and what stands between them.

        A sign that is a rule of its own, as 的, is a part where it stands at the edge of what is between: within a
        word it is a part of that.
        """
        # The longest first, as `rules` sorted them: an alternative that is the beginning of another would win.
        several = "|".join(re.escape(word) for word in self.unspaced if len(word) > 1)
        alone = {word for word in self.unspaced if len(word) == 1}
        # What the pattern found stands at the odd places.
        found = re.split(f"({_YEARS}|{_OTHER_SCRIPTS}{'|' if several else ''}{several})", text)
        parts: list[str] = []
        for at, part in enumerate(found):
            parts += [part] if at % 2 else _without_edges(part, alone, is_last=at == len(found) - 1)
        return [part for part in parts if part]


_YEARS = r"\d{4}年?(?:[-–—至到]\d{4}年?|代)?"
# Not greedy: it ends before a year, which is a part of its own.
_OTHER_SCRIPTS = "[^\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+?(?=\\d{4}|[\u3005-\u9fff]|$)"
_SHORTEST = 2
"""Signs that stay between the edges: 目的 is a word."""


def _without_edges(part: str, alone: set[str], *, is_last: bool) -> list[str]:
    """A part, the signs at its edges as parts of their own; at the end of the text they are rather of a word."""
    if set(part) <= alone:
        return list(part)
    first, last = 0, len(part)
    while part[first] in alone and last - first > _SHORTEST:
        first += 1
    while not is_last and part[last - 1] in alone and last - first > _SHORTEST:
        last -= 1
    return [*part[:first], part[first:last], *part[last:]]


@once_a_state
def rules() -> Rules:
    """The names of the kinds, and the rules that are published. One query."""
    by_terms = {phrase(words): Rule((kind.name,), "") for kind in PUBLISHED for words in (kind.label, kind.plural)}
    unspaced: set[str] = set()
    alone: set[str] = set()
    columns = PublishedSearchRule.objects.values_list("kinds", "words", "first", "order", "stands_for")
    for kinds, words, first, order, stands_for in columns:
        for line in words.splitlines():
            typed, _sign, others = line.partition("=")
            meant = tuple(filter(None, map(str.strip, (others or stands_for).split("|"))))
            if terms := phrase(typed):
                only_for = kinds if meant else [ROLE.name] if order and not kinds else []
                by_terms[terms] = Rule(tuple(kinds), first, order, meant, tuple(only_for))
                alone |= {fold(typed.strip())} if typed.strip().isalpha() else set()
                unspaced |= {typed.strip()} if has_no_spaces(typed.strip()) else set()
    return Rules(by_terms, tuple(sorted(unspaced, key=lambda word: (-len(word), word))), tuple(sorted(alone)))
