"""Who may act: states, regional economic integration organisations, observer entities."""
