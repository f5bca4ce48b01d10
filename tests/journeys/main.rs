//! Whole ways through the page, in a real browser: each test begins with a browser that nobody has used before.

mod access;
mod board;
mod differ;
mod doctor;
mod history;
mod information;
mod keyboard;
mod one_page;
mod print;
mod questions;
mod relief;
mod result;
mod safety;
mod send;
mod sent;
mod share;
mod spoken;
mod start;
mod storage;
mod team;
mod traffic;
mod withheld;
