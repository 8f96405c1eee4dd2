//! Whether the first of some records holds the names of the columns.

use super::number::number;
use super::records::Early;
use super::spec::is_missing;
use std::collections::BTreeSet;

/// How much a column of numbers says by what stands above it.
const NUMBERS: i32 = 2;
/// Numbers in order, from 0 or 1, that are surely counted.
const COUNTED: usize = 3;

/// Whether the first record holds names. A blank above the numbers of rows says so. Else a text above numbers is the surest
/// sign of it, and a number above numbers of the contrary, save where the numbers are years, or count the columns. Below that:
/// a text that stands above texts which repeat, and is none of them, is a name; one that is found below is none.
pub fn are_first(rows: &[Early], decimal_comma: bool) -> bool {
    let Some(((_, first), rest)) = rows.split_first() else { return true };
    // Where files were put end to end, the names stand below as well.
    let rest: Vec<&[String]> = rest.iter().map(|(_, r)| &r[..]).filter(|r| r != first).collect();
    let read = |cell: &str| number(cell, decimal_comma);
    let n_numbers = first.iter().filter(|c| read(c).is_some()).count();
    if rest.is_empty() {
        return n_numbers == 0;
    }
    let below = |j: usize| rest.iter().filter_map(move |r| r.get(j)).filter(|c| !is_missing(c));
    let all_numbers = |j: usize| below(j).next().is_some() && below(j).all(|c| read(c).is_some());
    let counts = counts_columns(first, rest[0], &read);
    if first[0].is_empty() && counts_rows(below(0).map(|c| read(c)), rest.len()) {
        return true;
    }
    let mut sum = 0;
    for (j, name) in first.iter().enumerate() {
        let is_number = read(name).is_some();
        sum += if all_numbers(j) {
            match () {
                () if is_missing(name) => 0,
                () if !is_number || counts || is_year(name) && !below(j).any(|c| is_year(c)) => NUMBERS,
                () => -NUMBERS,
            }
        } else if name.is_empty() || is_number && !counts {
            0
        } else if below(j).any(|c| c == name) {
            -NUMBERS
        } else {
            i32::from(repeat(below(j)))
        };
    }
    if sum != 0 { sum > 0 } else { n_numbers == 0 }
}

/// Whether the numbers of the first record are 0, 1, 2 or 1, 2, 3 and so on, as a program numbers columns, and no row of a table
/// that is counted on in the `second` record.
fn counts_columns(first: &[String], second: &[String], read: &impl Fn(&str) -> Option<f64>) -> bool {
    let numbers: Vec<f64> = first.iter().filter_map(|c| read(c)).collect();
    let Some(&start) = numbers.first() else { return false };
    let in_order = numbers.iter().enumerate().all(|(i, v)| *v == start + i as f64);
    let goes_on = second.iter().find_map(|c| read(c)) == Some(start + numbers.len() as f64);
    let enough = numbers.len() >= COUNTED || numbers.len() < first.len() && numbers.len() > 1;
    (start == 0.0 || start == 1.0) && in_order && enough && !goes_on
}

/// Whether numbers ascend in whole steps and none is missing: the numbers of rows.
fn counts_rows(cells: impl Iterator<Item = Option<f64>>, n_rows: usize) -> bool {
    let all: Vec<f64> = cells.flatten().collect();
    all.len() == n_rows && n_rows > 2 && all.windows(2).all(|w| w[0] < w[1] && w[1].fract() == 0.0)
}

/// Whether texts occur more than once, most of them.
fn repeat<'a>(cells: impl Iterator<Item = &'a String>) -> bool {
    let all: Vec<&String> = cells.collect();
    all.iter().collect::<BTreeSet<_>>().len() * 2 <= all.len()
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u32>().is_ok_and(|y| (1900..2100).contains(&y))
}
