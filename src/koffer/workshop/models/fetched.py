"""What is fetched together with a workshop, and with what belongs to one."""

FACTS = ("start", "opening", "closing")  # one row at most per workshop
WORKSHOP_WITH_FACTS = ("workshop__design", *(f"workshop__{fact}" for fact in FACTS))  # for who belongs to one
