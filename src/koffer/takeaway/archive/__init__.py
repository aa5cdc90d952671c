"""One workshop as one JSON file, to keep or to take to another server. No sheets, and nobody's points."""
