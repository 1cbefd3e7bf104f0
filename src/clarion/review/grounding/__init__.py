"""What the claims share: when a time is meant in UTC, what it tells, which words are alike, which statements are taken back."""
