"""The bot as a process of its own on a loopback Discord: `python -m benchmarks.load_bot BASE DATA`.

It is what `bot.py run` serves, with discord.py pointed at BASE; it ends with SIGTERM.
"""

import sys
from pathlib import Path

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from commandline import gateway
from services import build_services
from tests.discord_stand_in.host import TOKEN
from tests.discord_stand_in.rest import API


def main(base: str, data_dir: str) -> None:
    """Serve until told to stop."""
    Route.BASE = base + API
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(base.replace("http", "ws", 1) + "/gateway")
    gateway.serve(TOKEN, build_services(Path(data_dir)), "WARNING", None)


if __name__ == "__main__":
    main(*sys.argv[1:])
