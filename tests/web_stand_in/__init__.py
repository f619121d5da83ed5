"""A web of our own on the loopback interface: good, slow, huge and hostile servers."""
