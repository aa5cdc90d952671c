"""The translations are kept by koffer.web.translations; this gives them their place among the tools."""

import sys

from koffer.web.translations import main

sys.exit(main())
