"""Where the set-up reads and writes, all of it inside the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
LOGS = VENV / "log"
NATIVE = VENV / "native"
FONTS = VENV / "fonts"
ASSETS = ROOT / "app" / "assets"
STATIC = ROOT / "app" / "static"
VENDOR = STATIC / "vendor"
CONFIG = ROOT / "config"
