"""Statistics: pure kernels, arrays in and arrays out; no database, file or randomness."""
