//! What a browser keeps.
