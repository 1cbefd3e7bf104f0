"""Copies of the public page that others serve: a folder for nginx or a CDN, a bucket of object storage.

Nothing here imports Django or a database: a copy is made from the files in CLARION_DATA/public alone.
"""
