"""What a team takes along: paper, spreadsheets and dates, made from what the workshop's own pages show."""
