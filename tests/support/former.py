"""The models as migrations before 0016 knew them, on the tables of today: to try what those migrations do with rows."""

from importlib import import_module

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps

names = import_module("organizations.migrations.0016_plain_names")
LATER = [("checkup", "impossible", "errors"), ("checkup", "missing", "warnings")]
"""Columns that 0017 renamed."""


def former_apps() -> StateApps:
    """What a migration before 0016 is given; rows that it reads and writes are in the tables as they are called now."""
    state = MigrationLoader(connection).project_state(("organizations", "0015_messages"))
    for old, new in names.MODELS.items():
        state.models["organizations", old].options["db_table"] = f"organizations_{new}"
    for model, old, new in (*names.COLUMNS, *LATER):
        fields = state.models["organizations", names.FORMER.get(model, model)].fields
        field = fields[old.removesuffix("_id")].clone()
        field.db_column = new
        fields[old.removesuffix("_id")] = field
    return state.apps
