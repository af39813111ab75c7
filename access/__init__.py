"""Who comes in: passwords, sessions, throttling, the gate before every request, and its own few pages."""
