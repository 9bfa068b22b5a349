"""Writing a whole project: for an import, for an earlier version, for the demonstration."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.writing import to_dict
from assessments.domain.editing import open_for_change, touch
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.planning import Misfit, Plan, plan_for
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.writer import Writer
from assessments.models import LogframeProject
from courses.models import Goal, Target
from people.models import User


@transaction.atomic
def write_facts(
    project: LogframeProject,
    facts: ProjectFacts,
    *,
    by: User | None,
    now: datetime | None = None,
    undo_name: str = "",
) -> tuple[Misfit, ...]:
    """Let the project say what the facts say; return what could not be stored.

    What was there and is not in the facts is deleted, as one deletion that holds the project as it
    was: bringing that back writes it again. Records that stay as they are keep their version.
    """
    project = open_for_change(project)
    plan = plan_for(facts, targets=known_targets())
    write_plan(project, plan, by=by, now=now, undo_name=undo_name)
    return tuple(plan.misfits)


def known_targets() -> frozenset[str]:
    return frozenset(Target.objects.values_list("code", flat=True))


def write_plan(
    project: LogframeProject,
    plan: Plan,
    *,
    by: User | None,
    now: datetime | None = None,
    undo_name: str = "",
) -> None:
    """Store a plan in a project that is open for change already.

    With ``undo_name``, the project as it was is kept under that name even if nothing is deleted.
    """
    before = facts_of(project)
    writer = Writer(
        project,
        by,
        now or timezone.now(),
        names={
            "target": {target.code: target for target in Target.objects.all()},
            "goal": {goal.number: goal for goal in Goal.objects.all()},
        },
    )
    lost = writer.match(plan)
    if lost or undo_name:
        writer.delete(lost, snapshot=to_dict(before), name=undo_name)
    for kind, thing in THINGS.items():
        writer.write(thing, plan.items[kind])
    touch(project, now=writer.now)
