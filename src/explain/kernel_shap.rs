//! Kernel SHAP (Lundberg and Lee 2017): Shapley values as a weighted least squares fit over coalitions.
