"""What the desk's templates say that Django's own words do not."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django import template

register = template.Library()


@register.filter
def file(assets: Mapping[str, str], name: str) -> str:
    """The address of a style sheet or script. Raises KeyError for one that we do not have."""
    return assets[name]


@register.filter
def when(moment: datetime) -> str:
    """A moment as the desk tells it: 2026-03-01 12:00, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
