"""One folder per way by which people are reached, with the same files in each: message.py puts it into words, send.py sends."""
