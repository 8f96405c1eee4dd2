//! LIME for tables (Ribeiro, Singh and Guestrin 2016).
