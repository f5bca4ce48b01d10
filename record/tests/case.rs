//! A case that cannot be read is refused, with the key and what was expected there.

use record::case::{CaseError, read, write_error};

fn error(line: &str) -> CaseError {
    read(line).map(|it| it.answers).expect_err(line)
}

#[test]
fn a_line_that_is_no_case_says_why() {
    let cases = [
        ("[1]", "got [1]"),
        (" 7.50 ", "got 7.50"),
        ("\"answers\"", "got \"answers\""),
        ("", "the text ends too early"),
        ("{\"answers\":{}", "the text ends too early"),
        ("{\"answers\":{},}", "expected a key in quotes"),
        ("{answers:{}}", "expected a key in quotes"),
        ("{\"answers\" {}}", "expected `:` after a key"),
        ("{\"answers\":{} \"id\":1}", "expected `,` or a closing bracket"),
        ("{\"answers\":{\"site\":[\"calf\",]}}", "expected a value"),
        ("{\"answers\":{\"severity\":NaN}}", "expected a value"),
        ("{\"answers\":{\"severity\":07}}", "got an invalid number"),
        ("{\"answers\":{\"when\":\"\\x\"}}", "got an invalid escape in a string"),
        ("{\"answers\":{\"when\":\"\t\"}}", "got a control character in a string"),
        ("{\"\\ud800\":1,\"answers\":{}}", "got half a surrogate pair in a string"),
        ("{\"answers\":{}} {}", "got more after the end"),
    ];
    for (line, what) in cases {
        assert_eq!(error(line).what, format!("expected a case as one JSON object; {what}"), "{line}");
    }
}

#[test]
fn a_key_that_is_missing_doubled_or_of_another_kind_is_named() {
    let cases = [
        ("{}", "answers: expected an object of answers; none given"),
        (r#"{"answers":7}"#, "answers: expected an object; got 7"),
        (r#"{"answers":["rf-pop"]}"#, r#"answers: expected an object; got ["rf-pop"]"#),
        (r#"{"answers":{"\ud800":1}}"#, "answers: expected an object; got half a surrogate pair in a string"),
        (r#"{"answers":{},"answers":{}}"#, "answers: expected each key once; given twice"),
        (r#"{"answers":{},"\u0061nswers":{}}"#, "answers: expected each key once; given twice"),
        (r#"{"id":1,"answers":{},"id":1}"#, "id: expected each key once; given twice"),
        (r#"{"answers":{"rf-pop":"yes","rf-pop":"yes"}}"#, "rf-pop: expected each key once; given twice"),
        (r#"{"answers":{"rf-pop":true}}"#, "rf-pop: expected one of yes, no, not-sure; got true"),
        (r#"{"answers":{"rf-pop":"\ud800"}}"#, r#"rf-pop: expected one of yes, no, not-sure; got "\ud800""#),
        (r#"{"answers":{"severity":7.0}}"#, "severity: expected a whole number from 0 to 10; got 7.0"),
        (r#"{"answers":{"rf-child":"yes"}}"#, "rf-child: expected a question of the questionnaire"),
    ];
    for (line, what) in cases {
        assert_eq!(error(line).what, what, "{line}");
    }
}

#[test]
fn the_id_is_told_as_it_came_also_where_the_rest_breaks_off() {
    let ids = ["7", "1e400", r#""a\u0062\ud800""#, r#"{"a": [1, 2]}"#, "null"];
    for id in ids {
        assert_eq!(read(&format!(r#"{{"id": {id} , "answers": {{}}}}"#)).unwrap().id, id);
        assert_eq!(error(&format!(r#"{{"id":{id},"answers":{{"#)).id, id);
        assert_eq!(error(&format!(r#"{{"id":{id},"answers":{{"rf-pop":1}}}}"#)).id, id);
    }
    assert_eq!(error(r#"{"answers":7,"id":7}"#).id, "7");
    assert_eq!(error(r#"{"answers":,"id":7}"#).id, "null");
}

#[test]
fn an_error_is_a_line_of_json() {
    let error = CaseError { id: "7".into(), what: "rf-pop: got \"a\\b\"\n\u{1}".into() };
    let line = write_error(&error, 3);
    assert_eq!(line, r#"{"id":7,"error":"rf-pop: got \"a\\b\"\n\u0001","line":3}"#);
    let read: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(read["error"], error.what);
}
