"""The styles: a file per component, which arrive as one file for each page."""

import re
from itertools import pairwise

import pytest
from django.conf import settings

from koffer.web.storage import STYLES, styles

OURS = {file.relative_to(settings.PACKAGE).as_posix() for file in settings.PACKAGE.rglob("*.css")}
JOINED = {page: [file.relative_to(settings.PACKAGE).as_posix() for file in files] for page, files in STYLES.items()}


def test_every_file_arrives_once():
    """Joined to one page, or asked for by a template itself."""
    joined = [file for files in JOINED.values() for file in files]
    templates = "".join(file.read_text() for file in settings.PACKAGE.rglob("*.html"))
    asked_for = {f"web/static/web/css/{name}.css" for name in re.findall(r"static 'web/css/(\w+)\.css'", templates)}
    alone = asked_for - {f"web/static/web/css/{page}.css" for page in STYLES}
    assert sorted([*joined, *alone]) == sorted(OURS)


def test_tokens_come_first_and_steps_in_the_order_of_the_script():
    assert JOINED["koffer"][0].endswith("/tokens.css")
    walls = [file.split("/")[2] for file in JOINED["screen"] if "/steps/" in file]
    assert walls.index("lobby") < walls.index("suitcase") < walls.index("label") < walls.index("closed")


@pytest.mark.parametrize("page", STYLES)
def test_what_is_joined_is_whole(page):
    """As many rules as in the files, no remark, and each layer's braces once for its neighbours."""
    texts = [file.read_text() for file in STYLES[page]]
    whole = styles(texts)
    assert whole.count("{") == whole.count("}") and "/*" not in whole and "\n" not in whole
    layers = re.findall(r"@layer (\w+){", whole)
    assert all(one != other for one, other in pairwise(layers))
    bare = [re.sub(r"/\*[\s\S]*?\*/", "", text) for text in texts]
    assert whole.count("{") - len(layers) == sum(
        text.count("{") - len(re.findall(r"@layer \w+ {", text)) for text in bare
    )
