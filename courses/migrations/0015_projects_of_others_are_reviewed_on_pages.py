"""Peer reviews, completed by a written reply until now, are completed by reviewing two projects.

Editions that cohorts follow already have the same items as the course files: they change with
them. What was replied stays, and whoever completed the item has completed it.
"""

from django.db import migrations

TITLE = "Revisión entre pares"  # With this the item begins in every course that has one.


def complete_by_reviews(apps, _schema_editor):
    items = apps.get_model("courses", "Lesson").objects
    items.filter(kind="P", closed_by="reply", title_es__startswith=TITLE).update(closed_by="review")


def complete_by_replies(apps, _schema_editor):
    items = apps.get_model("courses", "Lesson").objects
    items.filter(kind="P", closed_by="review").update(closed_by="reply")


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0014_items_are_completed_by_reviewing_others"),
    ]

    operations = [
        migrations.RunPython(complete_by_reviews, complete_by_replies),
    ]
