"""A source whose reading is kept for whoever looks at it again: the reading desk, and what then makes the dossier."""

import pickle
import zlib
from dataclasses import dataclass
from functools import lru_cache

from organizations.dossier.intake.choices import Choices
from organizations.dossier.text.reading import Reading
from organizations.importing.planning import Source


@dataclass(frozen=True, slots=True)
class KeptSource(Source):
    """A source that this process reads once for the same choices. What cannot be read is tried anew."""

    def read(self, choices: Choices | None = None) -> Reading:
        """What it says, by what was chosen. Raises DossierError where nothing of it can be read."""
        reading: Reading = pickle.loads(zlib.decompress(read_kept(self, choices or Choices())))  # noqa: S301 - these bytes never left this process
        return reading


@lru_cache(4)
def read_kept(source: KeptSource, choices: Choices) -> bytes:
    """The reading of a source, packed."""
    # Of 2 MB of text a reading takes 100 MB as it is and 2 MB packed: a tenth of the time that reading anew would take.
    return zlib.compress(pickle.dumps(Source.read(source, choices)), level=1)
