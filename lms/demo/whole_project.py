"""A whole project of an invented participant, from a plan in ``projects.yaml``: E1 to E5."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst

from assessments.domain.checker import facts as of
from assessments.domain.checker.codes import numbered, numbered_tree
from assessments.models.profile import ProjectKind

FIRST, LAST = of.Month(2026, 1), of.Month(2027, 12)
COST = Decimal(450_000)
# What makes each approach concrete, around the group that would come last.
APPROACHES = {
    "human_rights": "Cada decisión se consulta con quienes tienen el derecho y se publica",
    "gender": "Los datos se separan por sexo y los horarios se acuerdan con las mujeres",
    "interculturality": "Los avisos se dan en español y en las lenguas que se hablan en cada lugar",
    "life_cycle": "Se atiende primero a hogares con niñas, niños o personas mayores",
    "territory": "Se comienza por las colonias y localidades con mayor rezago",
}


def whole_project(plan: dict[str, Any], *, title: str, components: int) -> of.ProjectFacts:
    """Return the facts of a project with the first ``components`` of the plan."""
    chosen = plan["components"][:components]
    rows = numbered(_rows(plan, chosen))
    activities = [row for row in rows if row.level == "activity"]
    codes = plan["targets"]
    return of.ProjectFacts(
        title=title,
        audience="public_servant",
        project_kind=ProjectKind.PUBLIC_PROGRAMME,
        is_fictitious=True,
        state="Estado de México",
        municipalities=("Municipio ficticio",),
        responsible_unit=plan["unit"],
        summary=plan["summary"],
        problem_context=plan["context"],
        evidence_sources=(of.EvidenceSource(*plan["source"]),),
        population=of.Population(*plan["population"]),
        period_start=FIRST,
        period_end=LAST,
        declared_total=COST * len(activities),
        logic_checked=(True, True, True),
        stakeholders=_stakeholders(plan),
        problems=numbered_tree(_problems(plan, chosen)),
        objectives=numbered_tree(_objectives(plan, chosen)),
        criteria=tuple(
            of.StrategyCriterion(key, "", weight)
            for key, weight in (("impact", 50), ("feasibility", 30), ("cost", 20))
        ),
        alternatives=_alternatives(plan, len(chosen)),
        rows=rows,
        budget_lines=tuple(
            of.BudgetLine(
                key=f"b-{row.key}",
                activity=row.key,
                concept=row.narrative.rstrip("."),
                amount=COST,
                funding_source="Ingresos propios",
                expenditure_chapter=3000,
                year=2026,
            )
            for row in activities
        ),
        primary_goal=int(codes[0].partition(".")[0]),
        sdg_links=tuple(_link(code, plan, rows) for code in codes),
        plans=(_plan_alignment(plan),),
        left_behind=(_group(plan, rows),),
        approaches=tuple(_approach(principle, plan, rows) for principle in of.PRINCIPLES),
        monitoring=tuple(
            of.MonitoringEntry(each.key, plan["unit"], of.Month(2026, 12))
            for row in rows[:2]
            for each in row.indicators
        ),
        evaluations=(of.PlannedEvaluation("results", of.Month(2027, 11), plan["unit"]),),
    )


def _stakeholders(plan: dict[str, Any]) -> tuple[of.Stakeholder, ...]:
    return tuple(
        of.Stakeholder(
            key=f"actor-{number}",
            name=name,
            group=group,
            interest=interest,
            position=position,
            influence=influence,
            interest_level=level,
            engagement_strategy="Reuniones trimestrales con acuerdos por escrito",
        )
        for number, (name, group, interest, position, influence, level) in enumerate(plan["actors"])
    )


def _problems(plan: dict[str, Any], chosen: list[dict[str, Any]]) -> Iterator[of.ProblemNode]:
    yield of.ProblemNode("p", "central", "", plan["problem"])
    # A plan of one component leaves the cause of the other for later.
    for number, component in enumerate(plan["components"]):
        is_later = component not in chosen
        reason = "Se atenderá en una segunda etapa, con otro presupuesto." if is_later else ""
        scope = {"is_out_of_scope": is_later, "out_of_scope_reason": reason}
        yield of.ProblemNode(f"p-{number}", "cause", "p", component["problem"], **scope)
        for place, activity in enumerate(component["activities"]):
            yield of.ProblemNode(
                f"p-{number}-{place}", "cause", f"p-{number}", activity["problem"], **scope
            )
    for number, (problem, _end) in enumerate(plan["effects"]):
        yield of.ProblemNode(f"e-{number}", "effect", "p", problem)


def _objectives(plan: dict[str, Any], chosen: list[dict[str, Any]]) -> Iterator[of.ObjectiveNode]:
    yield of.ObjectiveNode("o", "central", "p", "", plan["purpose"]["narrative"])
    for number, component in enumerate(chosen):
        yield of.ObjectiveNode(f"o-{number}", "means", f"p-{number}", "o", component["narrative"])
        for place, activity in enumerate(component["activities"]):
            below = f"{number}-{place}"
            text = f"Se cuenta con lo que hacía falta: {activity['narrative']}"
            yield of.ObjectiveNode(f"o-{below}", "means", f"p-{below}", f"o-{number}", text)
    for number, (_problem, end) in enumerate(plan["effects"]):
        yield of.ObjectiveNode(f"n-{number}", "end", f"e-{number}", "o", end)


def _alternatives(plan: dict[str, Any], components: int) -> tuple[of.Alternative, ...]:
    means = tuple(f"o-{number}" for number in range(components))
    return (
        of.Alternative(
            key="alt-0", name=plan["title"], means=means, scores=(5, 4, 3), is_selected=True
        ),
        of.Alternative(
            key="alt-1", name="Atender solo lo más urgente", means=means[:1], scores=(2, 4, 4)
        ),
    )


def _rows(plan: dict[str, Any], chosen: list[dict[str, Any]]) -> Iterator[of.Row]:
    yield _row("f", "goal", "", plan["goal"], objective="n-0")
    yield _row("pr", "purpose", "", plan["purpose"], objective="o")
    for number, component in enumerate(chosen):
        key = f"c-{number}"
        yield _row(key, "component", "", component, objective=f"o-{number}")
        for place, activity in enumerate(component["activities"]):
            below = f"{number}-{place}"
            yield _row(f"a-{below}", "activity", key, activity, objective=f"o-{below}")


def _row(key: str, level: str, parent: str, said: dict[str, Any], *, objective: str) -> of.Row:
    is_component, is_activity = level == "component", level == "activity"
    return of.Row(
        key=key,
        level=level,
        parent=parent,
        objective=objective,
        narrative=said["narrative"],
        delivered_to="population" if is_component else "",
        start=FIRST if is_activity else None,
        end=LAST if is_activity else None,
        responsible=said["means"][1] if is_activity else "",
        indicators=(_indicator(key, level, said),),
        assumptions=(
            of.Assumption(
                key=f"s-{key}", text=said["assumption"], is_external=True, likelihood="likely"
            ),
        ),
    )


def _indicator(key: str, level: str, said: dict[str, Any]) -> of.Indicator:
    name, formula, unit, frequency, base, base_year, target, target_year = said["indicator"]
    source, keeper, published = said["means"]
    return of.Indicator(
        key=f"i-{key}",
        name=name,
        definition=f"{capfirst(name)}, en el periodo que se informa.",
        indicator_type="management" if level == "activity" else "strategic",
        dimension="effectiveness",
        method_kind="percentage" if "100" in formula else "ratio",
        formula=formula,
        variables=(
            of.Variable("A", "Lo logrado en el periodo", unit),
            of.Variable("B", "Lo previsto o el total", unit),
        ),
        unit=unit,
        frequency=frequency,
        direction="ascending" if target > base else "descending",
        baseline_value=Decimal(str(base)),
        baseline_year=base_year,
        target_value=Decimal(str(target)),
        target_year=target_year,
        counts_people=False,
        cremaa=(of.Answer("yes"),) * len(of.CREMAA),
        means=(
            of.Means(
                key=f"m-{key}",
                source_name=source,
                responsible_unit=keeper,
                frequency=published,
                source_type="own_administrative",
            ),
        ),
    )


def _link(code: str, plan: dict[str, Any], rows: tuple[of.Row, ...]) -> of.SdgLink:
    return of.SdgLink(
        key=f"sdg-{code}",
        target=code,
        contribution_type="direct",
        rationale=f"El proyecto acerca la meta porque cambia esto: {plan['purpose']['narrative']}",
        rows=(rows[1].key,),
    )


def _plan_alignment(plan: dict[str, Any]) -> of.PlanAlignment:
    return of.PlanAlignment(
        key="plan-0",
        instrument_type="municipal_plan",
        name="Plan de Desarrollo Municipal 2025-2027 (ficticio)",
        start_year=2025,
        end_year=2027,
        objective=plan["goal"]["narrative"],
        competence="exclusive",
    )


def _group(plan: dict[str, Any], rows: tuple[of.Row, ...]) -> of.LeftBehindGroup:
    name, barrier, evidence = plan["group"]
    component = next(row for row in rows if row.level == "component")
    return of.LeftBehindGroup(
        key="group-0",
        group=name,
        barrier=barrier,
        factors=("discrimination", "socioeconomic"),
        evidence=evidence,
        rows=(component.key,),
    )


def _approach(principle: str, plan: dict[str, Any], rows: tuple[of.Row, ...]) -> of.Approach:
    group = plan["group"][0]
    right = dict(zip(("right", "holders", "duty_bearers"), plan["right"], strict=True))
    return of.Approach(
        principle=principle,
        text=f"{APPROACHES[principle]}, con atención especial a este grupo: {group}.",
        rows=(rows[1].key,),
        **(right if principle == "human_rights" else {}),
    )
