"""The room: what the reading room makes of something, set into a page of the desk."""

import re

from django.template.loader import render_to_string
from markupsafe import Markup

_AWAY = re.compile(r' href="/[^"]*"')  # addresses of the reading room, which is not here


def as_readers_see(template: str, page: object) -> Markup:
    """A template of the reading room filled, without its ways to other pages."""
    html = render_to_string(template, {"page": page}, using="jinja2")
    return Markup(_AWAY.sub("", html))  # noqa: S704 -- of the reading room's templates, which escape
