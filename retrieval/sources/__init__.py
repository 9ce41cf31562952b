"""Named sources of literature, and how they come to this machine when a user asks for one.

Knows publishers, addresses and downloads. Knows nothing of formats, documents or indexes: a download is a file, and is
read as any file is.
"""
