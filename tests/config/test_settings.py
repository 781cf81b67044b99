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
