"""The demo office: schematic places made from written facts, never from anybody's map data."""
