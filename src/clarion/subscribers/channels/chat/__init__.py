"""Calls in the chat channel of the workspace: an incoming webhook as Slack, Mattermost and Rocket.Chat take it."""
