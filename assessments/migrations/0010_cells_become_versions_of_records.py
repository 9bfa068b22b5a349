from functools import partial

from django.db import migrations
from django.db.models import Max

PARTS = (("indicator", "Indicator"), ("means", "MeansOfVerification"), ("assumption", "Assumption"))


def to_records(apps, schema_editor):
    """Give every means an indicator, every record the version of its cell, every target a link."""
    model = partial(apps.get_model, "assessments")
    indicators = model("Indicator").objects
    for means in (
        model("MeansOfVerification").objects.filter(indicator=None).order_by("position", "pk")
    ):
        first = indicators.filter(row=means.row_id).order_by("position", "pk").first()
        means.indicator = first or indicators.create(row_id=means.row_id)
        means.save(update_fields=["indicator"])
    for cell in model("LogframeCell").objects.all():
        said = {
            "version": cell.version,
            "changed_by": cell.changed_by_id,
            "changed_at": cell.changed_at,
        }
        if cell.column == "narrative":
            model("LogframeRow").objects.filter(pk=cell.row_id).update(**said)
            continue
        records = model(dict(PARTS)[cell.column]).objects.filter(row=cell.row_id)
        record = records.order_by("position", "pk").first()
        if record:
            records.filter(pk=record.pk).update(**said)
    for project in model("LogframeProject").objects.annotate(last=Max("rows__cells__changed_at")):
        project.last_saved_at = project.last
        project.save(update_fields=["last_saved_at"])
        for position, target in enumerate(project.targets.order_by("goal__number", "position"), 1):
            # Going back leaves the links where they are, for what was written about them.
            model("SdgLink").objects.get_or_create(
                project=project, target=target, deletion=None, defaults={"position": position}
            )


def to_cells(apps, schema_editor):
    """Take it back: what only the new tables can hold is lost."""
    model = partial(apps.get_model, "assessments")
    for row in model("LogframeRow").objects.filter(deletion=None):
        parts = {"narrative": row}
        for column, name in PARTS[::2]:
            records = model(name).objects.filter(row=row, deletion=None)
            parts[column] = records.order_by("position", "pk").first()
        means = model("MeansOfVerification").objects.filter(indicator__row=row)
        means.update(row=row)
        parts["means"] = means.order_by("position", "pk").first()
        for column, record in parts.items():
            if record and record.version:
                model("LogframeCell").objects.create(
                    row=row,
                    column=column,
                    version=record.version,
                    changed_by_id=record.changed_by_id,
                )
    unnamed = model("Indicator").objects.filter(name="")
    model("MeansOfVerification").objects.filter(indicator__in=unnamed).update(indicator=None)
    unnamed.delete()
    for link in model("SdgLink").objects.filter(deletion=None):
        link.project.targets.add(link.target_id)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_project_remembers_its_last_save")]

    operations = [migrations.RunPython(to_records, to_cells)]
