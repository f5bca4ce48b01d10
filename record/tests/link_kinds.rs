//! What else travels in an address: replies to a team, its set-up, saved results, and what is sealed or locked.

use engine::{Answers, Tier};
use proptest::prelude::*;
use record::history::{Entry, Ulid};
use record::link::{
    Cadence, Channel, Extras, Form, LONGEST_CHAT, Link, LinkError, Locked, Preset, Sealed, Sender, Told, from_inner,
    inner, read, read_all, wrap, write,
};
use serde::Deserialize;

/// A saved result: id, time, rules, tier, whom it is about.
type Saved = (String, u64, String, String, String);

/// One line of `links/1-more.jsonl`, which another program than ours wrote.
#[derive(Deserialize)]
struct Vector {
    about: String,
    link: String,
    plain: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    day: u16,
    #[serde(default)]
    tier: String,
    sender: Option<(String, u32, u32)>,
    preset: Option<(String, usize, String, u8, usize, String, String)>,
    entries: Option<Vec<Saved>>,
    sealed: Option<(u32, String, String, String)>,
    locked: Option<(u32, String, String, String)>,
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn id(hex: &str) -> Ulid {
    Ulid::from_bits(u128::from_str_radix(hex, 16).unwrap())
}

impl Vector {
    fn sent(&self) -> Link {
        if let Some((entry, device, team)) = &self.sender {
            let sender = Some(Sender { entry: id(entry), device: *device, team: *team });
            let told = Told { name: self.name.clone(), sender, ..Told::new(self.day, &Answers::default()) };
            return Link::Result { told, tier: Tier::from_code(&self.tier).unwrap() };
        }
        if let Some((team, cadence, note, extras, place, address, key)) = &self.preset {
            return Link::Preset(Preset {
                team: team.clone(),
                cadence: Cadence::ALL[*cadence],
                note: note.clone(),
                extras: some_extras(*extras),
                channel: Channel::new(*place, address).unwrap(),
                key: bytes(key).try_into().ok(),
            });
        }
        if let Some(entries) = &self.entries {
            let entry = |(it, saved_at_ms, rules, tier, for_whom): &Saved| Entry {
                id: id(it),
                saved_at_ms: *saved_at_ms,
                rules: rules.clone(),
                for_whom: for_whom.clone(),
                tier: Tier::from_code(tier),
                answers: Answers::default(),
                outcome: None,
            };
            return Link::History(entries.iter().map(entry).collect());
        }
        if let Some((team, ephemeral, iv, cipher)) = &self.sealed {
            let (ephemeral, iv) = (bytes(ephemeral).try_into().unwrap(), bytes(iv).try_into().unwrap());
            return Link::Sealed(Sealed { team: *team, ephemeral, iv, cipher: bytes(cipher) });
        }
        let (rounds, salt, iv, cipher) = self.locked.as_ref().unwrap();
        let (salt, iv) = (bytes(salt).try_into().unwrap(), bytes(iv).try_into().unwrap());
        Link::Locked(Locked { rounds: *rounds, salt, iv, cipher: bytes(cipher) })
    }
}

fn some_extras(mask: u8) -> Extras {
    let mut extras = Extras::default();
    (0..Extras::N).filter(|at| mask >> at & 1 == 1).for_each(|at| extras.turn(at));
    extras
}

fn vectors() -> Vec<Vector> {
    include_str!("links/1-more.jsonl").lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

#[test]
fn each_kind_is_read_and_written_as_another_program_wrote_it() {
    for it in vectors() {
        for (form, text) in [(Form::Link, &it.link), (Form::Plain, &it.plain)] {
            assert_eq!(read(text), Ok(it.sent()), "{}", it.about);
            assert_eq!(&write(&it.sent(), form), text, "{}", it.about);
        }
    }
    let kinds: String = vectors().iter().map(|it| it.link.chars().next().unwrap()).collect();
    assert_eq!(kinds, "rpppphsk");
}

fn any_channel() -> impl Strategy<Value = Channel> {
    prop_oneof![
        Just(Channel::Show),
        "[1-9][0-9]{4,19}".prop_map(Channel::WhatsApp),
        "\\+?[0-9]{5,19}".prop_map(Channel::Message),
        "[a-z.+_-]{1,20}@[a-z0-9-]{1,20}(\\.[a-z]{1,8}){1,2}".prop_map(Channel::Mail),
    ]
}

fn any_other_link() -> impl Strategy<Value = Link> {
    let key = prop::option::of(prop::collection::vec(any::<u8>(), 64));
    let preset = ("[a-zà-ÿ]{1,20}", 0..4_usize, "[a-z ,.]{0,60}", 0..16_u8, any_channel(), key);
    let preset = preset.prop_map(|(team, cadence, note, extras, channel, key)| {
        let key = key.map(|it| [&[4][..], &it].concat().try_into().unwrap());
        let (cadence, extras) = (Cadence::ALL[cadence], some_extras(extras));
        Link::Preset(Preset { team, cadence, note: note.trim().to_owned(), extras, channel, key })
    });
    let entry = (any::<u128>(), 0..1_u64 << 48, prop::option::of(any::<[u16; 3]>()), 0..5_usize, "[a-zà-ÿ]{0,20}");
    let entry = entry.prop_map(|(id, saved_at_ms, rules, tier, for_whom)| Entry {
        id: Ulid::from_bits(id),
        saved_at_ms,
        rules: rules.map(|[a, b, c]| format!("{a}.{b}.{c}")).unwrap_or_default(),
        for_whom,
        tier: Tier::ALL.get(tier).copied(),
        answers: Answers::default(),
        outcome: None,
    });
    let sealed = (any::<u32>(), any::<[u8; 32]>(), any::<[u8; 12]>(), 1..5_usize, any::<u8>());
    let sealed = sealed.prop_map(|(team, half, iv, n, byte)| {
        let mut ephemeral = [4; 65];
        ephemeral[..32].copy_from_slice(&half);
        Link::Sealed(Sealed { team, ephemeral, iv, cipher: vec![byte; n * 32 + 16] })
    });
    let locked = (100_000..=10_000_000_u32, any::<[u8; 16]>(), any::<[u8; 12]>(), 1..5_usize, any::<u8>());
    let locked = locked.prop_map(|(rounds, salt, iv, n, byte)| {
        Link::Locked(Locked { rounds, salt, iv, cipher: vec![byte; n * 32 + 16] })
    });
    prop_oneof![preset, prop::collection::vec(entry, 0..4).prop_map(Link::History), sealed, locked]
}

proptest! {
    #[test]
    fn any_other_link_is_read_as_it_was_written(link in any_other_link()) {
        for form in [Form::Link, Form::Plain] {
            prop_assert_eq!(read(&write(&link, form)), Ok(link.clone()));
        }
    }

    #[test]
    fn any_payload_of_any_kind_is_read_or_refused(kind in 0..6_usize, payload in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = wrap(b"rahpsk"[kind], 1, &payload, Form::Link);
        if let Ok(link) = read(&text) {
            prop_assert_eq!(read(&write(&link, Form::Plain)), Ok(link));
        }
    }

    #[test]
    fn whatever_was_inside_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(link) = from_inner(&bytes) {
            prop_assert_eq!(inner(&link), bytes);
        }
    }

    #[test]
    fn what_is_sealed_comes_out_as_it_went_in(link in any_other_link()) {
        let bytes = inner(&link);
        prop_assert_eq!(bytes.len() % 32, 0, "its length tells little");
        match link {
            Link::Sealed(_) | Link::Locked(_) => prop_assert_eq!(from_inner(&bytes), Err(LinkError::Damaged), "never one in the other"),
            link => prop_assert_eq!(from_inner(&bytes), Ok(link)),
        }
    }

    #[test]
    fn any_chat_is_looked_through(text in "\\PC{0,400}") {
        let chat = read_all(&text);
        prop_assert!(!chat.is_cut);
    }
}

#[test]
fn an_address_for_replies_can_be_nothing_but_what_its_kind_takes() {
    for (place, typed, address) in [
        (1, "+49 170 / 123-4567", "491701234567"),
        (1, "0049 (170) 1234567", "491701234567"),
        (2, "+49 170 1234567", "+491701234567"),
        (2, "0170 1234567", "01701234567"),
        (3, " coach@club.example ", "coach@club.example"),
    ] {
        assert_eq!(Channel::new(place, typed).unwrap().address(), address, "{typed}");
    }
    for (place, typed) in [
        (1, ""),
        (1, "1234"),
        (1, "0170 1234567"),
        (1, "12345?text=x"),
        (1, "javascript:alert(1)"),
        (2, "+"),
        (2, "112;ext=1"),
        (2, "123456,654321"),
        (3, "coach"),
        (3, "coach@club"),
        (3, "coach@club..example"),
        (3, "a@b.example?cc=c@d.example"),
        (3, "a@b.example,c@d.example"),
        (3, "a@b.example\nBcc: c@d.example"),
        (3, "a%0ab@c.example"),
        (3, "<a@b.example>"),
    ] {
        assert_eq!(Channel::new(place, typed), None, "{typed}");
    }
    let opens = |channel: Channel| channel.opens("%23s1.A").unwrap();
    assert_eq!(opens(Channel::WhatsApp("491701234567".to_owned())), "https://wa.me/491701234567?text=%23s1.A");
    assert_eq!(opens(Channel::Message("+491701234567".to_owned())), "sms:+491701234567?&body=%23s1.A");
    assert_eq!(opens(Channel::Mail("coach@club.example".to_owned())), "mailto:coach@club.example?body=%23s1.A");
    assert_eq!(Channel::Show.opens("x"), None);
}

#[test]
fn a_set_up_that_names_another_place_or_nobody_is_refused() {
    let good = |team: &str, channel| {
        let (cadence, note, extras) = (Cadence::Weekly, String::new(), Extras::default());
        write(&Link::Preset(Preset { team: team.to_owned(), cadence, note, extras, channel, key: None }), Form::Link)
    };
    assert!(read(&good("Club", Channel::Show)).is_ok());
    for bad in [
        good("", Channel::Show),
        good("Club", Channel::WhatsApp("491701234567#".to_owned())),
        good("Club", Channel::WhatsApp("+491701234567".to_owned())),
        good("Club", Channel::Message("javascript:1".to_owned())),
        good("Club", Channel::Mail("a@b.example?cc=c@d.example".to_owned())),
    ] {
        assert_eq!(read(&bad), Err(LinkError::Damaged), "{bad}");
    }
}

#[test]
fn a_team_is_known_by_its_key_whatever_its_coach_calls_it() {
    let preset = |team: &str, key| {
        let (cadence, note, extras, channel) = (Cadence::Weekly, String::new(), Extras::default(), Channel::Show);
        Preset { team: team.to_owned(), cadence, note, extras, channel, key }.team_id()
    };
    assert_eq!(preset("A", Some([4; 65])), preset("B", Some([4; 65])));
    assert_ne!(preset("A", Some([4; 65])), preset("A", Some([5; 65])));
    assert_ne!(preset("A", None), preset("B", None));
}

#[test]
fn a_whole_chat_gives_every_link_in_it_and_says_what_could_not_be_read() {
    let all: Vec<Link> = vectors().iter().map(Vector::sent).collect();
    let mut chat = String::from("[25.11.26, 18:02] Coach: r1. run, a2. rest\n");
    for (at, it) in vectors().iter().enumerate() {
        let text = if at % 2 == 0 { &it.link } else { &it.plain };
        chat += &format!(
            "[25.11.26, 18:0{at}] Ana: <https://cramps.example/v1/#{text}> 👍\n> quoted https://cramps.example/#{text}\n"
        );
    }
    chat += "Ben: https://cramps.example/#s1.AAAA\nhttps://cramps.example/#x9.AAAA.00000";
    let found = read_all(&chat);
    assert_eq!(found.links, all.iter().flat_map(|it| [it.clone(), it.clone()]).collect::<Vec<_>>());
    assert_eq!((found.n_damaged, found.n_newer, found.is_cut), (1, 1, false));

    let long = "#r1.".repeat(LONGEST_CHAT / 4 + 1);
    let begun = std::time::Instant::now();
    let found = read_all(&long);
    assert!(found.is_cut && found.links.is_empty(), "{}", found.links.len());
    let dashed = "-r1".repeat(LONGEST_CHAT / 3) + ".A.";
    assert!(read_all(&dashed).links.is_empty());
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
