"""In which coding an answer is sent: the one that a reader likes best of those that are made (RFC 9110, 12.5.3)."""

import re
from functools import lru_cache

CODINGS = ("br", "gzip", "")
"""The smallest first; "" is an answer as it is, which readers call identity."""

_Q = re.compile(r"q[ \t]*=[ \t]*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_NAMES = {"identity": "", "x-gzip": "gzip"}


@lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    """Which of CODINGS an Accept-Encoding header asks for: the highest weight, and of several the smallest.

    What a header does not name it accepts with the weight of "*", if that is there; an answer as it is, unless it is
    refused, is then liked least. Where nothing that is made here is accepted, the answer is sent as it is; where only
    that is refused, as gzip, which everybody reads.
    """
    weights: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in each.split(";"))
        if name:
            name = _NAMES.get(name, name)
            # Named twice, the lower weight holds: who refuses a coding anywhere does not get it.
            weights[name] = min(weights.get(name, 1.0), _weight(parameters))
    others = weights.get("*", 0.0)
    liked = {coding: weights.get(coding, others) for coding in CODINGS}
    if "*" not in weights:
        # Half of the least: acceptable, but behind whatever was named.
        liked[""] = weights.get("", min((weight for weight in liked.values() if weight), default=1.0) / 2)
    best = max(CODINGS, key=liked.__getitem__)
    is_plain_refused = weights.get("") == 0.0 and not weights.keys() & {"gzip", "*"}
    return best if liked[best] else "gzip" if is_plain_refused else ""


def _weight(parameters: list[str]) -> float:
    """The weight among the parameters of a coding: 1 where there is none, 0 where it is none that may be."""
    for parameter in parameters:
        if parameter.startswith("q"):
            found = _Q.fullmatch(parameter)
            return float(found[1]) if found else 0.0
    return 1.0
