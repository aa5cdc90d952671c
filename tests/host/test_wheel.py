"""The package carries what it needs: of a fresh checkout it speaks Dutch, and writes nothing into its folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SAYS = """
import django; django.setup()
from django.utils.translation import override, gettext
with override("nl"): print(gettext("Start a workshop"))
"""


def test_a_wheel_of_a_fresh_checkout_speaks_dutch_and_writes_nothing_into_its_folder(tmp_path):
    # A copy without what was compiled: this checkout is in use by the tests beside this one.
    fresh = tmp_path / "checkout"
    shutil.copytree(CHECKOUT / "src", fresh / "src", ignore=shutil.ignore_patterns("*.mo", "*.egg-info", "__pycache__"))
    (fresh / "tools").mkdir()
    for name in ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "tools/translations.py"):
        shutil.copy(CHECKOUT / name, fresh / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(fresh)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("koffer-*.whl")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    surroundings = os.environ | {
        "PYTHONPATH": str(tmp_path / "site"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "KOFFER_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "koffer.config.settings",
    }
    said = subprocess.run([sys.executable, "-c", SAYS], env=surroundings, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "Start een sessie"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")} == before
