"""Which channels somebody can see: nothing of any other is told to them."""

import discord

from cogs.rights import is_manager


def can_see(interaction: discord.Interaction, channel_id: int) -> bool:
    """Whether the asker can see a channel; one that is gone is shown to those who manage."""
    guild, member = interaction.guild, interaction.user
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if channel is None or not isinstance(member, discord.Member):
        return is_manager(interaction.permissions)
    return channel.permissions_for(member).view_channel
