"""The audit log is found by act, author, subject and day, and begins.

Its first entry answers for everything that was decided before there was a log.
"""

from datetime import UTC, datetime

from django.db import migrations, models


def begin(apps: object, schema_editor: object) -> None:
    from reftel.vault import audit

    audit.begin(at=datetime.now(UTC))


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0003_the_desk"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["act", "number"], name="audit_by_act"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["about", "number"], name="audit_by_about"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["author", "number"], name="audit_by_author"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["at"], name="audit_by_time"),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
