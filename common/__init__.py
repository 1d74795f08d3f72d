"""What every app uses and none owns: formats, zones, languages, days, links, Markdown. Knows no record."""
