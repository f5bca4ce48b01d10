//! A team's board: who comes first, what is one reply and what is two, and that nothing that is kept is lost.

use engine::{Answers, Tier};
use record::history::{ReadError, Ulid};
use record::link::{Cadence, Channel, Extras, Link, Preset, Sender, Told};
use record::team::{Added, Athlete, Board, Standing, read_athlete, read_backup, write_athlete, write_backup};

const TEAM: u32 = 7;
const TODAY: u16 = 2500;
/// Noon of that day.
const NOW: u64 = (18_262 + 2500) * 86_400_000 + 43_200_000;

/// A reply from this browser, `days` ago, of somebody who says these things.
fn reply(name: &str, device: u32, days: u16, said: &[(&str, &str)], tier: Tier) -> Link {
    let mut answers = Answers::default();
    said.iter().for_each(|(id, code)| answers.choose(id, code).unwrap());
    let day = TODAY - days;
    let entry = Ulid::new(u64::from(day) * 86_400_000, [device as u8; 10]);
    let sender = Some(Sender { entry, device, team: TEAM });
    Link::Result { told: Told { name: name.to_owned(), sender, ..Told::new(day, &answers) }, tier }
}

fn board(replies: Vec<Link>) -> Board {
    let mut board = Board::new(TEAM);
    for it in replies {
        assert!(matches!(board.add(it, NOW), Added::New(_) | Added::NewAthlete(_)));
    }
    board
}

fn order(board: &Board, cadence: Cadence) -> Vec<(&str, Standing)> {
    board.rows(cadence, TODAY).into_iter().map(|it| (&*board.athletes[it.at].name, it.standing)).collect()
}

#[test]
fn who_needs_help_comes_first_then_who_is_missed_then_who_changed() {
    let board = board(vec![
        reply("Zoe", 1, 0, &[], Tier::SelfCare),
        reply("Ann", 2, 0, &[], Tier::Soon),
        reply("Bob", 3, 8, &[], Tier::SelfCare),
        reply("Cem", 4, 1, &[], Tier::SelfCare),
        reply("Cem", 4, 0, &[], Tier::Soon),
        reply("Dan", 5, 0, &[("rf-pop", "yes")], Tier::SelfCare),
        reply("Eva", 6, 30, &[("rf-collapse", "yes")], Tier::SelfCare),
        reply("Fay", 7, 1, &[("rf-frequent", "yes")], Tier::Soon),
        reply("Fay", 7, 0, &[("rf-numb-feet", "yes")], Tier::Soon),
    ]);
    let weekly = order(&board, Cadence::Weekly);
    let expected = [
        ("Eva", Standing::Help),
        ("Dan", Standing::Help),
        ("Bob", Standing::Silent),
        ("Cem", Standing::Changed),
        ("Fay", Standing::Changed),
        ("Ann", Standing::Rest),
        ("Zoe", Standing::Rest),
    ];
    assert_eq!(weekly, expected, "an emergency stays first, however old");
    assert_eq!(order(&board, Cadence::Once)[2], ("Cem", Standing::Changed), "who answers once is not missed");
    assert_eq!(order(&board, Cadence::Daily)[2], ("Bob", Standing::Silent));
}

#[test]
fn the_tier_is_the_higher_of_what_was_sent_and_what_the_answers_lead_to() {
    let board = board(vec![
        reply("Low", 1, 0, &[("rf-pop", "yes")], Tier::SelfCare),
        reply("High", 2, 0, &[], Tier::Emergency),
    ]);
    assert_eq!(board.athletes[0].replies[0].tier, Tier::Urgent);
    assert_eq!(board.athletes[1].replies[0].tier, Tier::Emergency);
}

#[test]
fn the_same_reply_twice_is_one_and_what_is_not_for_this_team_is_not_taken() {
    let mut board = board(vec![reply("Ana", 1, 3, &[], Tier::Soon)]);
    assert_eq!(board.add(reply("Ana", 1, 3, &[], Tier::Soon), NOW), Added::Seen);
    assert_eq!(
        board.add(reply(" ANA  ", 1, 3, &[], Tier::Soon), 2),
        Added::Seen,
        "capitals and spaces are no other name"
    );
    assert_eq!(board.add(reply("Ana", 1, 2, &[], Tier::Soon), NOW), Added::New(0));
    assert_eq!(board.add(reply("Anna", 1, 2, &[], Tier::Soon), NOW), Added::NewAthlete(1));
    let Link::Result { told, tier } = reply("Ana", 1, 1, &[], Tier::Soon) else { unreachable!() };
    let elsewhere = Told { sender: told.sender.map(|it| Sender { team: 8, ..it }), ..told.clone() };
    assert_eq!(board.add(Link::Result { told: elsewhere, tier }, NOW), Added::OtherTeam);
    assert_eq!(board.add(Link::Result { told: Told { sender: None, ..told.clone() }, tier }, NOW), Added::NoReply);
    assert_eq!(board.add(Link::Answers(told), NOW), Added::NoReply);
    assert_eq!(board.athletes.len(), 2);
}

#[test]
fn replies_stand_by_their_day_however_they_come() {
    let board = board([4, 1, 9, 2].map(|days| reply("Ana", 1, days, &[], Tier::Soon)).into());
    let days: Vec<u16> = board.athletes[0].replies.iter().map(|it| TODAY - it.told.day).collect();
    assert_eq!(days, [9, 4, 2, 1]);
}

#[test]
fn another_browser_under_a_name_is_asked_about_and_can_be_kept_together_or_apart() {
    let replies = || vec![reply("Ana", 1, 3, &[], Tier::Soon), reply("Ana", 2, 2, &[], Tier::Urgent)];
    let mut one = board(replies());
    assert_eq!(one.rows(Cadence::Weekly, TODAY)[0].other_device, Some(2));
    one.keep_together(0, 2);
    assert_eq!(one.rows(Cadence::Weekly, TODAY)[0].other_device, None);
    assert_eq!(one.athletes.len(), 1);

    let mut two = board(replies());
    assert_eq!(two.keep_apart(0, 2), Some(1));
    assert_eq!(two.athletes.iter().map(|it| it.replies.len()).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(two.add(reply("Ana", 2, 1, &[], Tier::Soon), NOW), Added::New(1), "known by the browser from then on");
    assert_eq!(two.add(reply("Ana", 1, 1, &[], Tier::Soon), NOW), Added::New(0));
    assert_eq!(two.add(reply("Ana", 1, 1, &[], Tier::Soon), NOW), Added::Seen);
    assert!(two.rows(Cadence::Weekly, TODAY).iter().all(|it| it.other_device.is_none()));
    assert_eq!(two.keep_apart(9, 1), None);
}

#[test]
fn somebody_whose_sharing_was_ended_is_not_added_to_nor_missed() {
    let mut board = board(vec![reply("Ana", 1, 30, &[], Tier::Soon)]);
    board.athletes[0].is_ended = true;
    assert_eq!(board.add(reply("Ana", 1, 1, &[], Tier::Emergency), NOW), Added::Ended(0));
    assert_eq!(order(&board, Cadence::Daily), [("Ana", Standing::Rest)]);
}

#[test]
fn a_new_name_is_shown_and_the_old_one_goes_on_being_known() {
    let mut board = board(vec![reply("Ana", 1, 3, &[], Tier::Soon)]);
    board.rename(0, "  Ana M.\u{202e} ");
    assert_eq!(board.athletes[0].name, "Ana M.");
    board.rename(0, " ");
    assert_eq!(board.athletes[0].name, "Ana M.", "nobody is called nothing");
    assert_eq!(board.add(reply("ana", 1, 2, &[], Tier::Soon), NOW), Added::New(0));
}

#[test]
fn what_a_group_shares_is_counted_among_those_who_sent_it_lately() {
    let run = [("for-whom", "self"), ("intent", "recurrent"), ("when", "during-exercise")];
    let with = |more: &[(&'static str, &'static str)]| [&run[..], more].concat();
    let board = board(vec![
        reply("Ana", 1, 0, &with(&[("conditions", "hot"), ("load-change", "much-more")]), Tier::Soon),
        reply("Ben", 2, 0, &with(&[("conditions", "cold")]), Tier::Soon),
        reply("Cem", 3, 7, &with(&[("conditions", "hot-humid")]), Tier::Soon),
        reply("Old", 4, 8, &with(&[("conditions", "hot")]), Tier::Soon),
        reply("Dan", 5, 0, &run, Tier::Soon),
    ]);
    let shared: Vec<_> =
        board.shared(TODAY).into_iter().map(|it| (Board::SHARED[it.what].0.code(), it.n, it.of)).collect();
    assert_eq!(shared, [("conditions", 2, 3), ("load-change", 1, 1)]);
}

#[test]
fn a_table_holds_no_formula_and_keeps_quotes_commas_and_lines() {
    let board =
        board(vec![reply("=HYPERLINK(\"x\")", 1, 1, &[], Tier::Soon), reply("A, \"B\"", 2, 0, &[], Tier::Urgent)]);
    let table = board.table(&["Name", "Tier"], |it| vec![it.tier.code().to_owned()]);
    assert_eq!(table, "\"Name\",\"Tier\"\r\n\"'=HYPERLINK(\"\"x\"\")\",\"soon\"\r\n\"A, \"\"B\"\"\",\"urgent\"\r\n");
    for start in ["=", "+", "-", "@"] {
        let it = self::board(vec![reply(&format!("{start}1"), 1, 1, &[], Tier::Soon)]);
        assert!(it.table(&["Name"], |_| vec![]).contains(&format!("\"'{start}1\"")), "{start}");
    }
}

fn preset() -> Preset {
    let (cadence, extras, channel) = (Cadence::Weekly, Extras::default(), Channel::Show);
    Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key: Some([4; 65]) }
}

#[test]
fn what_is_written_is_read_again_and_a_line_that_cannot_be_read_costs_no_other() {
    let board = board(vec![
        reply("Ana", 1, 3, &[("rf-pop", "yes")], Tier::Soon),
        reply("Ana", 1, 2, &[], Tier::Soon),
        reply("Ben", 2, 1, &[], Tier::Urgent),
    ]);
    for athlete in &board.athletes {
        assert_eq!(read_athlete(&write_athlete(athlete)), Ok(athlete.clone()));
    }
    let text = write_athlete(&board.athletes[0]).replacen("r1.", "r9.", 1);
    let half = read_athlete(&text).unwrap();
    assert_eq!((half.replies.len(), half.unread.len()), (1, 1));
    let again = read_athlete(&write_athlete(&half)).unwrap();
    assert_eq!((&again, &again.unread), (&half, &vec![text.lines().nth(6).unwrap().to_owned()]), "as it was");

    let backup = write_backup(&preset(), "k1.AAAA.00000", &board);
    let expected = Ok((preset(), "k1.AAAA.00000".to_owned(), board.clone(), 0));
    assert_eq!(read_backup(&backup).map(|it| (it.0, it.1, Board { team: TEAM, ..it.2 }, it.3)), expected);
    assert_eq!(
        read_backup(&backup.replace('\n', "\r\n")).unwrap().2.athletes.len(),
        2,
        "as some mail programs leave it"
    );
    let alone = read_backup(&write_backup(&preset(), "", &board)).unwrap();
    assert_eq!(
        (alone.1, alone.2.athletes, alone.3),
        (String::new(), board.athletes.clone(), 0),
        "replies without a key"
    );
    let broken = backup.replacen("\n1\n0\n", "\nx\n0\n", 1);
    let read = read_backup(&broken).unwrap();
    assert_eq!((read.2.athletes.len(), read.3), (1, 1));
    let mut board = read.2;
    assert!(write_backup(&preset(), "", &board).contains("\n\nx\n0\n"), "as it was");
    let taken = board.unread[0].0;
    let Added::NewAthlete(new) = board.add(reply_to(board.team, "Cem", 4), 1) else { panic!("somebody new") };
    assert_ne!(new, taken, "nobody is written over whoever cannot be read");
    assert_eq!(board.written(taken).as_deref(), Some(&*board.unread[0].1));
    assert_eq!(board.written(new), Some(write_athlete(board.athletes.last().unwrap())));
    assert_eq!(board.written(99), None);
}

#[test]
fn an_athlete_without_browsers_or_a_name_is_read_again_and_cuts_no_file_in_two() {
    let mut board = board(vec![reply("Ana", 1, 3, &[], Tier::Soon), reply("Ben", 2, 1, &[], Tier::Urgent)]);
    board.athletes[0].devices.clear();
    let ana = board.athletes[0].clone();
    assert_eq!(read_athlete(&write_athlete(&ana)), Ok(ana.clone()));
    let alone = Athlete { replies: Vec::new(), ..ana.clone() };
    assert_eq!(read_athlete(&write_athlete(&alone)), Ok(alone.clone()));
    // As it was written once.
    let older = write_athlete(&alone).replace("\n-", "\n");
    assert_eq!(read_athlete(&older), Ok(alone));
    let nameless = write_athlete(&ana).replace("Ana", "");
    let nameless = read_athlete(&nameless).unwrap();
    assert_eq!((&*nameless.name, nameless.replies.len()), ("?", 1));
    board.athletes.push(Athlete { id: 7, ..nameless });
    let again = read_backup(&write_backup(&preset(), "", &board)).unwrap();
    assert_eq!((again.2.athletes, again.3), (board.athletes, 0));
}

/// A reply to the team with this number.
fn reply_to(team: u32, name: &str, device: u32) -> Link {
    let Link::Result { told, tier } = reply(name, device, 0, &[], Tier::Soon) else { unreachable!() };
    Link::Result { told: Told { sender: told.sender.map(|it| Sender { team, ..it }), ..told }, tier }
}

#[test]
fn a_file_adds_what_it_knows_and_takes_nothing_away() {
    let file = board(vec![
        reply("Ana", 1, 9, &[], Tier::Soon),
        reply("Ana", 1, 3, &[], Tier::Soon),
        reply("Ben", 2, 5, &[], Tier::Urgent),
    ]);
    let mut here = board(vec![reply("Cem", 3, 1, &[], Tier::Soon), reply(" ana", 1, 3, &[], Tier::Soon)]);
    here.rename(1, "Ana M.");
    assert_eq!(here.take_in(file.clone()), [1, 2], "who has more than before");
    let seen: Vec<(u32, &str, usize)> = here.athletes.iter().map(|it| (it.id, &*it.name, it.replies.len())).collect();
    assert_eq!(seen, [(0, "Cem", 1), (1, "Ana M.", 2), (2, "Ben", 1)]);
    assert_eq!(here.athletes[1].replies[0].told.day, TODAY - 9, "by their day");
    assert_eq!(here.take_in(file), [0; 0], "once");
    let unread = Board { unread: vec![(1, "2\nfrom a newer page".to_owned())], ..Board::new(TEAM) };
    assert_eq!(here.take_in(unread.clone()), [3]);
    assert_eq!(here.take_in(unread), [0; 0]);
    assert_eq!(here.written(3).as_deref(), Some("2\nfrom a newer page"));
}

#[test]
fn the_last_reply_is_told_by_the_rules_of_today() {
    let mut board = board(vec![
        reply("Ana", 1, 2, &[("rf-pop", "yes")], Tier::Soon),
        reply("Ana", 1, 1, &[("rf-pop", "yes")], Tier::Soon),
        reply("Ben", 2, 1, &[], Tier::Emergency),
    ]);
    // As rules that did not know the sign had left them.
    board.athletes[0].replies.iter_mut().for_each(|it| it.tier = Tier::Soon);
    board.assess_again();
    let tiers: Vec<Tier> = board.athletes[0].replies.iter().map(|it| it.tier).collect();
    assert_eq!(tiers, [Tier::Soon, Tier::Urgent], "what was told earlier stays as it was");
    assert_eq!(board.athletes[1].replies[0].tier, Tier::Emergency, "and it never falls");
}

#[test]
fn what_is_no_board_or_a_newer_one_is_told_apart() {
    assert_eq!(read_athlete("2\n1").unwrap_err(), ReadError::NewerVersion { version: 2 });
    assert_eq!(read_backup("Crampwise team 2\nx").unwrap_err(), ReadError::NewerVersion { version: 2 });
    for text in ["", "x", "{}", "1", "1\nx", "1\n0\non\nAna"] {
        assert!(matches!(read_athlete(text), Err(ReadError::Damaged { .. })), "{text}");
        assert!(matches!(read_backup(text), Err(ReadError::Damaged { .. })), "{text}");
    }
    assert!(matches!(read_backup("Crampwise team 1\nr1.A.00000\nk"), Err(ReadError::Damaged { .. })));
}

#[test]
fn an_athlete_of_version_1_is_read_as_it_was_written() {
    let athlete = read_athlete(include_str!("saved/athlete-1.txt")).unwrap();
    assert_eq!((athlete.id, &*athlete.name, athlete.is_ended, athlete.unread.len()), (3, "Ana M.", true, 0));
    assert_eq!((&*athlete.answers_as, &*athlete.devices, athlete.replies.len()), ("Ana", &[7, 4_000_000_000][..], 2));
    assert_eq!((athlete.replies[0].told.day, athlete.replies[1].tier), (2500, Tier::Urgent));
}

#[test]
fn five_hundred_athletes_with_fifty_replies_each_are_quick() {
    let mut big = Board::new(TEAM);
    for athlete in 0..500 {
        for days in 0..50 {
            big.add(reply(&format!("Athlete {athlete}"), athlete, days, &[], Tier::SelfCare), NOW);
        }
    }
    let begun = std::time::Instant::now();
    assert_eq!(big.rows(Cadence::Weekly, TODAY).len(), 500);
    big.shared(TODAY);
    let rows = begun.elapsed();
    let begun = std::time::Instant::now();
    assert_eq!(big.add(reply("Athlete 499", 499, 0, &[], Tier::SelfCare), NOW), Added::Seen);
    let one_more = begun.elapsed();
    println!("500 athletes with 50 replies each: the order in {rows:?}, one more reply in {one_more:?}");
    assert!(rows.as_millis() < 100 && one_more.as_millis() < 50, "{rows:?} {one_more:?}");
}

#[test]
fn a_result_that_was_answered_further_and_sent_again_is_another_reply() {
    let mut board = board(vec![reply("Ana", 1, 0, &[], Tier::SelfCare)]);
    assert_eq!(board.add(reply("Ana", 1, 0, &[("rf-collapse", "yes")], Tier::Emergency), NOW), Added::New(0));
    assert_eq!(order(&board, Cadence::Weekly), [("Ana", Standing::Help)]);
    assert_eq!(board.add(reply("Ana", 1, 0, &[], Tier::SelfCare), NOW), Added::Seen, "the first one is there still");
    assert_eq!(order(&board, Cadence::Weekly), [("Ana", Standing::Help)]);
}

#[test]
fn a_clock_that_is_wrong_hides_no_later_reply() {
    let future = |told: &mut Link| {
        if let Link::Result { told, .. } = told {
            told.day = TODAY + 400;
        }
    };
    let mut first = reply("Ana", 1, 0, &[], Tier::SelfCare);
    future(&mut first);
    let mut board = Board::new(TEAM);
    board.add(first, NOW - 9 * 86_400_000);
    assert_eq!(order(&board, Cadence::Weekly), [("Ana", Standing::Silent)], "nor is it an answer of today");
    board.add(reply("Ana", 1, 0, &[("rf-collapse", "yes")], Tier::Emergency), NOW);
    assert_eq!(order(&board, Cadence::Weekly), [("Ana", Standing::Help)]);
}

#[test]
fn while_nobody_knows_whether_two_browsers_are_one_person_the_more_pressing_reply_is_told() {
    let mut board = board(vec![
        reply("Ana", 1, 1, &[("rf-collapse", "yes")], Tier::Emergency),
        reply("Ana", 2, 0, &[], Tier::SelfCare),
    ]);
    let row = board.rows(Cadence::Weekly, TODAY)[0];
    assert_eq!((row.standing, row.reply, row.days, row.other_device), (Standing::Help, Some(0), Some(1), Some(2)));
    board.keep_together(0, 2);
    let row = board.rows(Cadence::Weekly, TODAY)[0];
    assert_eq!((row.standing, row.reply), (Standing::Changed, Some(1)), "one person, who is better now");
}

#[test]
fn somebody_of_whom_nothing_can_be_read_stays_on_the_board() {
    let mut board = board(vec![reply("Ana", 1, 1, &[], Tier::Soon)]);
    board.athletes[0].replies.clear();
    let row = board.rows(Cadence::Weekly, TODAY)[0];
    assert_eq!((row.standing, row.reply), (Standing::Silent, None));
}

#[test]
fn a_reply_without_a_name_is_on_the_board_and_in_its_file() {
    let mut board = board(vec![reply("", 1, 1, &[], Tier::Soon), reply("Ana", 2, 1, &[], Tier::Soon)]);
    assert_eq!(board.add(reply("", 1, 0, &[], Tier::Soon), NOW), Added::New(0), "the same nobody");
    let (_, _, read, n_lost) = read_backup(&write_backup(&preset(), "k", &board)).unwrap();
    assert_eq!((read.athletes, n_lost), (board.athletes, 0));
}

#[test]
fn whatever_number_a_file_gives_nobody_takes_the_place_of_another() {
    let mut other = board(vec![reply("Ana", 1, 1, &[], Tier::Soon), reply("Ben", 2, 1, &[], Tier::Soon)]);
    other.athletes.iter_mut().for_each(|it| it.id = u32::MAX);
    let mut here = Board::new(TEAM);
    assert_eq!(here.take_in(other).len(), 2);
    here.athletes[0].id = u32::MAX;
    assert!(matches!(here.add(reply("Cem", 3, 1, &[], Tier::Soon), NOW), Added::NewAthlete(_)));
    let mut ids: Vec<u32> = here.ids().collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "{ids:?}");
}
