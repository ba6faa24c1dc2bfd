"""Templates are set in one language, and shown in no other."""

import pytest
from jinja2 import DictLoader

from reftel.reading_room import jinja, wording
from reftel.reading_room.wording import LANGUAGE


def test_a_template_speaks_the_language_of_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"en": "Close & go", "de": "Zu & weg"}
    monkeypatch.setattr(wording, "_said", lambda message, language: words[language] + message[5:])
    loader = DictLoader(
        {
            "a.html": "<a title=\"{{ _('Close') }}\">\n    {% include 'b.html' %}</a>",
            "b.html": '{{ _("Close") }}, {{ _("Close %(n)s", n=3) }}',
        }
    )
    made = jinja.environment(loader=loader)
    shown = []
    for language in ("en", "de", "en"):
        before = LANGUAGE.set(language)
        shown.append(made.get_template("a.html").render())
        LANGUAGE.reset(before)

    english = '<a title="Close &amp; go">\nClose &amp; go, Close &amp; go 3</a>'
    assert shown == [english, english.replace("Close", "Zu").replace("go", "weg"), english]


def test_what_a_translation_says_is_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_said", lambda _message, _language: "{{ 6 * 7 }} {% x")
    made = jinja.environment(loader=DictLoader({"a.html": "{{ _('Close') }}"}))

    assert made.get_template("a.html").render() == "{{ 6 * 7 }} {% x"
