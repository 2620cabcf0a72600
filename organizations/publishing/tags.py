"""What published claims are filed under: themes as their dossier says, eras as their days do."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from organizations.models import Entry, EntryTerm, Publication, Term

BATCH = 1000
MAX_ERAS = 100
"""So many eras are looked at by one statement; SQLite puts at most 500 queries together."""


def tag_themes(publications: Sequence[Publication], themes: Iterable[tuple[Entry, tuple[str, ...]]]) -> None:
    """File the claims of some organizations under the themes of these slugs, and under no other."""
    keys = dict(Term.objects.themes().values_list("slug", "pk"))
    tags = EntryTerm.objects.filter(term__kind=Term.Kind.THEME, entry__publication__in=publications)
    before = {(entry, term): pk for pk, entry, term in tags.values_list("pk", "entry", "term")}
    wanted = [(entry.pk, keys[slug]) for entry, slugs in themes for slug in slugs]
    new = [EntryTerm(entry_id=entry, term_id=term) for entry, term in wanted if not before.pop((entry, term), None)]
    EntryTerm.objects.filter(pk__in=list(before.values())).delete()
    EntryTerm.objects.bulk_create(new, batch_size=BATCH)


def tag_eras(publications: Sequence[Publication] | None = None) -> None:
    """File dated claims under the eras that they meet as `Period.overlap` has it, and under no other.

    The claims of some organizations, or of all; two statements, which write nothing where nothing changes.
    """
    tags, claims = EntryTerm.objects.filter(term__kind=Term.Kind.ERA), Entry.objects.order_by()
    if publications is not None:
        tags = tags.filter(entry__publication__in=publications)
        claims = claims.filter(publication__in=publications)
    tags.filter(_is_wrong())._raw_delete(tags.db)
    eras = list(Term.objects.eras())
    for start in range(0, len(eras), MAX_ERAS):
        first, *others = (_missing(claims, era) for era in eras[start : start + MAX_ERAS])
        _insert(first.union(*others, all=True))


def _is_wrong() -> Q:
    """Tags of eras that the days of their claims do not bear out, as they stand."""
    first, last = F("term__first_day"), Coalesce("term__last_day", Value(date.max))
    misses = Q(entry__earliest=None) | Q(entry__earliest__gt=last) | Q(entry__latest__lt=first)
    surely = Q(entry__sure_start__lte=last, entry__sure_end__gte=first)
    perhaps = Q(entry__sure_start__gt=last) | Q(entry__sure_end__lt=first)
    return misses | Q(perhaps, certain=True) | Q(surely, certain=False)


def _missing(claims: QuerySet[Entry], era: Term) -> QuerySet[Entry, tuple[int, int, bool]]:
    """The claims that meet an era and are not filed under it, as rows: claim, era, whether that is certain."""
    first, last = era.first_day or date.min, era.last_day or date.max
    surely = ExpressionWrapper(Q(sure_start__lte=last, sure_end__gte=first), output_field=BooleanField())
    filed = Exists(EntryTerm.objects.filter(entry=OuterRef("pk"), term=era.pk))
    return claims.filter(~filed, earliest__lte=last, latest__gte=first).values_list("pk", Value(era.pk), surely)


def _insert(rows: QuerySet[Entry, tuple[int, int, bool]]) -> None:
    """Write tags that a query finds, without their passing through Python."""
    sql, values = rows.query.get_compiler(connection=connection).as_sql()
    columns = [
        str(field.column) for field in EntryTerm._meta.concrete_fields if field.name in ("entry", "term", "certain")
    ]
    table, *names = map(connection.ops.quote_name, [EntryTerm._meta.db_table, *columns])
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(names)}) {sql}", values)
