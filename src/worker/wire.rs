//! Commands and events as JavaScript values: the only place where that is done.
