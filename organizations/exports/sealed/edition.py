"""An edition is built: one state of the site, made beside the former edition, whose place it takes when it is whole."""

import csv
import gc
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connections
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from pydantic import TypeAdapter, ValidationError

from organizations.clock import on_day
from organizations.exports.bulk.kept import KEPT
from organizations.exports.sealed.asking import Asked
from organizations.exports.sealed.links import VERIFY
from organizations.exports.sealed.manifest import MANIFEST, SIGNATURE, differences, write_manifest
from organizations.exports.sealed.rendering import PACKAGE, UNFINISHED, Former, Renderer, Task, state_of, stated, tasks
from organizations.exports.sealed.signing import fingerprint, public_key
from organizations.models import (
    PublishedClaim,
    PublishedOrganization,
    PublishedPerson,
    PublishedSource,
    PublishedTag,
    SiteState,
)
from organizations.processes import end_with_parent
from organizations.reading.snapshot import Superseded, site_version, snapshot
from organizations.release import release

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

EDITION = "edition.json"
DOSSIERS = "dossiers.csv"
TRIES = 3
WAITING = 4
"""Tasks for each worker that are given out ahead."""

Progress = Callable[[int], object]
"""Is told of so many dossiers that were made."""


class EditionRefused(Exception):
    """An edition that cannot be built; its words say why."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition is of: the site, its version and the day of that state. `key` is the public key, or empty.

    Dossiers of two editions are the same files where these have one `rendering`, and they one state, until a day that
    their pages name.
    """

    site: str
    version: int
    date: date
    licence: str
    counts: dict[str, int]
    key: str
    fingerprint: str
    rendering: str


_EDITION = TypeAdapter(Edition)


def build_edition(
    out: Path,
    *,
    url: str,
    licence: str = "",
    key: "Ed25519PrivateKey | None" = None,
    workers: int = 1,
    progress: Progress = lambda number: None,
) -> Edition:
    """Write an edition into a folder, in place of the one that was there; `url` is the site's.

    What a build that was killed has made of the same state stays. Raises EditionRefused and OSError.
    """
    out = out.absolute()
    _give_back(out)
    # It is replaced as a whole: a path given by mistake must not cost what lies there.
    if out.exists() and not (out / EDITION).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise EditionRefused(f"{out} is something else than an edition, and is not replaced.")
    for _again in range(TRIES):
        try:
            with _collecting_rarely():
                return _built(out, url, licence, key, workers, progress)
        except Superseded:
            continue
    raise EditionRefused("Something is published all the time; try again later.")


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """While in it, this process and those that are forked look less often for what nobody needs."""
    # As Python does it by itself, it takes a sixteenth of a build, and finds next to nothing.
    former = gc.get_threshold()
    gc.set_threshold(50_000, *former[1:])
    try:
        yield
    finally:
        gc.set_threshold(*former)


def read_edition(folder: Path) -> Edition | None:
    """What the edition in a folder says that it is; None where there is none."""
    try:
        return _EDITION.validate_json((folder / EDITION).read_bytes())
    except (OSError, ValidationError):
        return None


def _built(
    out: Path, url: str, licence: str, key: "Ed25519PrivateKey | None", workers: int, progress: Progress
) -> Edition:
    version = site_version()
    state = SiteState.objects.first()
    if state is None:
        raise EditionRefused("Nothing is published.")
    day = localtime(state.changed_at).date()
    rendering = _digest(release(), url, str(state.vocabulary))
    # Named by its state: a build that was killed goes on there, and another state begins anew. Beside `out`, on the
    # same disk, where renaming is one step.
    folder = out.with_name(f".{out.name}.{_digest(rendering, version, licence)[:16]}{UNFINISHED}")
    for other in out.parent.glob(f".{out.name}.*{UNFINISHED}"):
        if other != folder:
            shutil.rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    renderer = Renderer(folder, out.with_name(f".{out.name}{KEPT}"), url, licence, _former(out, rendering))
    with _workers(workers, renderer, version, day) as make, _reading(version, day):
        for created in make(tasks()):
            progress(created)
        renderer.without_text()
        name = public_key(key) if key else ""
        # Of the open snapshot, all of it: what is published while it is built belongs to the next one.
        edition = Edition(
            site=url,
            version=state.version,
            date=day,
            licence=licence,
            counts=_counts(),
            key=name,
            fingerprint=fingerprint(name) if name else "",
            rendering=rendering,
        )
        _write_about(renderer, edition)
    _seal(folder, key)
    _put_in_place(folder, out)
    return edition


def _write_about(renderer: Renderer, edition: Edition) -> None:
    """What the edition says of itself, for people and for programs, and of which state each dossier is."""
    renderer.write(EDITION, _EDITION.dump_json(edition, indent=1) + b"\n")
    page = render_to_string("sealed/verify.html", {"edition": edition}, Asked(edition.site, f"/{VERIFY}"))
    renderer.put(page.encode(), f"/{VERIFY}", VERIFY)
    path = renderer.folder / DOSSIERS
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("organization", "edition", "published_at", "related_changes"))
        for row in stated().order_by("slug").iterator():
            writer.writerow((row.slug, *state_of(row).split()))


def _counts() -> dict[str, int]:
    return {
        "organizations": PublishedOrganization.objects.count(),
        "claims": PublishedClaim.objects.count(),
        "people": PublishedPerson.objects.count(),
        "sources": PublishedSource.objects.cited().count(),
        "tags": PublishedTag.objects.count(),
    }


def _seal(folder: Path, key: "Ed25519PrivateKey | None") -> None:
    """Write the manifest of what is there, and its signature."""
    for name in (MANIFEST, SIGNATURE):
        (folder / name).unlink(missing_ok=True)
    for left in folder.rglob(f".*{UNFINISHED}"):
        left.unlink()
    for left in folder.glob(f"{PACKAGE}/.*"):
        shutil.rmtree(left)
    # Last, when no file is to come: one that it does not list would count as added.
    content = write_manifest(folder)
    if key:
        (folder / SIGNATURE).write_bytes(key.sign(content))


def _put_in_place(folder: Path, out: Path) -> None:
    former = _former_of(out)
    if out.exists():
        # Two steps, since no file system exchanges folders everywhere; `_give_back` mends what a kill between them
        # leaves.
        out.rename(former)
    folder.rename(out)
    shutil.rmtree(former, ignore_errors=True)


def _give_back(out: Path) -> None:
    """Where a build was killed between taking the former edition away and putting the new one there, the former."""
    former = _former_of(out)
    if out.exists():
        shutil.rmtree(former, ignore_errors=True)
    elif former.exists():
        former.rename(out)


def _former_of(out: Path) -> Path:
    return out.with_name(f".{out.name}.former")


def _former(out: Path, rendering: str) -> Former | None:
    """The edition that is there, where its dossiers would be the same files and none of its files was changed."""
    edition = read_edition(out)
    # Its files are compared with its manifest first: what somebody changed there would be sealed anew as ours.
    if edition is None or edition.rendering != rendering or not (out / MANIFEST).is_file() or differences(out):
        return None
    with (out / DOSSIERS).open(encoding="utf-8", newline="") as file:
        return Former(out, {slug: " ".join(state) for slug, *state in csv.reader(file)})


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


# -- workers ----------------------------------------------------------------------------------------------------

Make = Callable[[Iterable[Task]], Iterator[int]]
"""Does tasks, and tells of how many dossiers each was."""

_held = ExitStack()
"""The snapshot of a worker, which is open for as long as that lives."""

_renderer: Renderer | None = None
_refused: Superseded | None = None


@contextmanager
def _reading(version: str, day: date) -> Iterator[None]:
    """A snapshot of that version of the site, as of its day. Raises Superseded where there is a later one."""
    # Where no language is active, Django looks for one at each word that it translates.
    with snapshot(), on_day(day), override(get_language()):
        if site_version() != version:
            raise Superseded(version)
        yield


@contextmanager
def _workers(number: int, renderer: Renderer, version: str, day: date) -> Iterator[Make]:
    """So many processes that do tasks, each in a snapshot of its own; one is this process itself."""
    if number == 1:
        yield lambda given: map(renderer.make, given)
        return
    # What is forked must share no connection.
    connections.close_all()
    with ProcessPoolExecutor(number, get_context("fork"), _begin, (renderer, version, day)) as pool:
        pool.submit(_ready).result()  # all are forked at the first
        yield lambda given: _done(pool, iter(given), number)


def _begin(renderer: Renderer, version: str, day: date) -> None:
    global _renderer, _refused
    end_with_parent()
    # What came with the fork is looked through no more, time after time, for what nobody needs; nor copied for that.
    gc.freeze()
    try:
        _held.enter_context(_reading(version, day))
        _renderer = renderer
    except Superseded as refused:
        _refused = refused


def _ready() -> None:
    if _refused:
        raise _refused


def _make(task: Task) -> int:
    _ready()
    assert _renderer is not None
    return _renderer.make(task)


def _done(pool: ProcessPoolExecutor, given: Iterator[Task], workers: int) -> Iterator[int]:
    # A few ahead, not all: tasks are read from the database as they are given out.
    waiting: set[Future[int]] = {pool.submit(_make, task) for task in islice(given, WAITING * workers)}
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for each in done:
            yield each.result()
        waiting |= {pool.submit(_make, task) for task in islice(given, len(done))}
