"""The libraries that printing needs, and the few fonts that prints are set in."""

import ctypes
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.install import debian
from app.install.places import FONTS, NATIVE
from app.install.running import say
from app.install.trouble import Trouble

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""What WeasyPrint loads, and Debian's package of each; they bring along what they need."""

FACES = {
    "NotoSans-Regular.ttf": "fonts-noto-core",
    "NotoSans-Bold.ttf": "fonts-noto-core",
    "NotoSans-Italic.ttf": "fonts-noto-core",
    "NotoSerif-Regular.ttf": "fonts-noto-core",
    "NotoSerif-Bold.ttf": "fonts-noto-core",
    "Amiri-Regular.ttf": "fonts-hosny-amiri",
    "DroidSansFallbackFull.ttf": "fonts-droid-fallback",
}
"""The fonts that prints are set in, and Debian's package of each."""

SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))

FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<!-- Only these fonts, whatever else the machine has: the same print everywhere. -->
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def provide_libraries() -> None:
    """See that the libraries can be loaded: installed as root, else unpacked in the checkout.

    Raises:
        Trouble: they cannot be had here.

    """
    NATIVE.mkdir(parents=True, exist_ok=True)
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not missing:
        return
    otherwise = (
        f"The libraries for PDFs are missing: have {', '.join(missing)} (or this system's "
        "packages of Pango and HarfBuzz) installed, then run the same command again."
    )
    if not debian.present():
        raise Trouble(otherwise)
    if debian.is_root():
        say(f"  installing {', '.join(missing)} with apt-get")
        debian.install(missing, otherwise=otherwise)
    else:
        say(f"  unpacking {', '.join(missing)} into .venv/native")
        debian.unpack(missing, NATIVE, with_needed=True, otherwise=otherwise)


def library_folders() -> list[str]:
    """Give the folders of libraries that were unpacked, for ``LD_LIBRARY_PATH``."""
    found = {
        library.parent for top in ("usr/lib", "lib") for library in (NATIVE / top).rglob("lib*.so*")
    }
    return sorted(map(str, found))


def provide_fonts() -> None:
    """Gather the fonts in one folder, with settings for fontconfig that name it alone.

    Raises:
        Trouble: they cannot be had here.

    """
    fresh = FONTS.with_name("fonts.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    absent = _copy(SYSTEM_FONTS, fresh)
    if absent:
        packages = sorted({FACES[name] for name in absent})
        unpacked = _fetched(packages)
        absent = _copy((unpacked,), fresh)
        shutil.rmtree(unpacked)
    if absent:
        raise Trouble(
            f"The fonts {', '.join(absent)} were not found: have the packages "
            f"{', '.join(sorted(set(FACES.values())))} installed, then run the command again."
        )
    (fresh / "fonts.conf").write_text(FONT_SETTINGS.format(folder=FONTS))
    shutil.rmtree(FONTS, ignore_errors=True)
    fresh.rename(FONTS)


def _fetched(packages: list[str]) -> Path:
    """Unpack packages of fonts into a passing folder and give it."""
    otherwise = (
        f"The fonts for PDFs are missing: have the packages {', '.join(packages)} "
        "(Noto, Amiri and Droid Sans Fallback) installed, then run the same command again."
    )
    if not debian.present():
        raise Trouble(otherwise)
    say(f"  fetching {', '.join(packages)}")
    folder = FONTS.with_name("fonts.unpacked")
    debian.unpack(packages, folder, with_needed=False, otherwise=otherwise)
    return folder


def _copy(folders: tuple[Path, ...], into: Path) -> list[str]:
    """Copy every font that is found and not there yet; give the names of those still absent."""
    for found in _found(folders):
        if not (into / found.name).exists():
            shutil.copyfile(found, into / found.name)
    return [name for name in FACES if not (into / name).exists()]


def _found(folders: tuple[Path, ...]) -> Iterator[Path]:
    return (path for folder in folders for path in folder.rglob("*.ttf") if path.name in FACES)


def _loads(library: str) -> bool:
    """Say whether the system finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
