"""A workbook becomes establishments, repairs and issues; nothing it says is trusted, nothing is lost."""
