"""The stamp of a form: signed, bound to one claim and one moment, so that no form is sent that nobody opened."""

import secrets
import time
from dataclasses import dataclass
from enum import Enum

from django.core import signing

SALT = "organizations.contributing"

MIN_SECONDS = 3.0
"""Nobody reads the form and fills it in within so short a time."""

MAX_HOURS = 12
"""After so long the page is opened again: the claim may have changed."""


class StampProblem(Enum):
    """Why a form is not taken by its stamp."""

    FORGED = "forged"
    TOO_FAST = "too fast"
    TOO_OLD = "too old"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says: `nonce` tells forms apart, `problem` why it is not taken, or not yet."""

    nonce: str
    problem: StampProblem | None = None


def new_stamp(about: str) -> str:
    """A stamp of now for a form about a claim, which is named by words of any kind."""
    return signing.dumps([about, secrets.token_hex(4), time.time()], salt=SALT)


def read_stamp(text: str, about: str) -> Stamp:
    """What a stamp that came back says."""
    try:
        named, nonce, stamped_at = signing.loads(text, salt=SALT)
    # What is signed may still be of another form: an older release signed it.
    except (signing.BadSignature, ValueError, TypeError):
        return Stamp("", StampProblem.FORGED)
    if named != about:
        return Stamp("", StampProblem.FORGED)
    age = time.time() - stamped_at
    if age < MIN_SECONDS:
        return Stamp(nonce, StampProblem.TOO_FAST)
    return Stamp(nonce, StampProblem.TOO_OLD if age > MAX_HOURS * 3600 else None)
