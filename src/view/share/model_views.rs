//! The figures of the pictures that explain a whole model, exact: permutation importance, partial dependence, and SHAP values of
//! many rows.

use super::figures::{Cell, Figures};

