"""A fresh checkout speaks Dutch from its first start: nothing was compiled before."""

import os
import shutil
import subprocess
import sys

import koffer
from koffer.web.translations import LOCALE

SAYS = """
import django; django.setup()
from django.utils.translation import override, gettext
with override("nl"): print(gettext("Start a workshop"))
"""


def test_the_first_start_of_a_fresh_checkout_is_in_dutch(tmp_path):
    # A copy: the catalogues of this checkout are in use by the tests beside this one.
    fresh = tmp_path / "koffer"
    shutil.copytree(koffer.__path__[0], fresh)
    (compiled,) = (fresh / LOCALE.relative_to(koffer.__path__[0])).glob("*/LC_MESSAGES/*.mo")
    compiled.unlink()
    surroundings = os.environ | {
        "PYTHONPATH": str(tmp_path),
        "KOFFER_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "koffer.config.settings",
    }
    said = subprocess.run([sys.executable, "-c", SAYS], env=surroundings, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "Start een sessie"
    assert compiled.exists()
