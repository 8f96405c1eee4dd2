//! What becomes of a device after it was given: the first fault is kept, and every later operation fails with it.

use super::GpuError;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};

/// The first fault of a device, shared with what the system calls back.
#[derive(Clone, Debug, Default)]
pub(super) struct Health(Arc<Mutex<Option<GpuError>>>);

impl Health {
    /// Keeps a fault, if it is the first, or a loss, which is the reason for whatever failed before it was told.
    pub fn record(&self, fault: GpuError) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() || matches!(fault, GpuError::Lost { .. }) {
            *kept = Some(fault);
        }
    }

    /// Fails with the first fault.
    pub fn check(&self) -> Result<(), GpuError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone().map_or(Ok(()), Err)
    }
}

/// Something that the system says later: whether a buffer could be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Word(Arc<Mutex<(Option<bool>, Option<Waker>)>>);

impl Word {
    /// Says it.
    pub fn say(&self, is_well: bool) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.0 = Some(is_well);
        if let Some(waker) = inner.1.take() {
            waker.wake();
        }
    }

    /// What was said; `None` where `end` came first.
    pub async fn before(&self, end: impl Future<Output = ()>) -> Option<bool> {
        let mut end = Box::pin(end);
        poll_fn(|context| {
            let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.0.is_some() {
                return Poll::Ready(inner.0);
            }
            inner.1 = Some(context.waker().clone());
            drop(inner);
            end.as_mut().poll(context).map(|()| None)
        })
        .await
    }
}
