"""Building the package also compiles its translations: nothing is written into its folder when it runs."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))

from tools.translations import compile_catalogues


class BuildWithTranslations(build_py):
    """`build_py`, after the catalogues are compiled."""

    def run(self) -> None:
        """Compile, then collect the files."""
        compile_catalogues()
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
