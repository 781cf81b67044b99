"""Settings: read once, checked, and refused in a sentence that never shows a value."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.settings import Settings, SettingsError

SECRET = "never-to-be-shown-" + "s" * 32
GIVEN = {
    "SECRETARIAT_DATABASE_URL": "postgresql://register@db.example.org/register",
    "SECRETARIAT_REDIS_URL": "rediss://queue.example.org/0",
    "SECRETARIAT_SECRET_KEY": SECRET,
    "SECRETARIAT_STORAGE": "/srv/register/storage",
    "SECRETARIAT_PUBLIC_URL": "https://register.example.org/",
}


def test_the_essential_settings_are_enough() -> None:
    settings = Settings.read(GIVEN | {"PATH": "/bin", "SECRETARIAT_AGENCY": ""})
    assert settings.storage == Path("/srv/register/storage")
    assert settings.public_url == "https://register.example.org"
    assert settings.seat == ZoneInfo("Europe/Vienna")
    assert settings.demonstration is False
    assert settings.agency == "Global AI Monitoring Agency"


@pytest.mark.parametrize("name", GIVEN)
def test_a_missing_setting_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=f"missing: {name}. Give it a value"):
        Settings.read({other: value for other, value in GIVEN.items() if other != name})


def test_an_unknown_setting_is_named() -> None:
    with pytest.raises(SettingsError, match="no setting called SECRETARIAT_DATABASE_ULR"):
        Settings.read(GIVEN | {"SECRETARIAT_DATABASE_ULR": "x"})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("REDIS_URL", "amqp://x", "must begin with redis://"),
        ("SECRET_KEY", "short", "must have at least 32 characters"),
        ("STORAGE", "storage", "must be an absolute path"),
        ("PUBLIC_URL", "register.example.org", "must be a web address"),
        ("PUBLIC_URL", "https://register.example.org/?x=1", "must be a web address"),
        ("SEAT", "Atlantis/Centre", "must be the name of a time zone"),
        ("DEMONSTRATION", "perhaps", "must be yes, no or as-stored"),
        ("LOG_LEVEL", "loud", "must be one of debug, info, warning, error"),
        ("METRICS_TOKEN", "short", "must have at least 32 characters"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(
    name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read(GIVEN | {f"SECRETARIAT_{name}": value})
    assert f"SECRETARIAT_{name} {sentence}" in str(refused.value)
    assert value not in str(refused.value).split()


@pytest.mark.parametrize("answer", ["yes", "no", "as-stored"])
def test_the_environment_it_writes_makes_the_same_settings(answer: str) -> None:
    settings = Settings.read(GIVEN | {"SECRETARIAT_DEMONSTRATION": answer})
    assert Settings.read(settings.environment()) == settings


def test_what_is_secret_is_not_shown_with_the_settings() -> None:
    shown = repr(Settings.read(GIVEN))
    assert "never-to-be-shown" not in shown
    assert "db.example.org" not in shown


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example.org",
        "smtp://user:password@localhost:1025",
        "smtps://user:password@mail.example.org",
        "smtp+starttls://user:password@mail.example.org:587/",
    ],
)
def test_a_mail_server_is_one_of_three_kinds(url: str) -> None:
    settings = Settings.read(GIVEN | {"SECRETARIAT_SMTP_URL": url})
    assert settings.smtp_url == url
    assert "password" not in repr(settings)
    assert Settings.read(settings.environment()) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "http://mail.example.org"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://host:99999"),
        ("SMTP_URL", "smtp://host/inbox"),
        ("SMTP_URL", "smtp://user:never-to-be-shown@mail.example.org"),
        ("MAIL_FROM", "The Register <register@example.org>"),
        ("MAIL_FROM", "register@localhost"),
        ("SPOOL", "spool"),
    ],
)
def test_a_mail_server_address_or_spool_that_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"SECRETARIAT_{name}") as refused:
        Settings.read(GIVEN | {f"SECRETARIAT_{name}": value})
    assert "never-to-be-shown" not in str(refused.value)


def test_letters_lie_beside_the_storage_unless_told_otherwise() -> None:
    assert Settings.read(GIVEN).spool_folder == Path("/srv/register/spool")
    elsewhere = Settings.read(GIVEN | {"SECRETARIAT_SPOOL": "/mnt/shared/spool"})
    assert elsewhere.spool_folder == Path("/mnt/shared/spool")
