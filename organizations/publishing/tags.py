"""What published claims are filed under: themes as their dossier says, eras as their days do."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from organizations.models import PublishedClaim, PublishedClaimTag, PublishedOrganization, PublishedTag

BATCH = 1000
MAX_ERAS = 100
"""So many eras are looked at by one statement; SQLite puts at most 500 queries together."""


def tag_themes(
    published_organizations: Sequence[PublishedOrganization], themes: Iterable[tuple[PublishedClaim, tuple[str, ...]]]
) -> None:
    """File the claims of some organizations under the themes of these slugs, and under no other."""
    keys = dict(PublishedTag.objects.themes().values_list("slug", "pk"))
    tags = PublishedClaimTag.objects.filter(
        tag__kind=PublishedTag.Kind.THEME, claim__organization__in=published_organizations
    )
    before = {(claim, tag): pk for pk, claim, tag in tags.values_list("pk", "claim", "tag")}
    wanted = [(claim.pk, keys[slug]) for claim, slugs in themes for slug in slugs]
    # What is popped is right already; what is left over in `before` afterwards is to be deleted.
    new = [PublishedClaimTag(claim_id=claim, tag_id=tag) for claim, tag in wanted if not before.pop((claim, tag), None)]
    PublishedClaimTag.objects.filter(pk__in=list(before.values())).delete()
    PublishedClaimTag.objects.bulk_create(new, batch_size=BATCH)


def tag_eras(published_organizations: Sequence[PublishedOrganization] | None = None) -> None:
    """File dated claims under the eras that they meet as `Period.overlap` has it, and under no other.

    The claims of some organizations, or of all; statements that write nothing where nothing changes.
    """
    tags, claims = PublishedClaimTag.objects.filter(tag__kind=PublishedTag.Kind.ERA), PublishedClaim.objects.order_by()
    if published_organizations is not None:
        tags = tags.filter(claim__organization__in=published_organizations)
        claims = claims.filter(organization__in=published_organizations)
    wrong = tags.filter(_is_wrong())
    if published_organizations is None:
        # Django's private one, a single DELETE with its subquery: `delete` would read every row first, to tell signals
        # and cascades that there are none of.
        wrong._raw_delete(wrong.db)
    else:
        _delete(wrong)
    eras = list(PublishedTag.objects.eras())
    for start in range(0, len(eras), MAX_ERAS):
        first, *others = (_missing(claims, era) for era in eras[start : start + MAX_ERAS])
        _insert(first.union(*others, all=True))


def _delete(tags: QuerySet[PublishedClaimTag]) -> None:
    """Delete tags by their keys, which are few.

    Django joins a DELETE that looks at other tables with itself: of rows that nobody committed PostgreSQL has no
    statistics, and may compare each with each for minutes.
    """
    keys = list(tags.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        PublishedClaimTag.objects.filter(pk__in=keys[start : start + BATCH])._raw_delete(tags.db)


def _is_wrong() -> Q:
    """Tags of eras that the days of their claims do not bear out, as they stand."""
    first, last = F("tag__first_day"), Coalesce("tag__last_day", Value(date.max))
    misses = Q(claim__earliest=None) | Q(claim__earliest__gt=last) | Q(claim__latest__lt=first)
    surely = Q(claim__sure_start__lte=last, claim__sure_end__gte=first)
    perhaps = Q(claim__sure_start__gt=last) | Q(claim__sure_end__lt=first)
    return misses | Q(perhaps, certain=True) | Q(surely, certain=False)


def _missing(claims: QuerySet[PublishedClaim], era: PublishedTag) -> QuerySet[PublishedClaim, tuple[int, int, bool]]:
    """The claims that meet an era and are not filed under it, as rows: claim, era, whether that is certain."""
    first, last = era.first_day or date.min, era.last_day or date.max
    surely = ExpressionWrapper(Q(sure_start__lte=last, sure_end__gte=first), output_field=BooleanField())
    filed = Exists(PublishedClaimTag.objects.filter(claim=OuterRef("pk"), tag=era.pk))
    # In the order of the model's columns, in which `_insert` names them.
    return claims.filter(~filed, earliest__lte=last, latest__gte=first).values_list("pk", Value(era.pk), surely)


def _insert(rows: QuerySet[PublishedClaim, tuple[int, int, bool]]) -> None:
    """Write tags that a query finds, without their passing through Python."""
    # Django has no INSERT … SELECT: its compiler, which is private, gives the SELECT with its parameters.
    sql, values = rows.query.get_compiler(connection=connection).as_sql()
    columns = [
        str(field.column)
        for field in PublishedClaimTag._meta.concrete_fields
        if field.name in ("claim", "tag", "certain")
    ]
    table, *names = map(connection.ops.quote_name, [PublishedClaimTag._meta.db_table, *columns])
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(names)}) {sql}", values)
