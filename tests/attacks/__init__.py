"""What somebody tries who wants to know more than they may: with another client, the disk, a second browser, a clock.

A file for each kind; a test is named after its case. Which attacker wants what stands in
docs/privacy-and-security.md, with the tests that stop each.
"""
