"""SEND: one comment on a pull request (GitHub) or merge request (GitLab), posted once and then kept up to date.

Only `http` needs a library of its own; `events` and `limits` can be used without it.
"""
