"""The words of the office: frozen values and exact rules, standard library only."""
