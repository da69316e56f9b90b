//! The memory map: which buffers there are, who holds them, and which of their bytes each name covers.

use rustc_hash::FxHashMap;

use crate::display::tag::place_text;
use crate::display::{Meaning, Text};
use crate::lang::Interp;
use crate::memory::{Array, BufferId, ShapeText, covered};

use super::names::Names;
use super::words;

/// How many cells the bar of a buffer has.
const CELLS: usize = 40;
/// From this many buffers on, only the largest are drawn.
const DRAWN: usize = 40;

/// The memory map of the names that are bound.
pub fn map(interp: &Interp) -> Text {
    let names = Names::reaching(interp);
    let mut text = Text::default();
    let mut places: FxHashMap<BufferId, usize> = FxHashMap::default();
    let mut buffers: Vec<Vec<(&str, &Array)>> = Vec::new();
    for (name, array) in names.iter() {
        let place = *places.entry(array.buffer().id()).or_insert_with(|| {
            buffers.push(Vec::new());
            buffers.len() - 1
        });
        buffers[place].push((name, array));
    }
    if buffers.is_empty() {
        text.push("no name holds an array\n");
    }
    let (mut alive, mut visible) = (0, 0);
    let width = names.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).clamp(1, 24);
    let mut order: Vec<usize> = (0..buffers.len()).collect();
    if buffers.len() > DRAWN {
        order.sort_by_key(|&k| std::cmp::Reverse(buffers[k][0].1.buffer().len()));
    }
    let mut drawn = vec![false; buffers.len()];
    order.iter().take(DRAWN).for_each(|&k| drawn[k] = true);
    for (holders, drawn) in buffers.iter().zip(drawn) {
        let buffer = holders[0].1.buffer();
        let layouts: Vec<_> = holders.iter().map(|(_, array)| (array.layout(), array.itemsize())).collect();
        let seen = covered(&layouts, buffer.len(), 1)[0];
        alive += buffer.len();
        visible += seen;
        if drawn {
            draw(&mut text, holders, seen, width);
        }
    }
    if buffers.len() > DRAWN {
        text.push(&format!("… and {} more\n", words::count(buffers.len() - DRAWN, "smaller buffer")));
    }
    let rest = interp.memory.live().saturating_sub(alive);
    text.push(&format!(
        "{}, {} kept alive, {} reachable",
        words::count(buffers.len(), "buffer"),
        words::bytes(alive),
        words::bytes(visible)
    ));
    if rest > 0 {
        text.push(&format!("; {} held otherwise (%undo, values without a name)", words::bytes(rest)));
    }
    text.push("\n");
    text
}

fn draw(text: &mut Text, holders: &[(&str, &Array)], seen: usize, width: usize) {
    let buffer = holders[0].1.buffer();
    // What no name was bound to gets its number here, where it is shown.
    holders.iter().find(|(_, array)| array.base().is_none()).unwrap_or(&holders[0]).1.make_reference();
    let number = buffer.reference().map_or(0, |reference| reference.tag);
    text.push_meaning(&format!("@m{number}"), Meaning::Tag(number));
    let (shape, dtype) = match buffer.reference().map(|reference| reference.geometry()) {
        Some((layout, dtype)) => (ShapeText(&layout.shape).to_string(), dtype.name()),
        None => (ShapeText(&holders[0].1.shape()).to_string(), holders[0].1.dtype().name()),
    };
    let names: Vec<&str> = holders.iter().map(|(name, _)| *name).collect();
    let shown = names[..names.len().min(8)].join(", ");
    let more = if names.len() > 8 { format!(" and {} more", names.len() - 8) } else { String::new() };
    text.push(&format!("  {}  {dtype} {shape}  held by {shown}{more}", words::bytes(buffer.len())));
    if seen < buffer.len() {
        text.push(&format!("; only {} of it can be reached", words::bytes(seen)));
    }
    if buffer.is_uninit() {
        text.push("; not cleared, and not written yet");
    }
    text.push("\n");
    for (name, array) in holders.iter().take(8) {
        let cells = CELLS.min(buffer.len()).max(1);
        let counts = covered(&[(array.layout(), array.itemsize())], buffer.len(), cells);
        let mut bar = String::new();
        for (k, count) in counts.iter().enumerate() {
            let all = (k + 1) * buffer.len() / cells - k * buffer.len() / cells;
            bar.push(match *count {
                0 => '·',
                n if n >= all => '█',
                _ => '▒',
            });
        }
        bar.extend(std::iter::repeat_n(' ', CELLS - cells));
        text.push(&format!("  {name:<width$}  "));
        text.push_meaning(&bar, Meaning::Tag(number));
        text.push("  ");
        let first = holders.iter().find(|(_, other)| other.is(array)).map_or(*name, |(first, _)| first);
        if first == *name {
            text.push_meaning(&place_text(array), Meaning::Tag(number));
        } else {
            text.push(&format!("is {first}"));
        }
        text.push("\n");
    }
}
