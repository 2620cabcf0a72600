"""Where records stand in their dossier: as a hand put them, an event otherwise by its date."""

from collections.abc import Collection, Mapping
from typing import Any

from organizations.dossier.order import Start, in_place, start_of
from organizations.models import Organization, TimelineEvent
from organizations.models.base import InDossier
from organizations.models.rows import update_rows


def arrange(
    model: type[InDossier],
    organization: Organization,
    *,
    before: Mapping[int, int] | None = None,
    by_hand: Collection[int] = (),
    added: Collection[int] = (),
    dated: Collection[int] = (),
) -> None:
    """Number the records of one kind in a dossier anew: 1, 2, 3 … All are given by primary key.

    `before` are the places from which records were moved: of two that claim the same place, the one that was put
    there `by_hand` has it. What was `added` comes last; an event that was added, or `dated` otherwise, where its date
    belongs.
    """
    before = before or {}

    def claim(record: InDossier) -> tuple[int, int, int, int]:
        former = before.get(record.pk, record.position)
        moved = (record.position > former) - (record.position < former) if record.pk in by_hand else 0
        return record.position, moved, former, record.pk

    records = sorted(model._default_manager.filter(organization=organization), key=claim)
    records = [each for each in records if each.pk not in added] + [each for each in records if each.pk in added]
    if issubclass(model, TimelineEvent):
        loose = {at for at, each in enumerate(records) if each.pk in added or each.pk in dated}
        records = in_place(records, loose, _start)
    moved = []
    for position, record in enumerate(records, 1):
        if record.position != position:
            record.position = position
            moved.append(record)
    update_rows(moved, ["position"])


def _start(event: Any) -> Start:
    return start_of(event.as_period())
