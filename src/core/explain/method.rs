//! The methods that explain one row, and what holds of each. Only this folder names them one by one: whoever shows an explanation
//! goes by [`MethodInfo`].

use super::{kernel_shap, lime};
use serde::{Deserialize, Serialize};

/// The method that made an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// Kernel SHAP (Lundberg and Lee 2017).
    KernelShap,
    /// LIME for tables (Ribeiro, Singh, Guestrin 2016).
    Lime,
}

/// What holds of a method, whichever row it explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MethodInfo {
    /// Its name in tests and addresses.
    pub id: &'static str,
    /// What it is called on the page; a term of the glossary.
    pub label: &'static str,
    /// Its whole name.
    pub name: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// Whether base and attributions add up to the model's prediction. Otherwise they add up to what a local model says, which may
    /// miss it; that model also leaves features out.
    pub is_additive: bool,
    /// What the base is called.
    pub base: &'static str,
    /// What base and attributions add up to.
    pub sum: &'static str,
    /// What it evaluates the model for.
    pub samples: &'static str,
    /// What stands for features that are not known, or gives the statistics of sampling.
    pub reference: &'static str,
    /// What an explanation by it does not say. `{local_fit}` stands for the local fit.
    pub limits: &'static str,
}

impl Method {
    /// All methods, in the order in which they are shown. Features are ordered by the first one.
    pub const ALL: [Method; 2] = [Method::KernelShap, Method::Lime];

    /// What holds of it.
    pub fn info(self) -> &'static MethodInfo {
        match self {
            Method::KernelShap => &kernel_shap::INFO,
            Method::Lime => &lime::INFO,
        }
    }

    /// The method after it, and after the last one the first.
    pub fn next(self) -> Method {
        let at = Method::ALL.iter().position(|method| *method == self).unwrap_or(0);
        Method::ALL[(at + 1) % Method::ALL.len()]
    }
}
