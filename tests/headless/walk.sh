# A short random walk of keys and resizes; `make torture` takes the long one.
sh "$TOP/tests/walk" 1000 7
