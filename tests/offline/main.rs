//! The page without a network, and from one version to the next: each test has a server of its own that it really shuts.

mod kept;
mod single;
mod update;
