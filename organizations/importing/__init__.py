"""A text comes in: it becomes a dossier, or is merged into one with what editors have made of it since."""

from organizations.importing.finding import SlugTaken, dossier_of, organization_of
from organizations.importing.kept import KeptSource
from organizations.importing.people import known_people
from organizations.importing.planning import Plan, Source, choices_for, plan_import, read_chosen
from organizations.importing.refusals import NoSuchRevision, RefusedImport, SupersededPlan, Unanswered
from organizations.importing.texts import Given, Imported, Places, created, import_texts, placed, read_texts
from organizations.importing.writing import carry_out

__all__ = [
    "Given",
    "Imported",
    "KeptSource",
    "NoSuchRevision",
    "Places",
    "Plan",
    "RefusedImport",
    "SlugTaken",
    "Source",
    "SupersededPlan",
    "Unanswered",
    "carry_out",
    "choices_for",
    "created",
    "dossier_of",
    "import_texts",
    "known_people",
    "organization_of",
    "placed",
    "plan_import",
    "read_chosen",
    "read_texts",
]
