"""Updates to a channel of Slack, by its incoming webhook; also of Mattermost and Rocket.Chat, which take its simplest form."""
