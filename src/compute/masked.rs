//! Masked rows: for a coalition and a background row, the row's own columns where the coalition has the feature, else the background's.
