"""THINK: catalogue, matching, changes and report; pure, nothing here reads, prints or knows the time."""
