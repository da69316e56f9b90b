//! What the machine has and says: the memory that arrays may take, the words of its errors.

use std::io::{self, ErrorKind, Write};

/// What is taken for the machine's memory where it cannot be asked.
const UNKNOWN: u64 = 8 << 30;

/// Three quarters of the machine's memory, in bytes; of the control group's, where that is less.
pub fn default_limit() -> usize {
    let machine = total().unwrap_or(UNKNOWN);
    let group = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok()?.trim().parse::<u64>().ok())
        .unwrap_or(u64::MAX);
    usize::try_from(machine.min(group) / 4 * 3).unwrap_or(usize::MAX)
}

/// The addresses that the process may take, in bytes, if they are limited (`ulimit -v`).
pub fn address_space() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn total() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("MemTotal:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

/// A size as it is typed: `4096`, `500M`, `1.5G`, `2GiB`. Units are powers of 1024.
pub fn parse_size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1u64,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        "t" | "tb" | "tib" => 1 << 40,
        other => return Err(format!("unknown unit '{other}': use K, M, G or T")),
    };
    let number: f64 = digits.trim().parse().map_err(|_| format!("'{digits}' is not a number"))?;
    let bytes = number * unit as f64;
    if !(0.0..=isize::MAX as f64).contains(&bytes) {
        return Err("out of range".to_owned());
    }
    Ok(bytes as usize)
}

/// An operating system's error without its number.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// The exit status of a program whose output ended so. Output that nobody reads any more is no fault; output that cannot be written is told
/// in Python's words.
pub fn status(written: io::Result<u8>) -> u8 {
    match written {
        Ok(status) => status,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let number = error.raw_os_error().map_or_else(String::new, |number| format!("[Errno {number}] "));
            tell(&format!("OSError: {number}{}\n", plain(&error)));
            1
        }
    }
}

/// Writes to stderr. That it is closed is no reason to stop.
pub fn tell(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
