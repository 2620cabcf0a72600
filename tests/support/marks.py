"""Marks of parameters."""

from typing import Any

import pytest


def slow(*values: Any) -> list[Any]:
    """Parameters that `make test` leaves to CI; a tuple is those of several names."""
    tuples = (value if isinstance(value, tuple) else (value,) for value in values)
    return [pytest.param(*each, marks=pytest.mark.slow) for each in tuples]
