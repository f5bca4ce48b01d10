//! Where things lie in the workspace.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root of the workspace")
}

/// What was installed for this workspace alone; git ignores it.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// The built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The file `program` on the search path, our own tools first.
pub fn find_program(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The search path of the programs we start: our own tools, then what the machine has, and last where Debian keeps
/// servers, which is on nobody's path but root's.
pub fn search_path() -> std::ffi::OsString {
    let machine = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools().join("bin")).chain(std::env::split_paths(&machine));
    let folders = folders.chain([PathBuf::from("/usr/sbin")]);
    std::env::join_paths(folders).unwrap_or(machine)
}
