"""What the desk's templates say that Django's own words do not."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django import template

register = template.Library()

# In this order: most browsers also name those that they want to be taken for.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def file(assets: Mapping[str, str], name: str) -> str:
    """The address of a style sheet or script. Raises KeyError for one that we do not have."""
    return assets[name]


@register.filter
def when(moment: datetime) -> str:
    """A moment as the desk tells it: 2026-03-01 12:00, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


@register.filter
def browser(agent: str) -> str:
    """What a browser calls itself, as people call it: Firefox on Linux."""
    name = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if not name:
        return agent[:60] or "unnamed"
    return f"{name} on {system}" if system else name
