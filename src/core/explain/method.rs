//! The methods that explain one row, and what holds of each. Only this folder names them one by one: whoever shows an explanation
//! goes by [`MethodInfo`].

use super::method_info::MethodInfo;
use serde::{Deserialize, Serialize};

/// The method that made an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// Kernel SHAP (Lundberg and Lee 2017).
    KernelShap,
    /// LIME for tables (Ribeiro, Singh, Guestrin 2016).
    Lime,
}

impl Method {
    /// All methods, in the order in which they are shown. Features are ordered by the first one.
    pub const ALL: [Method; 2] = [Method::KernelShap, Method::Lime];

    /// What holds of it.
    pub fn info(self) -> &'static MethodInfo {
        match self {
            Method::KernelShap => &super::kernel_shap::info::INFO,
            Method::Lime => &super::lime::info::INFO,
        }
    }

    /// The method after it, and after the last one the first.
    pub fn next(self) -> Method {
        let at = Method::ALL.iter().position(|method| *method == self).unwrap_or(0);
        Method::ALL[(at + 1) % Method::ALL.len()]
    }
}
