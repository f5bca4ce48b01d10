//! Pages of other sites that embed the self-assessment: what it costs them, what they cannot do to it, and what it cannot
//! do to them. Each page lies beside this file and is served from another site than ours.

mod api;
mod element;
mod frame;
mod links;
mod rough;
mod vitals;
