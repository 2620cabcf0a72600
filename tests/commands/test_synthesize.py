"""manage.py synthesize: made-up organizations, the same for the same seed, in batches that survive a stop."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client

from organizations import synthesis
from organizations.models import Organization, PublishedClaim, PublishedOrganization, PublishedPerson, Revision
from organizations.synthesis import dossier_of
from tests.responses import body


def synthesize(count: int, **options: Any) -> str:
    stream = io.StringIO()
    call_command("synthesize", str(count), stdout=stream, **options)
    return stream.getvalue()


def published() -> list[Any]:
    return list(Revision.objects.order_by("organization__slug").values_list("organization__slug", "data"))


def test_the_same_seed_gives_the_same_words() -> None:
    themes = ["aid", "borders", "returns"]
    assert dossier_of(7, 1, themes) == dossier_of(7, 1, themes)
    assert dossier_of(7, 1, themes) != dossier_of(7, 2, themes)
    assert dossier_of(7, 1, themes) != dossier_of(8, 1, themes)


def test_two_calls_make_what_one_makes(db: None) -> None:
    assert "synth-00001 to synth-00003" in synthesize(3)
    assert "synth-00004 to synth-00005" in synthesize(2)
    in_two_steps = published()
    PublishedOrganization.objects.all().delete()
    Organization.objects.all().delete()
    synthesize(5)
    assert published() == in_two_steps


@pytest.mark.slow
def test_each_is_as_large_as_the_iom_dossier(db: None) -> None:
    synthesize(40)
    counts = dict(PublishedClaim.objects.order_by().values_list("kind").annotate(Count("pk")))
    assert {kind: round(count / 40) for kind, count in counts.items()} == {
        "introduction": 1, "fact": 5, "event": 5, "role": 4, "program": 5, "pressure_point": 4, "intersection": 4,
    }  # fmt: skip
    assert PublishedClaim.objects.filter(kind="event", earliest__isnull=True).count() == 0
    assert PublishedPerson.objects.annotate(held=Count("claims")).filter(held__gt=1).exists()


def test_they_are_published_beside_what_is_there(iom: Organization, client: Client) -> None:
    before = Revision.objects.filter(organization=iom).count()
    synthesize(2)
    page = body(client.get("/"))
    assert all(f"/organizations/{slug}/" in page for slug in ("iom", "synth-00001", "synth-00002"))
    assert client.get("/organizations/synth-00002/").status_code == 200
    assert Revision.objects.filter(organization=iom).count() == before


@pytest.mark.parametrize("count", [0, -1])
def test_fewer_than_one_is_refused(db: None, count: int) -> None:
    with pytest.raises(CommandError, match="ask for 1 or more"):
        synthesize(count)
    assert not Organization.objects.exists()


@pytest.mark.slow
def test_what_was_published_before_a_stop_stays_and_it_goes_on(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = synthesis.dossier_of

    def stopped_at_the_third(number: int, *rest: Any) -> Any:
        if number == 3:
            raise KeyboardInterrupt
        return made(number, *rest)

    monkeypatch.setattr(synthesis, "BATCH", 1)
    monkeypatch.setattr(synthesis, "dossier_of", stopped_at_the_third)
    with pytest.raises(CommandError, match="Stopped: 2 are published; synthesize 3 makes"):
        synthesize(5)
    monkeypatch.setattr(synthesis, "dossier_of", made)
    synthesize(3)
    stopped = published()
    PublishedOrganization.objects.all().delete()
    Organization.objects.all().delete()
    synthesize(5)
    assert published() == stopped
