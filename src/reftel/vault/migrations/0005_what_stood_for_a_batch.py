"""A cable in a batch knows the decision that held when it got in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0004_the_log_begins"),
    ]

    operations = [
        migrations.AddField(
            model_name="batchitem",
            name="stood",
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
