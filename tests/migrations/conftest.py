"""A database of its own beside that of the tests, that nothing was migrated in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings


@pytest.fixture
def bare_database(transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The connection leads to a database without a table, and to an empty folder of media."""
    settings.MEDIA_ROOT = tmp_path / "media"
    name = connection.settings_dict["NAME"]
    other = f"{name}_bare" if connection.vendor == "postgresql" else str(tmp_path / "bare.sqlite3")
    if connection.vendor == "postgresql":
        # template1 may be migrated (tests/support/databases.py).
        _run(f'DROP DATABASE IF EXISTS "{other}"', f'CREATE DATABASE "{other}" TEMPLATE template0')
    connection.close()
    connection.settings_dict["NAME"] = other
    yield
    connection.close()
    connection.settings_dict["NAME"] = name
    if connection.vendor == "postgresql":
        _run(f'DROP DATABASE "{other}" WITH (FORCE)')


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
