"""`ratebook serve` and `ratebook page`: a page per code, and the same as JSON.

Reading goes through `show` and `explain`, as the command line's does; nothing here writes.
"""
