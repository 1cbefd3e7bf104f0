"""What readers use below /subscribe/: forms to subscribe, to choose, to leave. No sign-in, no session, no script."""
