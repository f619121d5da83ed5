"""A loopback Discord: a gateway and a REST server that the real discord.py client connects to.

Start reading at `stand_in.StandIn`, the driver that tests use. Behind it stand `world` (who and
what exists), `wire` (how it looks as JSON), `gateway` and `rest` (the two servers), the `*_rules`
modules (what Discord refuses) and `ledger` (what happened).
"""
