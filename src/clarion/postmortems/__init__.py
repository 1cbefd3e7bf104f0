"""What an incident teaches: post-mortems, five whys, impact, lessons, action items."""
