//! What whoever shows an explanation has to know of its method.

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
