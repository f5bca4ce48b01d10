//! Serves the files of one folder on this machine, and nothing else; packed, where a packed one lies beside a file.

use anyhow::{Context, Result};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A request head longer than this is not one of a browser loading a page.
const MAX_HEAD_BYTES: u64 = 16 * 1024;

/// A folder that can be read on 127.0.0.1.
pub struct Server {
    listener: TcpListener,
    site: Site,
}

/// What is served, and how.
struct Site {
    folder: PathBuf,
    /// A text of its pages, and what is served in its place.
    instead: Option<(String, String)>,
}

impl Server {
    /// Takes `port`, or a free one for 0.
    ///
    /// # Errors
    /// The port is in use, or the folder is missing.
    pub fn bind(folder: &Path, port: u16) -> Result<Self> {
        let folder = folder.canonicalize().with_context(|| format!("{} is missing", folder.display()))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                anyhow::anyhow!("port {port} is in use: end what listens there, or choose another with --port")
            }
            _ => anyhow::anyhow!("port {port} cannot be used: {error}"),
        })?;
        Ok(Self { listener, site: Site { folder, instead: None } })
    }

    /// Where the page is.
    ///
    /// # Errors
    /// The socket is gone.
    pub fn address(&self) -> Result<String> {
        let address: SocketAddr = self.listener.local_addr()?;
        Ok(format!("http://{address}/"))
    }

    /// Serves `after` wherever a page says `before`: pages that name an address are written before it is known.
    pub fn instead(mut self, before: &str, after: &str) -> Self {
        self.site.instead = Some((before.to_owned(), after.to_owned()));
        self
    }

    /// Answers until the program ends.
    pub fn run(self) {
        let site = Arc::new(self.site);
        for stream in self.listener.incoming().flatten() {
            let site = Arc::clone(&site);
            thread::spawn(move || {
                // A reader who goes away in the middle is no error of ours.
                let _ = answer_all(&stream, &site);
            });
        }
    }

    /// Answers beside what else this program does, until it ends.
    pub fn run_aside(self) {
        thread::spawn(move || self.run());
    }
}

/// What a browser asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    method: String,
    target: String,
    /// What it says it can unpack, as it says it.
    accepts: String,
}

/// How files are packed, the smallest first: as a header calls it, and what their names end on.
const PACKINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// What one request gets.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    File {
        kind: &'static str,
        bytes: Vec<u8>,
        keeps: bool,
        /// How `bytes` are packed.
        packing: Option<&'static str>,
        /// Whether somebody who can unpack less, or more, gets other bytes.
        varies: bool,
    },
    NotFound,
    NotAllowed,
}

fn answer_all(stream: &TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream);
    while let Some(Request { method, target, mut accepts }) = read_head(&mut reader)? {
        let (fault, target) = Fault::named(&target);
        if fault == Some(Fault::Late) {
            thread::sleep(LATE);
        }
        // What is changed on its way is changed as it is read.
        if fault.is_some() || site.instead.is_some() {
            accepts.clear();
        }
        let mut answer = answer(&site.folder, &method, target, &accepts);
        if let (Answer::File { kind: "text/html; charset=utf-8", bytes, .. }, Some((before, after))) =
            (&mut answer, &site.instead)
        {
            *bytes = String::from_utf8_lossy(bytes).replace(before, after).into_bytes();
        }
        let fault = fault.filter(|it| it.meets(target));
        write_answer(stream, &answer, method == "HEAD", fault)?;
    }
    Ok(())
}

/// The next request, or nothing at the end.
fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = reader.take(MAX_HEAD_BYTES);
    let mut first = String::new();
    if head.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut request = Request::default();
    let mut line = String::new();
    while 0 < head.read_line(&mut line)? && !line.trim_end().is_empty() {
        if let Some((_, value)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("accept-encoding"))
        {
            request.accepts = value.trim().to_owned();
        }
        line.clear();
    }
    if head.limit() == 0 {
        return Ok(None);
    }
    let mut words = first.split_whitespace().map(str::to_owned);
    let Some((method, target)) = words.next().zip(words.next()) else { return Ok(None) };
    Ok(Some(Request { method, target, ..request }))
}

fn answer(folder: &Path, method: &str, target: &str, accepts: &str) -> Answer {
    if method != "GET" && method != "HEAD" {
        return Answer::NotAllowed;
    }
    let Some(file) = file_named(folder, target) else { return Answer::NotFound };
    let packed = PACKINGS.iter().filter_map(|(name, ending)| Some((*name, packed_beside(folder, &file, ending)?)));
    let packed = packed.collect::<Vec<_>>();
    let varies = !packed.is_empty();
    let (packing, from) = match packed.into_iter().find(|(name, _)| is_accepted(accepts, name)) {
        Some((name, path)) => (Some(name), path),
        None => (None, file.clone()),
    };
    match fs::read(from) {
        Ok(bytes) => {
            Answer::File { kind: content_type(&file), bytes, keeps: names_its_content(&file), packing, varies }
        }
        Err(_) => Answer::NotFound,
    }
}

/// The same file, packed: beside it, under its name with one more ending, and not older than it.
fn packed_beside(folder: &Path, file: &Path, ending: &str) -> Option<PathBuf> {
    let mut name = file.file_name()?.to_owned();
    name.push(".");
    name.push(ending);
    let packed = file.with_file_name(name).canonicalize().ok()?;
    let changed = |it: &Path| fs::metadata(it).and_then(|it| it.modified()).ok();
    let is_of_now = changed(file)? <= changed(&packed)?;
    (packed.starts_with(folder) && packed.is_file() && is_of_now).then_some(packed)
}

/// Whether a browser that says `accepts` can unpack what is packed so: it names it, and not with a weight of nothing.
fn is_accepted(accepts: &str, packing: &str) -> bool {
    accepts.split(',').any(|it| {
        let (name, weight) = it.split_once(';').unwrap_or((it, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |it| it.trim().parse::<f64>().ok());
        name.trim().eq_ignore_ascii_case(packing) && weight.is_some_and(|it| 0.0 < it)
    })
}

/// Whether the file has a digest in its name: what it holds never changes, and may be kept for good.
///
/// Firefox needs to be told so: it takes no preloaded file for a fetch that names a digest, and loads it twice unless it
/// may keep it.
pub fn names_its_content(file: &Path) -> bool {
    let name = file.file_name().and_then(|it| it.to_str()).unwrap_or_default();
    let words = name.split(['-', '_', '.']);
    // Trunk leaves out zeros at the beginning.
    words.skip(1).any(|it| (12..=16).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_hexdigit()))
}

/// The file that `target` names, if it lies inside `folder` after every link is followed.
fn file_named(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decoded(path)?;
    let name = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let file = folder.join(name).canonicalize().ok()?;
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            _ => byte,
        });
    }
    String::from_utf8(decoded).ok().filter(|text| !text.contains('\0'))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// What a bad network, or a bad server, makes of a file; asked for by the beginning of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Everything comes late.
    Late,
    /// A program breaks off half-way.
    Cut,
    /// A program is another than it was.
    Changed,
    /// The scripts behind the loader are others than they were.
    Rewritten,
    /// What comes after the first part is another than it was.
    Mixed,
}

const LATE: Duration = Duration::from_millis(1500);

impl Fault {
    /// Whether a file of this name has the fault.
    fn meets(self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        match self {
            Self::Late => true,
            Self::Cut | Self::Changed => name.ends_with(".wasm"),
            Self::Rewritten => name.ends_with(".js") && name != "loader.js",
            Self::Mixed => name.starts_with("questions-") || name == "evidence.json",
        }
    }

    /// The fault that a path begins with, and the path behind it.
    fn named(target: &str) -> (Option<Self>, &str) {
        let all = [
            ("/late/", Self::Late),
            ("/cut/", Self::Cut),
            ("/changed/", Self::Changed),
            ("/rewritten/", Self::Rewritten),
            ("/mixed/", Self::Mixed),
        ];
        for (name, fault) in all {
            if target.starts_with(name) {
                return (Some(fault), &target[name.len() - 1..]);
            }
        }
        (None, target)
    }
}

fn write_answer(mut stream: &TcpStream, answer: &Answer, only_head: bool, fault: Option<Fault>) -> io::Result<()> {
    let (status, kind, bytes): (_, _, &[u8]) = match answer {
        Answer::File { kind, bytes, .. } => ("200 OK", *kind, bytes),
        Answer::NotFound => ("404 Not Found", "text/plain; charset=utf-8", b"There is no such file here.\n"),
        Answer::NotAllowed => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"Only GET and HEAD.\n"),
    };
    let caching = match answer {
        Answer::File { keeps: true, .. } => "max-age=31536000, immutable",
        _ => "no-cache",
    };
    let packing = match answer {
        Answer::File { packing: Some(name), .. } => format!("Content-Encoding: {name}\r\nVary: Accept-Encoding\r\n"),
        Answer::File { varies: true, .. } => "Vary: Accept-Encoding\r\n".to_owned(),
        _ => String::new(),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {caching}\r\n{packing}\
         Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes())?;
    match fault {
        _ if only_head => {}
        Some(Fault::Cut) => {
            stream.write_all(&bytes[..bytes.len() / 2])?;
            return stream.shutdown(std::net::Shutdown::Both);
        }
        // A space at the end changes no script and no text; a program has to be another.
        Some(Fault::Rewritten | Fault::Mixed | Fault::Changed) => {
            let (last, all) = bytes.split_last().expect("a file is not empty");
            stream.write_all(all)?;
            stream.write_all(&[if kind == "application/wasm" { !last } else { b' ' }])?;
        }
        _ => stream.write_all(bytes)?,
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a page in it and a secret beside it.
    fn folder(name: &str) -> PathBuf {
        let outer = std::env::temp_dir().join(format!("xtask-server-{name}-{}", std::process::id()));
        fs::create_dir_all(outer.join("dist/part")).unwrap();
        fs::write(outer.join("secret.txt"), "secret").unwrap();
        fs::write(outer.join("dist/index.html"), "page").unwrap();
        fs::write(outer.join("dist/a b.wasm"), "program").unwrap();
        fs::write(outer.join("dist/part/index.html"), "part").unwrap();
        outer.join("dist").canonicalize().unwrap()
    }

    fn get(folder: &Path, target: &str) -> Answer {
        answer(folder, "GET", target, "gzip, br")
    }

    fn file(kind: &'static str, text: &str) -> Answer {
        Answer::File { kind, bytes: text.as_bytes().to_vec(), keeps: false, packing: None, varies: false }
    }

    /// What is sent, packed or not, of a file that lies there as it is, with gzip and with brotli.
    fn packed(folder: &Path, accepts: &str) -> (String, Option<&'static str>, bool) {
        match answer(folder, "GET", "/", accepts) {
            Answer::File { kind: "text/html; charset=utf-8", bytes, packing, varies, .. } => {
                (String::from_utf8(bytes).unwrap(), packing, varies)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn files_come_with_the_type_a_browser_needs() {
        let folder = folder("types");
        let html = "text/html; charset=utf-8";
        assert_eq!(get(&folder, "/"), file(html, "page"));
        assert_eq!(get(&folder, "/index.html?x=1"), file(html, "page"));
        assert_eq!(get(&folder, "/part/"), file(html, "part"));
        assert_eq!(get(&folder, "/a%20b.wasm"), file("application/wasm", "program"));
    }

    #[test]
    fn what_has_its_digest_in_its_name_may_be_kept_for_good() {
        let kept = ["crampwise-aa50c61b8fa2404d_bg.wasm", "crampwise-aa50c61b8fa2404d.js", "style-e2eb4f4e5eefa4.css"];
        let asked_again = ["index.html", "evidence.json", "crampwise.js", "style-sheet.css", "aa50c61b8fa2404d.js"];
        assert!(kept.iter().all(|it| names_its_content(Path::new(it))));
        assert!(!asked_again.iter().any(|it| names_its_content(Path::new(it))));
    }

    #[test]
    fn nothing_outside_the_folder_can_be_read() {
        let folder = folder("outside");
        for target in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "secret.txt",
            "/%00",
            "/%2",
            "/part",
        ] {
            assert_eq!(get(&folder, target), Answer::NotFound, "{target}");
        }
        #[cfg(unix)]
        {
            let _ = std::os::unix::fs::symlink("../secret.txt", folder.join("link.txt"));
            assert_eq!(get(&folder, "/link.txt"), Answer::NotFound);
        }
    }

    #[test]
    fn a_browser_gets_the_smallest_file_that_it_can_unpack() {
        let folder = folder("packed");
        fs::write(folder.join("index.html.br"), "brotli").unwrap();
        fs::write(folder.join("index.html.gz"), "gzip").unwrap();
        for (accepts, text, packing) in [
            ("gzip, deflate, br, zstd", "brotli", Some("br")),
            ("br;q=0, gzip;q=0.5", "gzip", Some("gzip")),
            ("GZIP", "gzip", Some("gzip")),
            ("br; q=0.001", "brotli", Some("br")),
            ("br;q=0.0, gzip;q=no", "page", None),
            ("identity, brotli", "page", None),
            ("", "page", None),
        ] {
            assert_eq!(packed(&folder, accepts), (text.to_owned(), packing, true), "{accepts}");
        }
        fs::remove_file(folder.join("index.html.br")).unwrap();
        assert_eq!(packed(&folder, "br, gzip"), ("gzip".to_owned(), Some("gzip"), true));
        fs::remove_file(folder.join("index.html.gz")).unwrap();
        assert_eq!(packed(&folder, "br, gzip"), ("page".to_owned(), None, false));
    }

    #[test]
    fn what_was_packed_before_the_file_changed_is_not_sent() {
        let folder = folder("old");
        let old = folder.join("index.html.br");
        fs::write(&old, "brotli").unwrap();
        let before = fs::metadata(folder.join("index.html")).unwrap().modified().unwrap() - Duration::from_secs(1);
        fs::File::open(&old).unwrap().set_modified(before).unwrap();
        assert_eq!(packed(&folder, "br"), ("page".to_owned(), None, false));
    }

    #[test]
    fn a_browser_is_told_how_a_file_is_packed_and_a_page_that_is_changed_on_its_way_is_not_packed() {
        let folder = folder("told");
        fs::write(folder.join("index.html.br"), "brotli").unwrap();
        let said = |server: Server| {
            let address = server.address().unwrap();
            server.run_aside();
            let mut stream = TcpStream::connect(address.trim_start_matches("http://").trim_end_matches('/')).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nACCEPT-encoding: gzip, br\r\n\r\n").unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text
        };
        let plain = said(Server::bind(&folder, 0).unwrap());
        assert!(plain.contains("\r\nContent-Encoding: br\r\nVary: Accept-Encoding\r\n"), "{plain}");
        assert!(plain.contains("\r\nContent-Length: 6\r\n") && plain.ends_with("\r\n\r\nbrotli"), "{plain}");
        let changed = said(Server::bind(&folder, 0).unwrap().instead("page", "other"));
        assert!(!changed.contains("Content-Encoding") && changed.ends_with("\r\n\r\nother"), "{changed}");
    }

    #[test]
    fn only_reading_is_allowed() {
        assert_eq!(answer(&folder("reading"), "POST", "/", ""), Answer::NotAllowed);
    }

    #[test]
    fn one_connection_serves_several_requests() {
        let server = Server::bind(&folder("several"), 0).unwrap();
        let address = server.address().unwrap();
        server.run_aside();
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2);
        assert_eq!(text.matches("page").count(), 1, "a HEAD has no body");
    }

    #[test]
    fn a_port_in_use_is_said_in_plain_words() {
        let first = Server::bind(&folder("port"), 0).unwrap();
        let port = first.listener.local_addr().unwrap().port();
        let error = Server::bind(&folder("port"), port).err().unwrap().to_string();
        assert!(error.contains("is in use") && error.contains("--port"), "{error}");
    }
}
