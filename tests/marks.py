"""Marks of parameters."""

from typing import Any

import pytest


def slow(*values: Any) -> list[Any]:
    """Parameters that `make test` leaves to CI."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]
