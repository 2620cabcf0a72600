"""Which claims of a text are which claims of an older one told again, found in time that grows with their number."""

import heapq
import re
from bisect import bisect
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

from organizations.dossier.changes.compare import wording_of
from organizations.dossier.document import AnyClaim, Section, SectionKind, period_of
from organizations.dossier.fields import Form, InText, fields_of

SIMILAR = 0.6
"""How alike (0 to 1) two wordings must be to be taken for the same claim retold."""

SIMILAR_IN_PLACE = 0.5
"""As much is enough where the claims before and behind are the same."""

LONG = 100
"""Wordings of more characters are compared word by word, which is twenty times faster; others by character."""

MAX_LENGTH = 2000
"""Characters of a wording that are compared."""

FEW = 2500
"""Up to so many pairs are all compared; of more, only those that share a rare feature or stand in the same place."""

COMMON = 40
"""A feature that more claims share than this tells nothing."""

MAX_CANDIDATES = 3
"""Claims that each claim is compared with for what they share, and as many for where they stand."""

Claim = AnyClaim | Section


def matches(old: Sequence[Claim], new: Sequence[Claim]) -> dict[int, int]:
    """Places in `new` with the places in `old` that they tell again.

    Claims of the same words first, then of the same name, then the most alike; last what stands between the same ones.
    """
    pairs: dict[int, int] = {}
    for same in (_words_of, _name_of):
        _match_equal(same, old, new, pairs)
    taken = set(pairs.values())
    left = _Left(
        old, new, [at for at in range(len(old)) if at not in taken], [at for at in range(len(new)) if at not in pairs]
    )
    _match_alike(left, pairs)
    _match_in_place(left, pairs)
    return pairs


def _match_equal(
    same: Callable[[Claim], Hashable], old: Sequence[Claim], new: Sequence[Claim], pairs: dict[int, int]
) -> None:
    taken = set(pairs.values())
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, claim in enumerate(old):
        if place not in taken:
            places[same(claim)].append(place)
    for at, claim in enumerate(new):
        if at not in pairs and (found := places.get(same(claim))):
            pairs[at] = found.popleft()


def _words_of(claim: Claim) -> Hashable:
    values = (getattr(claim, name) for name, meta in fields_of(type(claim)).items() if meta.in_text != InText.ABSENT)
    return (type(claim).__name__, *values)


def _name_of(claim: Claim) -> Hashable:
    if isinstance(claim, Section):
        return (claim.kind.value, claim.heading if claim.kind == SectionKind.OTHER else "")
    return (type(claim).__name__, wording_of(claim).casefold())


# -- likeness ---------------------------------------------------------------------------------------------------


class _Wording:
    """What a part says, taken apart once for all that it is compared with."""

    __slots__ = ("characters", "counted", "family", "features", "text", "words")

    def __init__(self, claim: Claim) -> None:
        self.family = claim.kind.value if isinstance(claim, Section) else type(claim).__name__
        self.text = "\n".join((wording_of(claim), *_prose_of(claim)))[:MAX_LENGTH]
        self.words = self.text.split()
        self.characters, self.counted = Counter(self.text), Counter(self.words)
        period = None if isinstance(claim, Section) else period_of(claim)
        self.features = set(_features(self.text, str(period.reach[0].year) if period and period.is_read else ""))


def _prose_of(claim: Claim) -> Iterator[str]:
    """The paragraphs of an item; a section is told by its heading, whatever stands under it."""
    known = {} if isinstance(claim, Section) else fields_of(type(claim))
    return (getattr(claim, name) for name, meta in known.items() if meta.form == Form.PROSE)


def _features(text: str, year: str) -> Iterator[str]:
    """Words, alone and with the year; of a short text runs of three characters too, for it may be one word misspelt."""
    folded = text.casefold()
    words = set(re.findall(r"\w+", folded))
    yield from words
    if year:
        yield year
        yield from (f"{year} {word}" for word in words)
    if len(text) <= LONG:
        yield from (folded[at : at + 3] for at in range(len(folded) - 2))


def _bound(one: _Wording, other: _Wording) -> float:
    """What the likeness of two wordings does not exceed."""
    if one.family != other.family:
        return 0.0
    is_long = min(len(one.text), len(other.text)) > LONG
    few, many = (one.counted, other.counted) if is_long else (one.characters, other.characters)
    length = len(one.words) + len(other.words) if is_long else len(one.text) + len(other.text)
    if len(few) > len(many):
        few, many = many, few
    shared = sum(min(number, many[each]) for each, number in few.items() if each in many)
    return 2.0 * shared / length if length else 1.0


def _likeness(one: _Wording, other: _Wording) -> float:
    is_long = min(len(one.text), len(other.text)) > LONG
    sides: tuple[Sequence[str], Sequence[str]] = (one.words, other.words) if is_long else (one.text, other.text)
    # With `autojunk` what is frequent in 200 signs or more counts as nothing: of prose, most letters.
    return SequenceMatcher(None, *sides, autojunk=False).ratio()


# -- what is left when the equal ones are matched -----------------------------------------------------------------


class _Left:
    """The places in both lists that have no pair yet, and what stands there."""

    def __init__(self, old: Sequence[Claim], new: Sequence[Claim], places: list[int], ats: list[int]) -> None:
        self.size, self.places, self.ats = len(old), places, ats
        self.old = {place: _Wording(old[place]) for place in places}
        self.new = {at: _Wording(new[at]) for at in ats}

    def candidates(self, pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The (place, at) that are worth a comparison."""
        if len(self.places) * len(self.ats) <= FEW:
            yield from product(self.places, self.ats)
            return
        index: dict[str, list[int]] = defaultdict(list)
        for place, wording in self.old.items():
            for feature in wording.features:
                index[feature].append(place)
        offset, last = 0, -1
        for at, wording in self.new.items():
            before = next((each for each in range(at - 1, last, -1) if each in pairs), None)
            # By how much places have shifted up to here, as the last claim that has a pair tells.
            offset, last = (offset if before is None else pairs[before] - before), at
            found = set(_sharing(wording.features, index)) | set(self._around(at + offset))
            yield from ((place, at) for place in found)

    def _around(self, place: int) -> Sequence[int]:
        start = max(0, bisect(self.places, place) - 1 - MAX_CANDIDATES // 2)
        return self.places[start : start + MAX_CANDIDATES]


def _sharing(features: set[str], index: dict[str, list[int]]) -> list[int]:
    """The places that share the most, rare features counting more."""
    weights: dict[int, float] = defaultdict(float)
    for feature in features:
        places = index.get(feature, ())
        if 0 < len(places) <= COMMON:
            for place in places:
                weights[place] += 1 / len(places)
    # Sorted first: among equal weights the order of a set would decide, which is another in each process.
    return heapq.nlargest(MAX_CANDIDATES, sorted(weights), key=weights.__getitem__)


def _match_alike(left: _Left, pairs: dict[int, int]) -> None:
    """The most alike first. A likeness is computed only when nothing can be more alike: most never are."""
    free = set(left.places)
    queue = []
    for place, at in left.candidates(pairs):
        bound = _bound(left.old[place], left.new[at])
        if bound >= SIMILAR:
            # False sorts before True: of the same rank an estimate is looked into before an exact pair is taken.
            queue.append((-bound, False, abs(place - at), place, at))
    heapq.heapify(queue)
    while queue:
        _ranked, is_exact, distance, place, at = heapq.heappop(queue)
        if place not in free or at in pairs:
            continue
        if is_exact:
            pairs[at] = place
            free.remove(place)
        elif (ratio := _likeness(left.old[place], left.new[at])) >= SIMILAR:
            heapq.heappush(queue, (-ratio, True, distance, place, at))


def _match_in_place(left: _Left, pairs: dict[int, int]) -> None:
    """A claim whose neighbours are the same claims, or the end, may say more anew."""
    free = set(left.places) - set(pairs.values())
    for at in left.ats:
        place = pairs.get(at - 1, -1) + 1
        if at in pairs or place not in free or pairs.get(at + 1, left.size) != place + 1:
            continue
        one, other = left.old[place], left.new[at]
        if _bound(one, other) >= SIMILAR_IN_PLACE and _likeness(one, other) >= SIMILAR_IN_PLACE:
            pairs[at] = place
            free.remove(place)
