"""A planned import is carried out, if the dossier still says what it was planned for."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from organizations.dossier.changes.compare import compare
from organizations.dossier.intake.choices import Choices
from organizations.dossier.notes import note
from organizations.editing import locked, record
from organizations.importing.finding import last_number
from organizations.importing.planning import Plan
from organizations.importing.refusals import RefusedImport, SupersededPlan, Unanswered
from organizations.models import ImportChoices, Organization, Revision
from organizations.publishing import PublishedSlugTaken, has_unpublished_changes, publish
from organizations.store import dump_dossier, load_dossier
from organizations.wording import conflict, sentence


def carry_out(
    plan: Plan, *, by: User | None = None, published: bool = False, keep_unread: bool = False
) -> Organization:
    """Do what is planned; one revision keeps it, and what was chosen about the reading is kept for the next text.

    Raises RefusedImport while a conflict is undecided, Unanswered while something is unanswered and not kept as
    written by `keep_unread`, SupersededPlan where the dossier says something else by now.
    """
    if plan.unanswered and not keep_unread:
        raise Unanswered(plan.unanswered)
    refuse_undecided(plan)
    # A new dossier takes a slug: then nobody else writes anything.
    with locked([plan.organization.pk] if plan.organization else None):
        if not is_current(plan):
            raise SupersededPlan(_("The dossier was changed meanwhile."))
        return write(plan, by=by, published=published)


def refuse_undecided(plan: Plan) -> None:
    """Raise RefusedImport, which names all that is not decided."""
    if plan.undecided:
        names = "\n".join(f"  {conflict(each)}" for each in plan.undecided)
        both = _("“%(organization)s” and the text were both changed:") % {"organization": plan.organization}
        raise RefusedImport(f"{both}\n{names}")


def write(plan: Plan, *, by: User | None, published: bool) -> Organization:
    """Write what is planned and was found to be current, within the lock. Raises RefusedImport for a taken address."""
    organization = plan.organization
    if organization is None or plan.differences:
        organization = load_dossier(plan.result, slug=plan.slug)
    if plan.is_news:
        # Kept beside the outcome only where they differ: the next text is merged against what this one said.
        imported = plan.incoming if compare(plan.incoming, plan.result) else None
        record(organization, by=by, note=note("imported"), origin=Revision.Origin.TEXT, imported=imported)
    _keep_choices(organization, plan.chosen)
    if published:
        try:
            publish(organization, by=by, note=note("imported") if has_unpublished_changes(organization) else "")
        except PublishedSlugTaken as error:
            raise RefusedImport(sentence(error.message)) from error
    return organization


def _keep_choices(organization: Organization, chosen: Choices) -> None:
    kept = ImportChoices.objects.filter(organization=organization).first() or ImportChoices(organization=organization)
    if kept.chosen != chosen:
        kept.chosen = chosen
        kept.save()


def is_current(plan: Plan) -> bool:
    """Whether the dossier still says, under its slug, what the plan was made from."""
    organization = Organization.objects.filter(slug=plan.slug).first()
    if organization is None or plan.organization is None:
        return organization is plan.organization
    is_same = organization.pk == plan.organization.pk and last_number(organization) == plan.number
    return is_same and dump_dossier(organization) == plan.ours
