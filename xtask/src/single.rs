//! The page as one file: everything inside, no request, to be kept on a disk and opened from there.

use crate::{digest, pack, place};
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fs;
use std::path::Path;

/// The most it may weigh.
const AT_MOST_BYTES: usize = 600_000;

/// Writes the page that was built in `dist` as the one file `to`.
///
/// # Errors
/// The page was not built, is not as it was when this was written, or weighs too much.
pub fn write(dist: &Path, to: &Path) -> Result<()> {
    let page = fs::read_to_string(dist.join("index.html")).context("there is no built page")?;
    let program = only(dist, "crampwise-", ".wasm")?;
    let glue = String::from_utf8(only(dist, "crampwise-", ".js")?)?;
    let sheet = String::from_utf8(only(dist, "style-", ".css")?)?;
    let read =
        |path: &str| fs::read_to_string(place::root().join(path)).with_context(|| format!("{path} cannot be read"));
    let starter = read("offline/single.js")?;
    let boot = started_here(&read("src/boot.js")?)?;
    let (glue, offers) = as_classic(&glue)?;

    let packed = |bytes: &[u8]| -> Result<String> { Ok(format!("'{}'", BASE64_STANDARD.encode(pack::gzip(bytes)?))) };
    // Before what is packed: its letters could spell any name that has nothing but letters.
    let starter = starter
        .replace("GLUE", &offers)
        .replace("SECOND_FILE", &packed(&fs::read(dist.join("evidence.json"))?)?)
        .replace("QUESTIONS_PART", &packed(&only(dist, "questions-", ".wasm")?)?)
        .replace("SHARED_PART", &packed(&only(dist, "shared-", ".wasm")?)?)
        .replace("LATE_PART", &packed(&only(dist, "late-", ".wasm")?)?)
        .replace("LINKS_PART", &packed(&only(dist, "links-", ".wasm")?)?)
        .replace("THE_PROGRAM", &packed(&program)?);
    let script = format!("(async()=>{{{glue}\n{starter}\n{boot}}})();");
    ensure!(!script.contains("</script") && !sheet.contains("</style"), "a part would end too early");

    let mut page = page;
    for (beginning, holding) in [
        ("<script ", "boot-"),
        ("<link ", "rel=modulepreload"),
        ("<link ", "rel=preload"),
        ("<link ", "rel=stylesheet"),
    ] {
        page = without_tag(&page, beginning, holding)?;
    }
    let page = page.replace("</script>", "");
    let (before, rest) = page.split_once("content=\"default-src").context("the page has no policy")?;
    let (_, rest) = rest.split_once('"').context("the policy has no end")?;
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        digest::sha256(script.as_bytes()),
        digest::sha256(sheet.as_bytes())
    );
    let page = format!("{before}content=\"{policy}\"{rest}");
    let (head, body) = page.split_once("</head>").context("the page has no head")?;
    let body = body.trim_end().trim_end_matches("</html>").trim_end_matches("</body>");
    let whole = format!("{head}<style>{sheet}</style></head>{body}<script>{script}</script></body></html>\n");
    ensure!(whole.len() <= AT_MOST_BYTES, "the single file weighs {} bytes, {AT_MOST_BYTES} at most", whole.len());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, whole)?;
    Ok(())
}

/// The one file of the folder with this beginning and this ending.
fn only(folder: &Path, beginning: &str, ending: &str) -> Result<Vec<u8>> {
    let names = fs::read_dir(folder)?.flatten().map(|it| it.file_name().to_string_lossy().into_owned());
    let found: Vec<String> = names.filter(|it| it.starts_with(beginning) && it.ends_with(ending)).collect();
    ensure!(found.len() == 1, "{} files are called {beginning}…{ending}", found.len());
    Ok(fs::read(folder.join(&found[0]))?)
}

/// The glue as a plain script, which knows no address of itself, and what it offers as an object. What it exports keeps
/// its name inside; `initSync` is called by that name alone.
fn as_classic(glue: &str) -> Result<(String, String)> {
    let (code, exports) = glue.trim_end().rsplit_once("export{").context("the glue exports nothing")?;
    let exports = exports.trim_end_matches(';').trim_end_matches('}').split(',');
    let exports: Vec<(&str, &str)> = exports.filter_map(|it| it.split_once(" as ")).collect();
    let name = exports.iter().find(|it| it.1 == "initSync").context("the glue does not export initSync")?.0;
    let mut offers: Vec<String> = exports.iter().map(|(inside, outside)| format!("{outside}:{inside}")).collect();
    offers.extend(code.split("export function ").skip(1).filter_map(|it| Some(it.split_once('(')?.0.to_owned())));
    let code = code.trim_end_matches(';').replace("import.meta.url", "location.href");
    let code = code.replace("export function ", "function ");
    Ok((format!("{code};const initSync={name};"), format!("{{{}}}", offers.join(","))))
}

/// The page's own start script, with the program from this file in the place of the two that it loads.
fn started_here(boot: &str) -> Result<String> {
    let (before, rest) = boot.split_once("  const [module, module_or_path] =").context("boot.js loads the program")?;
    let (_, rest) = rest.split_once("await module.default({ module_or_path });").context("boot.js starts it")?;
    let (above, below) = before.split_once("import('./offline.js')").context("boot.js keeps the page")?;
    Ok(format!("{above}{{}}{below}  const module = await start();{rest}"))
}

/// The page without the one tag that begins so and holds this.
fn without_tag(page: &str, beginning: &str, holding: &str) -> Result<String> {
    let starts = page.match_indices(beginning).map(|it| it.0);
    let tags = starts.filter_map(|start| Some((start, start + page[start..].find('>')? + 1)));
    let found: Vec<_> = tags.filter(|(start, end)| page[*start..*end].contains(holding)).collect();
    ensure!(found.len() == 1, "{} tags `{beginning}…` hold {holding}", found.len());
    let (start, end) = found[0];
    Ok(format!("{}{}", &page[..start], &page[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_becomes_a_plain_script() {
        let (classic, offers) =
            as_classic("export function ask(n){}u(import.meta.url);export{x as initSync};").unwrap();
        assert_eq!(classic, "function ask(n){}u(location.href);const initSync=x;");
        assert_eq!(offers, "{initSync:x,ask}");
        assert!(as_classic("let x=1;").is_err());
    }

    #[test]
    fn exactly_one_tag_goes() {
        let page = "<link href=a rel=preload><link href=b rel=icon>";
        assert_eq!(without_tag(page, "<link ", "rel=preload").unwrap(), "<link href=b rel=icon>");
        assert!(without_tag(page, "<link ", "rel=").is_err());
        assert!(without_tag(page, "<link ", "rel=stylesheet").is_err());
    }
}
