"""Guessing at the door: it is slowed down, tells nothing, and does not fill the log."""

import pytest
from django.core.cache import cache
from tests.desk import PASSWORD, Desk


def tried(desk: Desk, name: str, password: str, address: str = "192.0.2.1") -> str:
    browser = desk.anonymous(REMOTE_ADDR=address)
    answer = browser.post("/desk/login/", {"login": name, "password": password})
    if answer.status_code == 302:
        return "in"
    page = answer.content.decode()
    return "too often" if "tried too often" in page else "wrong"


def test_an_account_is_locked_for_a_while_wherever_the_guesses_come_from(desk: Desk) -> None:
    desk.account("anna", "observer")

    told = [tried(desk, "anna", "wrong", f"192.0.2.{n}") for n in range(6)]

    assert told == ["wrong"] * 5 + ["too often"]
    assert tried(desk, "anna", PASSWORD, "192.0.2.99") == "too often"
    assert tried(desk, "ANNA", PASSWORD, "192.0.2.99") == "too often"


def test_an_unknown_name_is_locked_just_so(desk: Desk) -> None:
    told = [tried(desk, "nobody", "wrong", f"192.0.2.{n}") for n in range(6)]

    assert told == ["wrong"] * 5 + ["too often"]


def test_an_address_is_locked_whatever_names_it_tries(desk: Desk) -> None:
    desk.account("anna", "observer")

    told = [tried(desk, f"nobody{n}", "wrong") for n in range(11)]

    assert told == ["wrong"] * 10 + ["too often"]
    assert tried(desk, "anna", PASSWORD) == "too often"
    assert tried(desk, "anna", PASSWORD, "192.0.2.99") == "in"


def test_addresses_of_one_network_of_ipv6_count_as_one(desk: Desk) -> None:
    told = [tried(desk, f"nobody{n}", "wrong", f"2001:db8::{n:x}") for n in range(11)]

    assert told[-1] == "too often"


def test_every_try_costs_one_password_hash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that how long an answer takes does not tell whether there is such an account."""
    from django.contrib.auth import hashers  # noqa: PLC0415
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.desk import accounts  # noqa: PLC0415

    desk.account("anna", "observer")
    accounts.close(desk.account("berta"), by="terminal", at=NOW)
    accounts.make("clara", by="terminal", at=NOW)  # invited, without a password
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: object, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    counts = {}
    for name in ("anna", "berta", "clara", "nobody"):
        hashed.clear()
        tried(desk, name, "wrong")
        counts[name] = len(hashed)

    assert counts == dict.fromkeys(counts, counts["nobody"])
    assert counts["nobody"] > 0


def test_failures_are_noted_by_known_names_and_up_to_a_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.desk import notes  # noqa: PLC0415
    from reftel.vault.models import AuditEntry  # noqa: PLC0415

    monkeypatch.setattr(notes, "FAILURES", 4)
    desk.account("anna", "observer")
    before = AuditEntry.objects.count()
    tried(desk, "anna", "wrong")
    tried(desk, "my-password-in-the-wrong-field", "wrong")
    for n in range(8):
        tried(desk, "anna", "wrong", f"192.0.2.{n}")

    new = list(AuditEntry.objects.order_by("number")[before:])
    assert [entry.about for entry in new] == ["anna", "unknown name", "anna", "anna", "anna"]
    assert [entry.act for entry in new] == ["sign-in failed"] * 4 + ["more sign-ins failed"]
    assert not any("my-password" in entry.detail for entry in new)


@pytest.mark.usefixtures("desk")
def test_what_is_counted_at_the_door_has_a_bound() -> None:
    for n in range(30_000):
        cache.set(f"attempt:{n}", [1.0])

    assert len(cache._cache) <= 20_000
