"""Addresses of a one-to-one."""

from django.urls import path

from koffer.one_to_one import filling, own, page, review, starting, together

HERE = "one-to-one/<uuid:one_to_one>"

urlpatterns = [
    path("one-to-one", starting.start, name="one-to-one-start"),
    path("o/<uuid:organisation>/one-to-one", starting.start_within, name="one-to-one-within"),
    path("one-to-one/as/<str:token>", starting.come_in, name="one-to-one-as"),
    path("one-to-one/deleted", own.deleted, name="one-to-one-deleted"),
    path(HERE, page.page, name="one-to-one"),
    path(f"{HERE}/invitation", starting.invite, name="one-to-one-invitation"),
    path(f"{HERE}/beside", starting.beside, name="one-to-one-beside"),
    path(f"{HERE}/parting", starting.let_go, name="one-to-one-parting"),
    path(f"{HERE}/texts", starting.texts, name="one-to-one-texts"),
    path(f"{HERE}/turn", starting.give_turn, name="one-to-one-turn"),
    path(f"{HERE}/draft", filling.draft, name="one-to-one-draft"),
    path(f"{HERE}/sheet", filling.sheet, name="one-to-one-sheet"),
    path(f"{HERE}/sheet/change", filling.change, name="one-to-one-change"),
    path(f"{HERE}/sheet/back", filling.back, name="one-to-one-back"),
    path(f"{HERE}/asking", filling.asking, name="one-to-one-asking"),
    path(f"{HERE}/opening", filling.opening, name="one-to-one-opening"),
    path(f"{HERE}/talk", together.talk, name="one-to-one-talk"),
    path(f"{HERE}/talk/<int:place>", together.score, name="one-to-one-score"),
    path(f"{HERE}/talk/<int:place>/example", together.example, name="one-to-one-example"),
    path(f"{HERE}/findings", together.findings, name="one-to-one-findings"),
    path(f"{HERE}/findings/<uuid:finding>", together.finding, name="one-to-one-finding"),
    path(f"{HERE}/findings/<uuid:finding>/removal", together.finding_removal, name="one-to-one-finding-removal"),
    path(f"{HERE}/findings/<str:kind>", together.finding_new, name="one-to-one-finding-new"),
    path(f"{HERE}/steps", together.steps, name="one-to-one-steps"),
    path(f"{HERE}/steps/new", together.pair_new, name="one-to-one-pair-new"),
    path(f"{HERE}/steps/<uuid:pair>", together.pair, name="one-to-one-pair"),
    path(f"{HERE}/steps/<uuid:pair>/removal", together.pair_removal, name="one-to-one-pair-removal"),
    path(f"{HERE}/steps/<uuid:pair>/<str:size>", together.step, name="one-to-one-step"),
    path(f"{HERE}/agreement", together.agreement, name="one-to-one-agreement"),
    path(f"{HERE}/agreement/fit", together.fit, name="one-to-one-fit"),
    path(f"{HERE}/agreement/look", together.look, name="one-to-one-look"),
    path(f"{HERE}/agreement/confirmation", together.confirmation, name="one-to-one-confirmation"),
    path(f"{HERE}/review", review.page, name="one-to-one-review"),
    path(f"{HERE}/review/hold", review.hold, name="one-to-one-hold"),
    path(f"{HERE}/review/<int:place>", review.answer, name="one-to-one-answer"),
    path(f"{HERE}/review/showing", review.showing, name="one-to-one-showing"),
    path(f"{HERE}/again", review.again, name="one-to-one-again"),
    path(f"{HERE}/mine", own.mine, name="one-to-one-mine"),
    path(f"{HERE}/withdrawal", own.withdrawal, name="one-to-one-withdrawal"),
    path(f"{HERE}/deletion", own.deletion, name="one-to-one-deletion"),
    path(f"{HERE}/forgetting", own.forgetting, name="one-to-one-forgetting"),
]
