//! Stands between a page and its server for one browser: puts a script before the page's own, holds files back, and
//! notes what was asked for. Chromium does all of it by its own protocol; the other engines have no such thing.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Where the script that comes first is had.
const BEFORE: &str = "/before-load.js";
/// What keeps the page without a network.
const WORKER: &str = "/sw.js";
/// A document that shows the page in a frame: a window cannot always be made as narrow as a phone.
const FRAME: &str = "/framed?";

/// A server for one browser.
pub struct Proxy {
    /// Where the page is, with a slash at the end.
    pub address: String,
    manner: Arc<Manner>,
    /// Serves our files to the pages of another site.
    ours: Option<Box<Proxy>>,
}

struct Manner {
    upstream: String,
    before: String,
    /// What is written in pages instead of this.
    instead: Option<[String; 2]>,
    blocked: Mutex<&'static [&'static str]>,
    held: Mutex<&'static [&'static str]>,
    has_no_worker: AtomicBool,
    asked: Mutex<Vec<String>>,
}

impl Proxy {
    /// Serves what `upstream` has, with `before` as the first script.
    pub fn start(upstream: &str, before: String) -> io::Result<Self> {
        Self::start_instead(upstream, before, None)
    }

    /// Serves pages of another site, and beside them `ours`, so that files of ours can be held back too.
    pub fn start_for_host(hosts: &str, ours: &str, before: String) -> io::Result<Self> {
        let own = Self::start(ours, before.clone())?;
        let instead = [ours, &own.address].map(|it| it.trim_end_matches('/').to_owned());
        Ok(Self { ours: Some(Box::new(own)), ..Self::start_instead(hosts, before, Some(instead))? })
    }

    fn start_instead(upstream: &str, before: String, instead: Option<[String; 2]>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let upstream = upstream.trim_start_matches("http://").trim_end_matches('/').to_owned();
        // Another name of this machine is another site.
        let name = upstream.split(':').next().unwrap_or_default();
        let address = format!("http://{name}:{}/", listener.local_addr()?.port());
        let manner = Arc::new(Manner {
            upstream,
            before,
            instead,
            blocked: Mutex::new(&[]),
            held: Mutex::new(&[]),
            has_no_worker: AtomicBool::new(false),
            asked: Mutex::default(),
        });
        let shared = Arc::clone(&manner);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let manner = Arc::clone(&shared);
                // A browser that goes away in the middle is no error.
                thread::spawn(move || drop(manner.answer_all(&stream)));
            }
        });
        Ok(Self { address, manner, ours: None })
    }

    /// Where our own files are for pages of another site.
    pub fn ours(&self) -> Option<String> {
        self.ours.as_ref().map(|it| it.address.clone())
    }

    /// Serves nothing of these any more, and all else again.
    pub fn block(&self, addresses: &'static [&'static str]) {
        *self.manner.blocked.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
        if let Some(ours) = &self.ours {
            ours.block(addresses);
        }
    }

    /// Answers nobody who asks for these, until others are held.
    pub fn hold(&self, addresses: &'static [&'static str]) {
        *self.manner.held.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
        if let Some(ours) = &self.ours {
            ours.hold(addresses);
        }
    }

    /// Whether the worker that keeps the page is there to be had.
    pub fn leave_out_the_worker(&self, is_left_out: bool) {
        self.manner.has_no_worker.store(is_left_out, Ordering::SeqCst);
    }

    /// What was asked for since last time.
    pub fn requests(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.manner.asked.lock().unwrap_or_else(PoisonError::into_inner));
        asked.iter().map(|it| [self.address.trim_end_matches('/'), it].concat()).collect()
    }

    /// The address at which the page is shown this wide, with a query as `?mode=information` or none.
    pub fn framed(&self, width: u32, height: u32, query: &str) -> String {
        format!("{}{FRAME}{width}x{height}{query}", self.address.trim_end_matches('/'))
    }
}

impl Manner {
    fn answer_all(&self, stream: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(stream);
        loop {
            let head = read_head(&mut reader)?;
            let Some(target) = head.split_whitespace().nth(1) else { return Ok(()) };
            let has = |name: &str, part: &str| {
                head.lines().map(str::to_ascii_lowercase).any(|it| it.starts_with(name) && it.contains(part))
            };
            // What the worker fetches to keep it is not what the page asks for; nor is what is put in here.
            if !has("referer:", WORKER) && target != BEFORE && !target.starts_with(FRAME) {
                self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(target.to_owned());
            }
            // A worker that keeps the page asks for it as it is.
            let (head, body) = self.answer(target, has("accept:", "text/html"))?;
            let mut stream = stream;
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body)?;
        }
    }

    fn answer(&self, target: &str, is_shown: bool) -> io::Result<(String, Vec<u8>)> {
        if target == BEFORE {
            return Ok(answered("200 OK", "text/javascript; charset=utf-8", self.before.clone().into()));
        }
        if let Some(size) = target.strip_prefix(FRAME) {
            let (size, query) = size.split_at(size.find('?').unwrap_or(size.len()));
            let (width, height) = size.split_once('x').unwrap_or_default();
            let html = format!(
                "<!doctype html><html lang=en><title>In a frame</title><body style='margin:0'><iframe src='/{query}' title='The page' \
                 style='border:0;display:block;width:{width}px;height:{height}px'></iframe>"
            );
            return Ok(answered("200 OK", "text/html; charset=utf-8", html.into()));
        }
        let is_among = |these: &Mutex<&'static [&'static str]>| {
            let these = *these.lock().unwrap_or_else(PoisonError::into_inner);
            these.iter().any(|it| fits(target, it))
        };
        while is_among(&self.held) {
            thread::sleep(Duration::from_millis(10));
        }
        if is_among(&self.blocked) || (target == WORKER && self.has_no_worker.load(Ordering::SeqCst)) {
            return Ok(answered("403 Forbidden", "text/plain", Vec::new()));
        }
        let (head, mut body) = self.fetch(target)?;
        let is_page = head.to_ascii_lowercase().contains("content-type: text/html");
        if !is_page || !is_shown {
            return Ok((head, body));
        }
        let mut page = String::from_utf8_lossy(&body).into_owned();
        if let Some([from, to]) = &self.instead {
            page = page.replace(from, to);
        }
        let script = format!("<script src={BEFORE}></script><meta");
        body = page.replacen("<meta", &script, 1).into_bytes();
        Ok(answered("200 OK", "text/html; charset=utf-8", body))
    }

    /// The head and the body of what the page's server answers.
    fn fetch(&self, target: &str) -> io::Result<(String, Vec<u8>)> {
        let mut stream = TcpStream::connect(&self.upstream)?;
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.upstream)?;
        let mut reader = BufReader::new(stream);
        let head = read_head(&mut reader)?;
        let length =
            head.lines().find_map(|it| it.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        let mut body = vec![0; length.unwrap_or_default()];
        reader.read_exact(&mut body)?;
        Ok((head, body))
    }
}

/// Whether an address is as this says, in which `*` stands for anything.
fn fits(address: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return address == pattern };
    let Some(after) = address.strip_prefix(start) else { return false };
    (0..=after.len()).filter(|at| after.is_char_boundary(*at)).any(|at| fits(&after[at..], rest))
}

fn answered(status: &str, kind: &str, body: Vec<u8>) -> (String, Vec<u8>) {
    let length = body.len();
    (
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n\r\n"
        ),
        body,
    )
}

/// A head with the empty line that ends it; nothing at the end.
fn read_head(reader: &mut impl BufRead) -> io::Result<String> {
    let mut head = String::new();
    while 0 < reader.read_line(&mut head)? && !head.ends_with("\r\n\r\n") {}
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for pattern in ["/late-1.wasm", "*late-*.wasm", "*.wasm", "/late-1.wasm*", "*"] {
            assert!(fits("/late-1.wasm", pattern), "{pattern}");
        }
        for pattern in ["late-1.wasm", "*late-*.js", "", "*-2.*"] {
            assert!(!fits("/late-1.wasm", pattern), "{pattern}");
        }
    }
}
