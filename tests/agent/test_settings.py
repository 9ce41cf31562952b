"""Settings: which of option, variable, file and default wins, and what a bad value is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agent.errors import BadSetting
from agent.settings import read_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, and no setting from the shell that runs the tests."""
    for name in [name for name in os.environ if name.startswith("OSLER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OSLER_HOME", str(tmp_path))
    return tmp_path


def test_defaults_lie_in_the_home_folder(home: Path) -> None:
    settings = read_settings()
    assert (settings.home, settings.index, settings.sessions) == (home, home / "index", home / "sessions.sqlite")
    assert (settings.model, settings.host, settings.port) == ("bundled", "127.0.0.1", 7860)
    assert (settings.device, settings.passages, settings.allow_download) == ("auto", 8, False)


def test_the_platform_says_where_the_home_folder_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OSLER_HOME")
    assert read_settings().home.name == "osler"


def test_option_beats_variable_beats_file_beats_default(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "osler.toml").write_text("port = 1111\npassages = 3\n")
    assert (read_settings().port, read_settings().passages) == (1111, 3)
    monkeypatch.setenv("OSLER_PORT", "2222")
    assert read_settings().port == 2222
    assert read_settings({"port": 3333, "passages": None}).port == 3333
    assert read_settings({"port": 3333, "passages": None}).passages == 3


def test_another_home_has_its_own_file(home: Path) -> None:
    other = home / "other"
    other.mkdir()
    (other / "osler.toml").write_text('index = "elsewhere"\n')
    settings = read_settings({"home": other})
    assert settings.index == Path("elsewhere").absolute()
    assert settings.sessions == other / "sessions.sqlite"


def test_a_tilde_is_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_settings({"index": "~/literature"}).index == tmp_path / "literature"


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSLER_PORT", "")
    assert read_settings().port == 7860


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("port", "abc", "a whole number from 0 to 65535"),
        ("port", "70000", "a whole number from 0 to 65535"),
        ("passages", "0", "a whole number from 1 to 100"),
        ("device", "tpu", "auto, cpu, mps, cuda, or cuda: and a number"),
        ("precision", "fp8", "auto, fp32, bf16, int8 or int4"),
        ("model", "   ", "'bundled', a folder, a model's name or the address of an endpoint"),
        ("allow_download", "maybe", "true or false"),
    ],
)
def test_a_bad_value_is_named_with_its_place(
    name: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = f"--{name.replace('_', '-')} is {value!r}, but it should be {wanted}; correct or remove it."
    with pytest.raises(BadSetting) as as_option:
        read_settings({name: value})
    assert str(as_option.value) == option
    monkeypatch.setenv(f"OSLER_{name.upper()}", value)
    with pytest.raises(BadSetting, match=f"^OSLER_{name.upper()} is "):
        read_settings()


def test_a_bad_value_in_the_file_is_named_with_the_file(home: Path) -> None:
    (home / "osler.toml").write_text("port = 70000\n")
    with pytest.raises(BadSetting) as caught:
        read_settings()
    assert f"port in {home / 'osler.toml'} is 70000" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [(b"port = ", "is not valid TOML"), (b"prot = 1", "no setting 'prot'"), (b"\xff", "cannot be read")],
)
def test_a_file_that_cannot_be_used_is_one_sentence(home: Path, text: bytes, told: str) -> None:
    (home / "osler.toml").write_bytes(text)
    with pytest.raises(BadSetting, match=told) as caught:
        read_settings()
    assert "\n" not in str(caught.value)


def test_an_env_file_of_the_folder_is_not_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".env").write_text("OSLER_PORT=9999\n")
    monkeypatch.chdir(home)
    assert read_settings().port == 7860
