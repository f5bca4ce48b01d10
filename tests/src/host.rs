//! A place on this machine that serves a built page, and that can really be shut, opened again, and given other files.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::{env, fs};

/// The files of one version of the page, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// The built page.
    ///
    /// # Panics
    /// It was not built.
    pub fn built() -> Self {
        Self::of_folder(Path::new(&env::var("CRAMPWISE_DIST").expect("run this through `cargo xtask test`")))
    }

    /// The files of a folder, not those of folders in it.
    ///
    /// # Panics
    /// It cannot be read.
    pub fn of_folder(folder: &Path) -> Self {
        let files = fs::read_dir(folder).expect("the folder is there").map(|it| it.expect("it can be read").path());
        let named = |it: &Path| it.file_name().expect("a file has a name").to_string_lossy().into_owned();
        Self(files.filter(|it| it.is_file()).map(|it| (named(&it), fs::read(it).expect("it can be read"))).collect())
    }

    /// The names of all files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text of a file.
    ///
    /// # Panics
    /// There is no such text.
    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.0[name]).unwrap_or_else(|_| panic!("{name} is no text"))
    }

    /// The same with another text in one file, as a server may hold it by mistake: the worker's list stays as it was.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.0.insert(name.to_owned(), text.as_bytes().to_vec());
        self
    }

    /// The same without one file.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    /// The next version: `from` in the file `name` becomes `to`, and the worker's list knows of it.
    ///
    /// # Panics
    /// The file does not hold `from`.
    #[must_use]
    pub fn next(&self, version: &str, name: &str, from: &str, to: &str) -> Self {
        let mut next = self.clone();
        let old = self.version();
        next.replace("sw.js", &old, version);
        next.change("offline.js", &old, version);
        next.change(name, from, to);
        next
    }

    /// The same with another name for one file, which a file has whose digest is in its name.
    ///
    /// # Panics
    /// There is no such file.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        let bytes = self.0.remove(from).unwrap_or_else(|| panic!("there is no {from}"));
        self.0.insert(to.to_owned(), bytes);
        self.replace("sw.js", from, to);
        self
    }

    /// The version that the worker is of.
    pub fn version(&self) -> String {
        let (_, rest) = self.text("sw.js").split_once("\"VERSION\":\"").expect("a worker has a version");
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    fn change(&mut self, name: &str, from: &str, to: &str) {
        let before = digest(&self.0[name]);
        self.replace(name, from, to);
        self.replace("sw.js", &before, &digest(&self.0[name]));
    }

    fn replace(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} does not hold {from}");
        let text = text.replace(from, to);
        self.0.insert(name.to_owned(), text.into_bytes());
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// A server of its own for one test.
pub struct Host {
    port: u16,
    files: Arc<Mutex<Files>>,
    /// The names asked for since this was looked at last.
    asked: Arc<Mutex<Vec<String>>>,
    open: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Host {
    /// Opens on a free port of this machine.
    ///
    /// # Panics
    /// There is none.
    pub fn open(files: Files) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let mut host = Self { port, files: Arc::new(Mutex::new(files)), asked: Arc::default(), open: None };
        host.answer(listener);
        host
    }

    /// Where the page is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves other files from now on.
    pub fn serve(&self, files: Files) {
        *self.files.lock().unwrap_or_else(PoisonError::into_inner) = files;
    }

    /// The names that were asked for since this was called last.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shuts: nobody listens on the port any more.
    ///
    /// # Panics
    /// Somebody still does.
    pub fn shut(&mut self) {
        if let Some((is_open, thread)) = self.open.take() {
            is_open.store(false, Ordering::SeqCst);
            // The thread waits for somebody to come.
            let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
            thread.join().expect("the server ends");
            assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err(), "the server is really gone");
        }
    }

    /// Opens again, on the same port.
    ///
    /// # Panics
    /// The port was taken meanwhile.
    pub fn open_again(&mut self) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).expect("the port is free again");
        self.answer(listener);
    }

    fn answer(&mut self, listener: TcpListener) {
        let is_open = Arc::new(AtomicBool::new(true));
        let (files, asked, goes_on) = (self.files.clone(), self.asked.clone(), is_open.clone());
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if !goes_on.load(Ordering::SeqCst) {
                    break;
                }
                let (files, asked) = (files.clone(), asked.clone());
                // A browser that goes away in the middle is no error.
                thread::spawn(move || answer_one(&stream, &files, &asked).ok());
            }
        });
        self.open = Some((is_open, thread));
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.shut();
    }
}

/// Answers one request and closes, so that a server that is shut holds no open line.
fn answer_one(mut stream: &TcpStream, files: &Mutex<Files>, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(()) };
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let target = first.split_whitespace().nth(1).unwrap_or("/");
    let name = target.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name };
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(name.to_owned());
    let bytes = files.lock().unwrap_or_else(PoisonError::into_inner).0.get(name).cloned();
    let status = if bytes.is_some() { "200 OK" } else { "404 Not Found" };
    let bytes = bytes.unwrap_or_default();
    let kind = match name.rsplit_once('.').map_or("", |it| it.1) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-cache\r\nAccess-Control-Allow-Origin: *\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&bytes)?;
    stream.flush()
}
