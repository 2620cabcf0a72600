"""A period has all the bounds that belong to it, or none: half of them passed the former constraint."""

from django.db import migrations
from django.db.models import BooleanField, Case, CheckConstraint, F, Q, When

from organizations.dossier.period import PeriodError, parse_period

BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
COLUMNS = (*BOUNDS, "open_start", "open_end", "approximate", "edtf")
NOT_KNOWN = dict.fromkeys(BOUNDS) | {"open_start": True, "open_end": True}


def in_order(first, last):
    return Q(**{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": F(last)})


WHOLE = (
    Q(edtf="", start_earliest=None, start_latest=None, end_earliest=None, end_latest=None)
    & Q(open_start=False, open_end=False)
) | (
    ~Q(period="")
    & ~Q(edtf="")
    & (
        Q(open_start=True, start_earliest=None)
        | (
            Q(open_start=False, start_earliest__isnull=False)
            & (Q(open_end=True, start_latest=None) | in_order("start_earliest", "start_latest"))
        )
    )
    & (
        Q(open_end=True, end_latest=None)
        | (
            Q(open_end=False, end_latest__isnull=False)
            & (Q(open_start=True, end_earliest=None) | in_order("end_earliest", "end_latest"))
        )
    )
    & (Q(open_start=True) | Q(open_end=True) | in_order("start_earliest", "end_latest"))
)


def mend(apps, schema_editor):
    """Read the words of a period anew where its bounds are not whole: only SQL by hand can have left such a row.

    Where the words cannot be read they stay, and neither side is known.
    """
    whole = Case(When(WHOLE, then=True), default=False, output_field=BooleanField())
    for name in ("Era", "Role", "TimelineEvent"):
        rows = apps.get_model("organizations", name).objects
        for pk, words in list(rows.annotate(whole=whole).filter(whole=False).values_list("pk", "period")):
            rows.filter(pk=pk).update(**columns(words))


def columns(words):
    try:
        period = parse_period(words)
    except PeriodError:
        return NOT_KNOWN
    return {name: getattr(period, name) for name in COLUMNS} if period.is_read else NOT_KNOWN


def constraint(name):
    return CheckConstraint(
        condition=WHOLE, name=name, violation_error_message="The period's bounds do not belong to its words."
    )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0042_orders_of_roles")]

    operations = [
        migrations.RemoveConstraint("era", "era_period"),
        migrations.RemoveConstraint("role", "role_period"),
        migrations.RemoveConstraint("timelineevent", "timelineevent_period"),
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.AddConstraint("era", constraint("era_period")),
        migrations.AddConstraint("role", constraint("role_period")),
        migrations.AddConstraint("timelineevent", constraint("timelineevent_period")),
    ]
