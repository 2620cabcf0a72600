"""The dossiers of a build, each as a line of JSON and as its text, by all processors."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from organizations.dossier.document import from_json
from organizations.dossier.intake import write_source
from organizations.dossier.text.errors import UnwritableDossier
from organizations.exports.bulk.kept import Kept
from organizations.exports.readings import typed_dossier
from organizations.processes import processes

FEW = 50
"""So many texts are written at once without other processes, which take seconds to start."""
AT_ONCE = 10
"""So many texts a process is given at once."""


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

    def written(self, stretches: Iterable[Iterable[tuple[str, int, dict[str, object]]]]) -> Iterator[Written]:
        """The dossiers of (slug, edition, data of the revision), in their order; new texts are kept.

        While those of one stretch are taken, the other processes write the texts of the next.
        """
        begun: Iterator[Written] = iter(())
        for rows in stretches:
            former, begun = begun, self._begun(rows)
            yield from former
        yield from begun

    def _begun(self, rows: Iterable[tuple[str, int, dict[str, object]]]) -> Iterator[Written]:
        lines = {slug: (_line(slug, number, data), data) for slug, number, data in rows}
        digests = {slug: sha256(line.encode()).hexdigest() for slug, (line, _data) in lines.items()}
        texts = self.kept.texts(digests.values())
        missing = {digests[slug]: data for slug, (_line, data) in lines.items() if digests[slug] not in texts}
        written = self._texts(list(missing.values()))

        def finished() -> Iterator[Written]:
            new = dict(zip(missing, written, strict=True))
            self.kept.add(new)
            texts.update(new)
            for slug, (line, _data) in lines.items():
                yield Written(slug, line, digests[slug], texts[digests[slug]])

        return finished()

    def _texts(self, data: Sequence[dict[str, object]]) -> Iterable[str | None]:
        # The pool starts its processes at the first call: a build of a few dossiers has none.
        return map(_text, data) if self.alone or len(data) < FEW else self.pool.map(_text, data, chunksize=AT_ONCE)


def _line(slug: str, number: int, data: Mapping[str, object]) -> str:
    # Through the value, not the JSON of the revision: that is of the format of its day.
    line = {"organization": slug, "edition": number, "dossier": typed_dossier(from_json(data))}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _text(data: Mapping[str, object]) -> str | None:
    try:
        return write_source(from_json(data))
    except UnwritableDossier:
        return None
