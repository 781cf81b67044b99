"""The settings of an installation that lives in one folder."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.folder import LONGEST_SOCKET, private, queue_socket, settings_of
from config.settings import Settings, SettingsError


def test_a_folder_is_made_for_its_owner_alone_and_keeps_its_secret(tmp_path: Path) -> None:
    first = settings_of(tmp_path / "var", {})
    assert settings_of(tmp_path / "var", {}) == first
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "var" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert first.database_url == f"sqlite:///{tmp_path / 'var' / 'register.db'}"
    assert first.demonstration is None


def test_two_starts_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    def secret(_number: int) -> str:
        return settings_of(tmp_path, {}).secret_key

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret, range(16)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_the_environment_overrules_the_folder(tmp_path: Path) -> None:
    given = {"SECRETARIAT_PUBLIC_URL": "https://register.example.org"}
    settings = settings_of(tmp_path, given, public_url="http://localhost:9000")
    assert settings.public_url == "https://register.example.org"


def test_its_environment_makes_the_same_settings_in_a_child(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, {})
    assert Settings.read(settings.environment()) == settings


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b"])
def test_a_folder_that_no_address_can_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="Give another folder with --data"):
        settings_of(tmp_path / name, {})


def test_a_file_in_the_folders_place_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(SettingsError, match="cannot be made: File exists"):
        private(tmp_path / "var")


def test_the_queues_socket_can_be_listened_on_however_long_the_folders_path(
    tmp_path: Path,
) -> None:
    deep = tmp_path.joinpath(*["a-long-name" * 3] * 4)
    file = queue_socket(deep)
    assert len(str(file)) <= LONGEST_SOCKET
    assert queue_socket(deep) == file
    private(file.parent)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(file))
    file.unlink()
    file.parent.rmdir()
