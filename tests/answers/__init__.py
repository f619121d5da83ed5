"""How ranked matches become answers."""
