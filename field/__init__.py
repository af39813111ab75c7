"""The teams' pages beside the dashboard: plain HTML, large targets, made to work with a poor signal."""
