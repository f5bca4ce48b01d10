//! A day to look again, as a file that any calendar takes in (iCalendar, RFC 5545). Pure: the time comes in as text.

/// The longest line, in bytes without its end (RFC 5545, 3.1).
const LINE_AT_MOST: usize = 75;

/// A whole day with a reminder in the morning.
pub struct Day<'a> {
    /// Its name among all events; the same name again replaces it.
    pub id: &'a str,
    /// Now, such as `2026-11-22T03:10:00.000Z`.
    pub now: &'a str,
    /// The day, such as `2026-12-20`.
    pub day: &'a str,
    /// What the calendar shows. Others may see it: nothing of a person's answers belongs here.
    pub title: &'a str,
    /// What it says below.
    pub about: &'a str,
}

/// The file. It keeps no time of the day busy, and asks calendars that share to keep it private.
#[inline(never)]
pub fn file(it: &Day<'_>) -> String {
    let mut out = [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Crampwise//Leg cramp self-assessment//EN\r\nBEGIN:VEVENT\r\nUID:",
        it.id,
        "@crampwise\r\nDTSTAMP:",
        // The moment to the second.
        &digits(it.now, 19),
        "Z\r\nDTSTART;VALUE=DATE:",
        &digits(it.day, 10),
        "\r\nDURATION:P1D\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\n",
    ]
    .concat();
    line(&mut out, "SUMMARY:", it.title);
    line(&mut out, "DESCRIPTION:", it.about);
    out.push_str("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT9H\r\n");
    line(&mut out, "DESCRIPTION:", it.title);
    out.push_str("END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    out
}

/// The first letters of a time, without what stands between its numbers.
#[inline(never)]
fn digits(text: &str, length: usize) -> String {
    text.chars().take(length).filter(char::is_ascii_alphanumeric).collect()
}

/// Adds a line with a text, folded where it is long and never within a character. A line that goes on begins with a
/// space.
#[inline(never)]
fn line(out: &mut String, name: &str, text: &str) {
    out.push_str(name);
    let mut room = LINE_AT_MOST - name.len();
    for it in text.chars() {
        // Some letters have a meaning in a calendar, and a text cannot break the line.
        let (before, it) = match it {
            '\\' | ',' | ';' => ("\\", it),
            '\n' => ("\\", 'n'),
            _ => ("", it),
        };
        let size = before.len() + it.len_utf8();
        if room < size {
            out.push_str("\r\n ");
            room = LINE_AT_MOST - 1;
        }
        out.push_str(before);
        out.push(it);
        room -= size;
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Day<'static> = Day {
        id: "01KAMZ41R0TSV4RRFFQ69G5FAV",
        now: "2026-11-22T03:10:07.123Z",
        day: "2026-12-20",
        title: "Look at your leg cramps again",
        about: "Answer the questions again, and see what has changed.",
    };

    #[test]
    fn the_file_is_word_for_word_as_calendars_read_it() {
        let expected = "\
            BEGIN:VCALENDAR\r\n\
            VERSION:2.0\r\n\
            PRODID:-//Crampwise//Leg cramp self-assessment//EN\r\n\
            BEGIN:VEVENT\r\n\
            UID:01KAMZ41R0TSV4RRFFQ69G5FAV@crampwise\r\n\
            DTSTAMP:20261122T031007Z\r\n\
            DTSTART;VALUE=DATE:20261220\r\n\
            DURATION:P1D\r\n\
            CLASS:PRIVATE\r\n\
            TRANSP:TRANSPARENT\r\n\
            SUMMARY:Look at your leg cramps again\r\n\
            DESCRIPTION:Answer the questions again\\, and see what has changed.\r\n\
            BEGIN:VALARM\r\n\
            ACTION:DISPLAY\r\n\
            TRIGGER:PT9H\r\n\
            DESCRIPTION:Look at your leg cramps again\r\n\
            END:VALARM\r\n\
            END:VEVENT\r\n\
            END:VCALENDAR\r\n";
        assert_eq!(file(&DAY), expected);
    }

    fn written(text: &str) -> String {
        let mut out = String::new();
        line(&mut out, "NAME:", text);
        out
    }

    #[test]
    fn what_has_a_meaning_in_a_calendar_is_escaped() {
        assert_eq!(written("a, b; c\\d\ne: f"), "NAME:a\\, b\\; c\\\\d\\ne: f\r\n");
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_the_same() {
        for text in ["x".repeat(300), "Schön ".repeat(60), "🦵".repeat(90), ",".repeat(99)] {
            let whole = written(&text);
            for line in whole.split_terminator("\r\n") {
                assert!(line.len() <= LINE_AT_MOST, "{line}");
                assert!(!line.contains(['\r', '\n']));
                assert_eq!(line.matches('\\').count(), line.matches(',').count(), "an escape stays in one piece");
            }
            let unfolded = whole.replace("\r\n ", "").replace('\\', "");
            assert_eq!(unfolded, ["NAME:", &text, "\r\n"].concat());
        }
        // Exactly 75 bytes stay on one line.
        assert_eq!(written(&"x".repeat(70)), ["NAME:", &"x".repeat(70), "\r\n"].concat());
        assert_eq!(written(&"x".repeat(71)), ["NAME:", &"x".repeat(70), "\r\n x\r\n"].concat());
    }
}
