"""Static files: compressed, named by their content, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also follows the imports between our JavaScript modules, so that they too are named by their content."""

    support_js_module_import_aggregation = True
