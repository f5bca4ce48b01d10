//! What is sealed for a coach or locked with a passphrase: bytes alone. The cipher is the browser's.
//!
//! Sealed: a key that is used once (P-256, 65 bytes), 12 bytes that are used once, and what AES-GCM made. Locked: 16 bytes
//! of salt and the rounds that the passphrase goes through instead of the key. What stands before that is the head: it can
//! be read by anybody and changed by nobody.

use super::{Link, LinkError, pack, unpack};

/// What is inside is filled up to a multiple of this many bytes, so that its length tells little.
const BLOCK: usize = 32;
/// The tag of AES-GCM: nothing shorter was made by it.
const TAG: usize = 16;
const FORMAT: u8 = 1;
/// Fewer rounds would be none of ours, and more would keep the reader waiting for minutes.
const ROUNDS: std::ops::RangeInclusive<u32> = 100_000..=10_000_000;

/// Something that only a coach's device can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The team it is for, by [`super::Preset::team_id`].
    pub team: u32,
    /// The public key that was made for this alone, as a point that is not compressed.
    pub ephemeral: [u8; 65],
    /// Used once.
    pub iv: [u8; 12],
    /// What AES-256-GCM made of [`inner`], with its tag.
    pub cipher: Vec<u8>,
}

/// Something that a passphrase opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// How often PBKDF2 goes round.
    pub rounds: u32,
    /// What the passphrase is mixed with.
    pub salt: [u8; 16],
    /// Used once.
    pub iv: [u8; 12],
    /// What AES-256-GCM made of [`inner`], with its tag.
    pub cipher: Vec<u8>,
}

impl Sealed {
    /// What anybody can read of one for this team, and what the cipher vouches for.
    pub fn head(team: u32) -> Vec<u8> {
        head(b's', team)
    }

    pub(super) fn pack(&self) -> Vec<u8> {
        [&Self::head(self.team)[2..], &self.ephemeral, &self.iv, &self.cipher].concat()
    }

    #[inline(never)]
    pub(super) fn unpack(payload: &[u8]) -> Result<Self, LinkError> {
        let (team, rest) = headed(payload)?;
        let (ephemeral, rest) = split(rest)?;
        let (iv, cipher) = split(rest)?;
        Ok(Self { team, ephemeral, iv, cipher: whole(cipher)? })
    }
}

impl Locked {
    /// What anybody can read of one with these rounds, and what the cipher vouches for.
    pub fn head(rounds: u32) -> Vec<u8> {
        head(b'k', rounds)
    }

    pub(super) fn pack(&self) -> Vec<u8> {
        [&Self::head(self.rounds)[2..], &self.salt, &self.iv, &self.cipher].concat()
    }

    #[inline(never)]
    pub(super) fn unpack(payload: &[u8]) -> Result<Self, LinkError> {
        let (rounds, rest) = headed(payload)?;
        if !ROUNDS.contains(&rounds) {
            return Err(LinkError::Damaged);
        }
        let (salt, rest) = split(rest)?;
        let (iv, cipher) = split(rest)?;
        Ok(Self { rounds, salt, iv, cipher: whole(cipher)? })
    }
}

fn head(kind: u8, number: u32) -> Vec<u8> {
    [&[kind, b'1', FORMAT][..], &number.to_be_bytes()].concat()
}

fn headed(payload: &[u8]) -> Result<(u32, &[u8]), LinkError> {
    let ([format], rest) = split(payload)?;
    if format != FORMAT {
        return Err(LinkError::Newer);
    }
    let (number, rest) = split(rest)?;
    Ok((u32::from_be_bytes(number), rest))
}

fn split<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), LinkError> {
    bytes.split_first_chunk().map(|(first, rest)| (*first, rest)).ok_or(LinkError::Damaged)
}

fn whole(cipher: &[u8]) -> Result<Vec<u8>, LinkError> {
    let is_whole = cipher.len() > TAG && (cipher.len() - TAG).is_multiple_of(BLOCK);
    if is_whole { Ok(cipher.to_vec()) } else { Err(LinkError::Damaged) }
}

/// A link as it is sealed or locked: kind, version, length, payload, and zeros up to a multiple of 32 bytes.
pub fn inner(link: &Link) -> Vec<u8> {
    let (kind, payload) = pack(link);
    let mut bytes = [&[kind, 1][..], &(payload.len() as u16).to_be_bytes(), &payload].concat();
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    bytes
}

/// What was sealed or locked.
///
/// # Errors
///
/// [`LinkError::Damaged`] where that is no link that could be inside, [`LinkError::Newer`] where this page does not know it.
pub fn from_inner(bytes: &[u8]) -> Result<Link, LinkError> {
    let ([kind, version, high, low], rest) = split(bytes)?;
    let n_bytes = usize::from(u16::from_be_bytes([high, low]));
    let payload = rest.get(..n_bytes).ok_or(LinkError::Damaged)?;
    let filling = rest.get(n_bytes..).unwrap_or_default();
    if !bytes.len().is_multiple_of(BLOCK)
        || filling.len() >= BLOCK
        || filling.iter().any(|it| *it != 0)
        || matches!(kind, b's' | b'k')
    {
        return Err(LinkError::Damaged);
    }
    unpack(kind, version.into(), payload)
}
