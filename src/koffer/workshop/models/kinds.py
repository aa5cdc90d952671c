"""What a seat can be: of a member who fills a sheet, of one who looks on, or of a sheet on paper."""

MEMBER, OBSERVER, PAPER = "member", "observer", "paper"
