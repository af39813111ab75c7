"""Risk, selection, routing, verification, coverage and explanation; codes and numbers only, never geometry or words."""
