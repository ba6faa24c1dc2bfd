from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_what_stood_for_a_batch")]

    operations = [
        migrations.AddIndex(
            model_name="docket",
            index=models.Index(
                condition=models.Q(("proposals__gt", 0)),
                fields=["state", "cable"],
                name="docket_proposals",
            ),
        ),
        migrations.AddIndex(
            model_name="docket",
            index=models.Index(
                condition=models.Q(("marks__gt", 0)), fields=["state", "cable"], name="docket_marks"
            ),
        ),
        migrations.AddIndex(
            model_name="docket",
            index=models.Index(
                condition=models.Q(("adrift__gt", 0)),
                fields=["state", "cable"],
                name="docket_adrift",
            ),
        ),
    ]
