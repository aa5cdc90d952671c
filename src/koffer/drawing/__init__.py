"""Pictures as pure functions: plain values in, one standalone SVG string out (look.md, "The suitcase").

Nothing here knows Django, a database or a person. Every function is deterministic, escapes all
words, uses presentation attributes only (strict CSP) and prefixes every id with `ident`.
"""
