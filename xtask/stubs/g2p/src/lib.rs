//! Fields of 2^n elements, for `rqrr`, which needs no more than this to mend a code that was read badly. The crate of this
//! name multiplies by tables: what they weigh nobody can compress, and a page loads them. Here a product is counted out.

use std::ops::{Add, AddAssign, Div, Mul, MulAssign};

/// An element of a field.
pub trait GaloisField:
    Copy + Eq + Add<Output = Self> + AddAssign + Mul<Output = Self> + MulAssign + Div<Output = Self>
{
    /// Nothing.
    const ZERO: Self;
    /// What changes nothing in a product.
    const ONE: Self;
    /// What all others but nothing are powers of.
    const GENERATOR: Self;

    /// The element so often multiplied with itself.
    fn pow(self, times: usize) -> Self {
        let (mut left, mut square, mut product) = (times, self, Self::ONE);
        while left > 0 {
            if left & 1 == 1 {
                product *= square;
            }
            square *= square;
            left >>= 1;
        }
        product
    }
}

/// The product of two elements, each with so many bits.
pub fn product(a: u8, b: u8, bits: u32, modulus: u32) -> u8 {
    let (mut a, mut sum) = (u32::from(a), 0);
    for bit in 0..bits {
        if u32::from(b) >> bit & 1 == 1 {
            sum ^= a;
        }
        a <<= 1;
        if a >> bits == 1 {
            a ^= modulus;
        }
    }
    sum as u8
}

/// Makes the field of 2^`bits` elements with this modulus.
#[macro_export]
macro_rules! g2p {
    ($name:ident, $bits:literal, modulus: $modulus:literal) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        struct $name(pub u8);

        impl $crate::GaloisField for $name {
            const ZERO: Self = Self(0);
            const ONE: Self = Self(1);
            const GENERATOR: Self = Self(2);
        }

        impl ::std::ops::Add for $name {
            type Output = Self;
            #[allow(clippy::suspicious_arithmetic_impl)]
            fn add(self, other: Self) -> Self {
                Self(self.0 ^ other.0)
            }
        }

        impl ::std::ops::AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl ::std::ops::Mul for $name {
            type Output = Self;
            fn mul(self, other: Self) -> Self {
                Self($crate::product(self.0, other.0, $bits, $modulus))
            }
        }

        impl ::std::ops::MulAssign for $name {
            fn mul_assign(&mut self, other: Self) {
                *self = *self * other;
            }
        }

        impl ::std::ops::Div for $name {
            type Output = Self;
            #[allow(clippy::suspicious_arithmetic_impl)]
            fn div(self, other: Self) -> Self {
                // All elements but nothing, so often multiplied with themselves as there are of them, give one.
                self * $crate::GaloisField::pow(other, (1 << $bits) - 2)
            }
        }
    };
}
