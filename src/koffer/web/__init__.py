"""What every page shares: base templates, styles, scripts, fonts, error pages and the language."""
