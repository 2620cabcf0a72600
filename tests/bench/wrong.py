"""How much is read wrongly and not marked as a guess: `python -m tests.bench.wrong [FOLDER…]`.

Without a folder: people, then events and facts, in nine languages and many layouts, whose truth is known. Of a folder:
its texts, each with what it says below a line of equals signs, as in `tests/dossier/intake/own_hands`. `--shown N`
shows N wrong records.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from organizations.dossier.intake import read_source
from tests.dossier.intake.hands import record_of
from tests.dossier.intake.known import Wrong, is_marked, known_texts, wrong_people
from tests.dossier.intake.known_claims import known_claims, wrong_claims

MARK = "\n=====\n"


def of_known_people() -> Iterator[tuple[str, int, list[Wrong]]]:
    """Name, records and wrong records of each text that is made here."""
    for name, text, holders in known_texts():
        reading = read_source(text)
        yield name, len(list(reading.dossier.items())), wrong_people(reading, holders)


def of_known_claims() -> Iterator[tuple[str, int, list[Wrong]]]:
    """The same of texts on events and facts."""
    for name, known in known_claims():
        reading = read_source(known.text)
        yield name, len(list(reading.dossier.items())), wrong_claims(reading, known.truth)


def of_folder(folder: Path) -> Iterator[tuple[str, int, list[Wrong]]]:
    """Name, records and wrong records of each text of a folder."""
    for path in sorted(folder.iterdir()):
        source, mark, records = path.read_text("utf-8").partition(MARK)
        if mark:
            reading = read_source(source, file_name=path.name)
            truth = {line[2:] for line in records.splitlines()}
            claims = [claim for _section, claim in reading.dossier.items()]
            wrong = [claim for claim in claims if record_of(claim) not in truth]
            yield path.name, len(claims), [Wrong(record_of(claim), is_marked(claim, reading)) for claim in wrong]


def report(found: Iterable[tuple[str, int, list[Wrong]]], shown: int) -> Iterator[str]:
    """The figures in lines."""
    texts = records = 0
    wrong: list[tuple[str, Wrong]] = []
    for name, count, of_text in found:
        texts, records = texts + 1, records + count
        wrong += [(name, each) for each in of_text]
    silent = [f"{name}: {each.record}" for name, each in wrong if not each.is_marked]
    yield f"{texts} texts, {records} records: {len(wrong)} wrong, of these {len(silent)} not marked"
    yield from silent[:shown]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--shown", type=int, default=10)
    options = parser.parse_args()
    for found in map(of_folder, options.folder) if options.folder else [of_known_people(), of_known_claims()]:
        print(*report(found, options.shown), sep="\n")


if __name__ == "__main__":
    main()
