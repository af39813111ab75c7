"""What is installed and shipped from elsewhere: every file with its sum, its licence, and whether faults are known."""
