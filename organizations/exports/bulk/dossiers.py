"""The dossiers of a build, each as a line of JSON and as its text, by all processors."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import starmap

from organizations.dossier.document import Dossier, from_json
from organizations.dossier.intake import write_source
from organizations.dossier.text.errors import UnwritableDossier
from organizations.exports.bulk.kept import Kept
from organizations.exports.readings import typed_dossier
from organizations.processes import processes

FEW = 50
"""So many texts are written at once without other processes, which take seconds to start."""
AT_ONCE = 10
"""So many dossiers a process is given at once."""

Row = tuple[str, int, str]
"""The slug of an organization, the number of its edition, and the JSON of that revision as the database has it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A dossier as it is given out. `text` is None where no text can hold it; `digest` is that of the line."""

    slug: str
    line: str
    digest: str
    text: str | None


class Writer:
    """Writes dossiers; unless it is `alone`, other processes help where there are many, until it is closed."""

    def __init__(self, kept: Kept, *, alone: bool) -> None:
        self.kept, self.alone = kept, alone
        self.pool = processes()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *error: object) -> None:
        self.pool.shutdown(cancel_futures=True)

    def written(self, stretches: Iterable[Iterable[Row]]) -> Iterator[Written]:
        """The dossiers of these rows, in their order; new texts are kept.

        While those of one stretch are taken, the other processes write those of the next.
        """
        begun: Iterator[Written] = iter(())
        for rows in stretches:
            former, begun = begun, self._begun(list(rows))
            yield from former
        yield from begun

    def _begun(self, rows: Sequence[Row]) -> Iterator[Written]:
        # By the JSON, which this process need not understand to ask for the text that was kept of it.
        digests = [sha256(data.encode()).hexdigest() for _slug, _number, data in rows]
        kept = self.kept.texts(digests)
        written = self._written([(*row, digest not in kept) for row, digest in zip(rows, digests, strict=True)])

        def finished() -> Iterator[Written]:
            new: dict[str, str | None] = {}
            for digest, each in zip(digests, written, strict=True):
                if digest in kept:
                    each = replace(each, text=kept[digest])
                else:
                    new[digest] = each.text
                yield each
            self.kept.add(new)

        return finished()

    def _written(self, rows: Sequence[tuple[str, int, str, bool]]) -> Iterable[Written]:
        # The pool starts its processes at the first call: a build of a few new texts has none.
        if self.alone or sum(is_new for *_row, is_new in rows) < FEW:
            return starmap(_dossier, rows)
        return self.pool.map(_dossier, *zip(*rows, strict=True), chunksize=AT_ONCE)


def _dossier(slug: str, number: int, data: str, is_new: bool) -> Written:
    """A dossier of the JSON of its revision; where `is_new`, with its text."""
    # Through the value, not the JSON of the revision: that is of the format of its day.
    dossier = from_json(json.loads(data))
    row = {"organization": slug, "edition": number, "dossier": typed_dossier(dossier)}
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Written(slug, line, sha256(line.encode()).hexdigest(), _text(dossier) if is_new else None)


def _text(dossier: Dossier) -> str | None:
    try:
        return write_source(dossier)
    except UnwritableDossier:
        return None
