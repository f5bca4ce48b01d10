//! JSON, as much of it as the written forms need: an object as keys with values, a list, a string.
//!
//! A value stays the text it is until somebody asks what is in it, so that one part that makes no sense does not lose
//! the rest, and no number is ever rounded. Plain functions over one kind of text: the page loads them.

use std::borrow::Cow;
use std::mem::take;

/// The keys of an object and the texts of their values, in the order given.
pub(crate) type Pairs<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// Why a text is not the JSON that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is JSON so far, but of another kind.
    Other,
    /// It ends too early.
    End,
    /// No value starts where one should.
    Value,
    /// A key is not in quotes.
    Key,
    /// No colon follows a key.
    Colon,
    /// Neither a comma nor the closing bracket follows a value.
    Comma,
    /// A number as JSON does not write it.
    Number,
    /// A backslash before something that JSON does not escape.
    Escape,
    /// A line break or another control character in a string.
    Control,
    /// Half of a pair of escapes that only together are a character.
    Surrogate,
    /// Something follows the end.
    Trailing,
}

impl Fault {
    /// What was expected or found; for developers.
    pub fn what(self) -> &'static str {
        match self {
            Fault::Other => "got another kind of value",
            Fault::End => "the text ends too early",
            Fault::Value => "expected a value",
            Fault::Key => "expected a key in quotes",
            Fault::Colon => "expected `:` after a key",
            Fault::Comma => "expected `,` or a closing bracket",
            Fault::Number => "got an invalid number",
            Fault::Escape => "got an invalid escape in a string",
            Fault::Control => "got a control character in a string",
            Fault::Surrogate => "got half a surrogate pair in a string",
            Fault::Trailing => "got more after the end",
        }
    }
}

/// Reads an object.
///
/// # Errors
///
/// [`Fault`] for anything else, and for half a surrogate pair in a key. In a value, [`string`] finds it.
pub(crate) fn pairs(text: &str) -> Result<Pairs<'_>, Fault> {
    let mut reader = Reader::new(text);
    let mut pairs = Pairs::new();
    reader.open(b'{')?;
    while let Some(key) = reader.key()? {
        pairs.push((key, reader.value()?));
    }
    reader.end().map(|()| pairs)
}

/// Reads a list as the texts of its values.
///
/// # Errors
///
/// [`Fault`] for anything else.
pub(crate) fn list(text: &str) -> Result<Vec<&str>, Fault> {
    let mut reader = Reader::new(text);
    let mut values = Vec::new();
    reader.list(&mut values)?;
    reader.end().map(|()| values)
}

/// Reads a string, borrowed where it has no escapes.
///
/// # Errors
///
/// [`Fault`] for anything else, and for half a surrogate pair.
pub(crate) fn string(text: &str) -> Result<Cow<'_, str>, Fault> {
    let mut reader = Reader::new(text);
    reader.open(b'"')?;
    let string = reader.string(true)?;
    reader.end().map(|()| string)
}

/// Reads a list of strings.
///
/// # Errors
///
/// [`Fault`] for anything else, also where one of them is no string.
pub(crate) fn strings(text: &str) -> Result<Vec<Cow<'_, str>>, Fault> {
    list(text)?.into_iter().map(string).collect()
}

/// `text` as a string of JSON, in its quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for it in text.chars() {
        let escape = match it {
            '"' | '\\' => it,
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\0'..' ' => 'u',
            _ => {
                out.push(it);
                continue;
            }
        };
        out.push('\\');
        out.push(escape);
        if escape == 'u' {
            out.push_str(if it < '\u{10}' { "000" } else { "001" });
            out.push(b"0123456789abcdef"[it as usize & 15].into());
        }
    }
    out.push('"');
    out
}

/// A place in a text, for whoever keeps what came before a fault. After a fault there is nothing more to read.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Whether a bracket was opened just before: no comma then.
    is_first: bool,
    /// The brackets that close what is open inside a value, the innermost last. On the heap, so that nothing lies too
    /// deep.
    closing: Vec<u8>,
}

impl<'a> Reader<'a> {
    /// At the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, is_first: false, closing: Vec::new() }
    }

    /// Steps behind `mark`, which starts an object, a list or a string. [`Fault::Other`] for any other value.
    pub fn open(&mut self, mark: u8) -> Result<(), Fault> {
        self.space();
        if !self.step_over(mark) {
            self.value()?;
            return Err(Fault::Other);
        }
        self.is_first = true;
        Ok(())
    }

    /// The next key of an object, stepping behind its colon; `None` behind the last pair.
    pub fn key(&mut self) -> Result<Option<Cow<'a, str>>, Fault> {
        if self.more(b'}')? { self.before_colon(true).map(Some) } else { Ok(None) }
    }

    /// Reads a list into `values`: as far as it goes, where a fault follows.
    pub fn list(&mut self, values: &mut Vec<&'a str>) -> Result<(), Fault> {
        self.open(b'[')?;
        while self.more(b']')? {
            values.push(self.value()?);
        }
        Ok(())
    }

    /// The text of the next value, without the space around it.
    ///
    /// Half a surrogate pair in one of its strings is passed over here: whoever reads that string is told.
    pub fn value(&mut self) -> Result<&'a str, Fault> {
        self.space();
        let start = self.at;
        self.begin()?;
        while let Some(&close) = self.closing.last() {
            if self.more(close)? {
                if close == b'}' {
                    self.before_colon(false)?;
                }
                self.begin()?;
            } else {
                self.closing.pop();
            }
        }
        Ok(self.since(start))
    }

    /// Nothing but space follows.
    pub fn end(&mut self) -> Result<(), Fault> {
        self.space();
        if self.at == self.text.len() { Ok(()) } else { Err(Fault::Trailing) }
    }

    /// Steps over a value, or into it where it is an object or a list.
    fn begin(&mut self) -> Result<(), Fault> {
        self.space();
        let word = match self.peek() {
            Some(b'"') => {
                self.at += 1;
                return self.string(false).map(|_| ());
            }
            Some(it @ (b'[' | b'{')) => {
                self.at += 1;
                self.is_first = true;
                // The bracket that closes lies two further on in ASCII.
                self.closing.push(it + 2);
                return Ok(());
            }
            Some(b'-' | b'0'..=b'9') => return self.number(),
            Some(b't') => "true",
            Some(b'f') => "false",
            Some(b'n') => "null",
            Some(_) => return Err(Fault::Value),
            None => return Err(Fault::End),
        };
        word.bytes().try_for_each(|it| self.expect(it, Fault::Value))
    }

    /// Whether another value comes before `close`. Steps behind the comma, or behind `close`.
    fn more(&mut self, close: u8) -> Result<bool, Fault> {
        self.space();
        let is_first = take(&mut self.is_first);
        if self.step_over(close) {
            return Ok(false);
        }
        if !is_first {
            self.expect(b',', Fault::Comma)?;
        }
        Ok(true)
    }

    /// Steps behind a key and its colon, and gives the key where it is wanted.
    fn before_colon(&mut self, is_wanted: bool) -> Result<Cow<'a, str>, Fault> {
        self.space();
        self.expect(b'"', Fault::Key)?;
        let key = self.string(is_wanted)?;
        self.space();
        self.expect(b':', Fault::Colon)?;
        Ok(key)
    }

    /// The string whose opening quote is behind us. Where it is not wanted, it is only looked at.
    fn string(&mut self, is_wanted: bool) -> Result<Cow<'a, str>, Fault> {
        let mut start = self.at;
        let mut out = String::new();
        while let Some(it) = self.peek() {
            if !matches!(it, b'"' | b'\\' | 0..b' ') {
                self.at += 1;
                continue;
            }
            let plain = self.since(start);
            self.at += 1;
            match it {
                b'"' if out.is_empty() => return Ok(Cow::Borrowed(plain)),
                b'"' => {
                    out.push_str(plain);
                    return Ok(Cow::Owned(out));
                }
                b'\\' if is_wanted => {
                    out.push_str(plain);
                    out.push(self.escaped()?);
                    start = self.at;
                }
                b'\\' => drop(self.escape()?),
                _ => return Err(Fault::Control),
            }
        }
        Err(Fault::End)
    }

    /// The character whose first backslash is behind us.
    fn escaped(&mut self) -> Result<char, Fault> {
        let mut code = self.escape()?;
        if let 0xd800..0xdc00 = code {
            // Two halves of ten bits are one character.
            code = match self.step_over(b'\\').then(|| self.escape()).transpose()? {
                Some(low @ 0xdc00..0xe000) => 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00)),
                _ => return Err(Fault::Surrogate),
            };
        }
        char::from_u32(code).ok_or(Fault::Surrogate)
    }

    /// The code of the escape whose backslash is behind us.
    fn escape(&mut self) -> Result<u32, Fault> {
        let it = self.peek().ok_or(Fault::End)?;
        self.at += 1;
        let code = match it {
            b'"' | b'\\' | b'/' => it,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'f' => 12,
            b'r' => b'\r',
            b'u' => {
                let mut code = 0;
                for _ in 0..4 {
                    let digit = char::from(self.peek().ok_or(Fault::End)?).to_digit(16);
                    code = code << 4 | digit.ok_or(Fault::Escape)?;
                    self.at += 1;
                }
                return Ok(code);
            }
            _ => return Err(Fault::Escape),
        };
        Ok(code.into())
    }

    fn number(&mut self) -> Result<(), Fault> {
        self.step_over(b'-');
        // A zero in front stands alone: 07 is no number.
        let is_zero = self.peek() == Some(b'0');
        if 1 < self.digits()? && is_zero {
            return Err(Fault::Number);
        }
        if self.step_over(b'.') {
            self.digits()?;
        }
        if self.step_over(b'e') || self.step_over(b'E') {
            let _sign = self.step_over(b'+') || self.step_over(b'-');
            self.digits()?;
        }
        Ok(())
    }

    /// Steps over one digit or more, and gives how many.
    fn digits(&mut self) -> Result<usize, Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        match self.at - start {
            0 => Err(if self.peek().is_some() { Fault::Number } else { Fault::End }),
            n_digits => Ok(n_digits),
        }
    }

    fn expect(&mut self, mark: u8, fault: Fault) -> Result<(), Fault> {
        match self.step_over(mark) {
            true => Ok(()),
            false => Err(if self.peek().is_some() { fault } else { Fault::End }),
        }
    }

    fn step_over(&mut self, mark: u8) -> bool {
        let is_there = self.peek() == Some(mark);
        self.at += usize::from(is_there);
        is_there
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn since(&self, start: usize) -> &'a str {
        // Both are places between letters.
        self.text.get(start..self.at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
