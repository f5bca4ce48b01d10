//! Sorting for short lists. The lists here hold a few dozen things at most, and the standard sort would add some
//! 4 KB to what a browser loads for each kind of them.

/// Sorts `list` by `key`, lowest first; what is equal keeps its order.
///
/// ```
/// let mut words = ["four", "one", "three", "two"];
/// engine::order::sort_by_key(&mut words, |it| it.len());
/// assert_eq!(words, ["one", "two", "four", "three"]);
/// ```
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    for start in 1..list.len() {
        let mut at = start;
        while at > 0 && key(&list[at]) < key(&list[at - 1]) {
            list.swap(at, at - 1);
            at -= 1;
        }
    }
}
