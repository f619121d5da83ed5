"""Web addresses, connections and bodies, against servers of our own."""
