//! The worker's GPU: asked for once there is a decision explained, measured, and then asked for the values of large games.
//! Whatever becomes of it, the session goes on: what it does not bring is computed by the CPU, from the beginning.

use super::scope::{now, scope};
use super::spawn::n_helpers;
use super::trial::Trial;
use crate::engine::GpuBatch;
use crate::engine::Session;
use crate::protocol::{GpuState, NoGpu};
use std::pin::Pin;
use std::time::Duration;
use vitrine_core::compute::choice::{ComputeChoice, Speed};
use vitrine_core::compute::gpu::{Adapters, CoalitionBatch, Gpu, GpuError, GpuNetwork, Mean, Patience};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How long an answer is waited for. A build that the tests break waits for software in place of a GPU on a busy machine.
const PATIENCE: Patience = Patience { most: Duration::from_secs(if cfg!(feature = "faults") { 60 } else { 5 }), timer };

/// The owner of the GPU: it receives the results of what is asynchronous.
pub trait GpuOwner: Clone + 'static {
    /// Receives the GPU, or why there is none.
    fn found(&self, adapters: Adapters, found: Result<(Box<Device>, Speed), GpuError>);
    /// Receives the values of a batch.
    fn answered(&self, device: Box<Device>, batch: &GpuBatch, means: Result<Vec<Mean>, GpuError>);
}

/// The GPU, and what became of it.
#[derive(Debug, Default)]
pub struct Graphics {
    state: State,
    /// Losses; after the first one another device is asked for, after the second one no more.
    n_lost: u32,
    #[cfg(feature = "faults")]
    lies: bool,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Unasked,
    /// It is being asked for, or for something.
    Busy,
    /// Ready for the next question.
    Ready(Box<Device>),
    /// Not to be asked for any more; of which adapters that was said.
    Off(Adapters),
}

/// A GPU with the network that was asked for last.
#[derive(Debug)]
pub struct Device {
    gpu: Gpu,
    network: Option<(u32, GpuNetwork)>,
}

impl Graphics {
    /// Asks the GPU for what the session wants next, or asks for a GPU when it is time to.
    pub fn feed(&mut self, session: &mut Session, owner: &impl GpuOwner) {
        let choice = session.computing().choice;
        let adapters = if choice == ComputeChoice::Gpu { Adapters::Any } else { Adapters::Real };
        let is_time = match &self.state {
            State::Unasked => {
                choice == ComputeChoice::Gpu || choice == ComputeChoice::Quicker && session.has_explained()
            }
            // Software, which was passed over, will do when it is asked for.
            State::Off(of) => *of == Adapters::Real && adapters == Adapters::Any,
            State::Busy | State::Ready(_) => false,
        };
        if session.computing().thread.is_none() && session.has_explained() {
            session.set_cpu(n_helpers() + 1, Trial::new().cpu(seconds));
        }
        if is_time {
            self.request(adapters, session, owner);
        }
        if matches!(self.state, State::Ready(_))
            && let Some(ask) = session.ask()
            && let State::Ready(mut device) = std::mem::replace(&mut self.state, State::Busy)
        {
            let owner = owner.clone();
            spawn_local(async move {
                let means = device.answer(&ask).await;
                owner.answered(device, &ask, means);
            });
        }
    }

    fn request(&mut self, adapters: Adapters, session: &mut Session, owner: &impl GpuOwner) {
        self.state = State::Busy;
        session.set_gpu(GpuState::Asked);
        let owner = owner.clone();
        spawn_local(async move {
            let found = request(adapters).await;
            owner.found(adapters, found);
        });
    }

    /// Takes the device that was asked for, or why there is none.
    pub fn found(&mut self, adapters: Adapters, found: Result<(Box<Device>, Speed), GpuError>, session: &mut Session) {
        match found {
            Ok((device, speed)) => {
                let (name, is_software) = (device.gpu.name().to_owned(), device.gpu.is_software());
                self.state = State::Ready(device);
                session.set_gpu(GpuState::There { name, is_software, speed });
            }
            Err(e) => {
                self.state = State::Off(adapters);
                session.set_gpu(GpuState::Off { reason: NoGpu(e) });
            }
        }
    }

    /// Takes what the device said of a question.
    pub fn answered(
        &mut self,
        device: Box<Device>,
        ask: &GpuBatch,
        means: Result<Vec<Mean>, GpuError>,
        session: &mut Session,
        owner: &impl GpuOwner,
    ) {
        #[cfg(feature = "faults")]
        let means = if std::mem::take(&mut self.lies) { means.map(lie) } else { means };
        match session.answer(ask, means) {
            Ok(()) => self.state = State::Ready(device),
            // What this question is too much for is no fault of the device.
            Err(GpuError::TooWide { .. } | GpuError::TooLarge { .. } | GpuError::NotFinite { .. }) => {
                self.state = State::Ready(device);
            }
            Err(e) => {
                device.gpu.end();
                self.n_lost += 1;
                session.lose_gpu(e.clone());
                if self.n_lost == 1 && matches!(e, GpuError::Lost { .. }) {
                    let adapters = if device.gpu.is_software() { Adapters::Any } else { Adapters::Real };
                    self.request(adapters, session, owner);
                } else {
                    // Not of any adapter: what computes wrongly or not at all is not tried again.
                    self.state = State::Off(Adapters::Any);
                    session.set_gpu(GpuState::Off { reason: NoGpu(e) });
                }
            }
        }
    }

    /// Breaks it on purpose.
    #[cfg(feature = "faults")]
    pub fn break_down(&mut self, how: crate::protocol::Break) {
        match (how, &self.state) {
            (crate::protocol::Break::Gpu, _) => self.lies = true,
            (_, State::Ready(device)) => device.gpu.end(),
            _ => {}
        }
    }
}

/// Answers that a thousandth would not cover up.
#[cfg(feature = "faults")]
fn lie(mut means: Vec<Mean>) -> Vec<Mean> {
    means.iter_mut().for_each(|mean| mean.of *= 1.01);
    means
}

impl Device {
    async fn answer(&mut self, ask: &GpuBatch) -> Result<Vec<Mean>, GpuError> {
        let network = match self.network.take() {
            Some((game_id, network)) if game_id == ask.game_id => network,
            _ => self.gpu.load(&ask.layers())?,
        };
        let question = CoalitionBatch {
            row: &ask.row,
            background: ask.background.x.as_slice().unwrap_or(&[]),
            players: &ask.columns,
            which: ask.block.which(),
            reduction: ask.reduction,
        };
        let means = self.gpu.ask(&network, &question).await;
        self.network = Some((ask.game_id, network));
        means
    }
}

/// Asks for a device and measures it.
async fn request(adapters: Adapters) -> Result<(Box<Device>, Speed), GpuError> {
    let mut gpu = Gpu::request(adapters, PATIENCE).await?;
    let speed = Trial::new().gpu(&mut gpu, seconds).await?;
    Ok((Box::new(Device { gpu, network: None }), speed))
}

/// Seconds since the worker began.
fn seconds() -> f64 {
    now() / 1000.0
}

/// Done after so long.
fn timer(after: Duration) -> Pin<Box<dyn Future<Output = ()>>> {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let milliseconds = after.as_millis() as i32;
        // Where there is no timer, the answer is waited for without one.
        let _ = scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    Box::pin(async move {
        let _ = JsFuture::from(promise).await;
    })
}
