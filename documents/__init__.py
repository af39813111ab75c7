"""What is handed out: writers from values to bytes; they know nothing of accounts or storage."""
