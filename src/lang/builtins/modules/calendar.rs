//! The calendar: days, weeks, the offset of the local time, and formats for them.

use std::fmt::Write;
use std::sync::OnceLock;

/// The days of the week from Monday.
pub(super) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of 1970-01-01, counted from the first of January of year 1, which is day 1.
pub(super) const EPOCH: i64 = 719_163;

/// Whether a year has a 29th of February.
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has.
pub(super) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day: that of 0001-01-01 is 1.
pub(super) fn ordinal(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let days = before * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    days + (1..month).map(|month| days_in(year, month)).sum::<i64>() + day
}

/// Year, month and day of the day with this number.
pub(super) fn date_of(ordinal: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let n = ordinal - 1;
    let (era, in_era) = (n.div_euclid(ERA), n.rem_euclid(ERA));
    let century = (in_era / 36_524).min(3);
    let in_century = in_era - century * 36_524;
    let four = in_century / 1461;
    let in_four = in_century - four * 1461;
    let one = (in_four / 365).min(3);
    let year = era * 400 + century * 100 + four * 4 + one + 1;
    let mut day = in_four - one * 365 + 1;
    let mut month = 1;
    while day > days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    (year, month, day)
}

/// A time by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Moment {
    /// So many seconds after 1970 where clocks are ahead of Greenwich by an offset.
    pub(super) fn of(seconds: i64, offset: i64) -> Self {
        let seconds = seconds + offset;
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = date_of(days + EPOCH);
        Self { year, month, day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60 }
    }

    /// The seconds since 1970, as if it were a time in Greenwich.
    pub(super) fn seconds(&self) -> i64 {
        let days = ordinal(self.year, self.month, self.day) - EPOCH;
        days * 86_400 + self.hour * 3600 + self.minute * 60 + self.second
    }

    /// The day of the week: Monday is 0.
    pub(super) fn weekday(&self) -> i64 {
        (ordinal(self.year, self.month, self.day) + 6).rem_euclid(7)
    }

    /// The day of the year: the first is 1.
    pub(super) fn day_of_year(&self) -> i64 {
        ordinal(self.year, self.month, self.day) - ordinal(self.year, 1, 1) + 1
    }
}

/// Year, week and day of the week by the ISO calendar.
pub(super) fn iso_week(year: i64, month: i64, day: i64) -> (i64, i64, i64) {
    let number = ordinal(year, month, day);
    let weekday = (number + 6).rem_euclid(7);
    let first_monday = |year: i64| {
        let first = ordinal(year, 1, 1);
        let first_weekday = (first + 6).rem_euclid(7);
        let monday = first - first_weekday;
        if first_weekday > 3 { monday + 7 } else { monday }
    };
    let own = if number >= first_monday(year + 1) {
        year + 1
    } else if number < first_monday(year) {
        year - 1
    } else {
        year
    };
    (own, (number - first_monday(own)) / 7 + 1, weekday + 1)
}

/// A change of the local time.
#[derive(Debug)]
struct Zone {
    /// When each begins, in seconds after 1970.
    times: Vec<i64>,
    /// Which kind begins then.
    kinds: Vec<u8>,
    /// Offset, summer time, name.
    offsets: Vec<(i64, bool, String)>,
}

fn zone() -> &'static Zone {
    static ZONE: OnceLock<Zone> = OnceLock::new();
    ZONE.get_or_init(|| {
        let path = match std::env::var("TZ") {
            Ok(name) if name.starts_with('/') => name,
            Ok(name) if !name.is_empty() => format!("/usr/share/zoneinfo/{}", name.trim_start_matches(':')),
            _ => "/etc/localtime".to_owned(),
        };
        let read = std::fs::read(path).ok().and_then(|bytes| parse_zone(&bytes));
        read.unwrap_or_else(|| Zone {
            times: Vec::new(),
            kinds: Vec::new(),
            offsets: vec![(0, false, "UTC".into())],
        })
    })
}

/// Reads a file of the time zone database: its part with times of 64 bits.
fn parse_zone(bytes: &[u8]) -> Option<Zone> {
    const HEADER: usize = 44;
    let count = |at: usize, i: usize| -> Option<usize> {
        let field = bytes.get(at + 20 + 4 * i..at + 24 + 4 * i)?;
        Some(u32::from_be_bytes(field.try_into().ok()?) as usize)
    };
    if bytes.get(..4)? != b"TZif" || *bytes.get(4)? < b'2' {
        return None;
    }
    let counts = |at: usize| -> Option<[usize; 6]> {
        let mut all = [0; 6];
        for (i, slot) in all.iter_mut().enumerate() {
            *slot = count(at, i)?;
        }
        Some(all)
    };
    let [utc, standard, leap, times, types, letters] = counts(0)?;
    let second = HEADER + times * 5 + types * 6 + letters + leap * 8 + standard + utc;
    let [_, _, _, times, types, letters] = counts(second)?;
    let at = second + HEADER;
    let mut zone = Zone { times: Vec::new(), kinds: Vec::new(), offsets: Vec::new() };
    for field in bytes.get(at..at + 8 * times)?.chunks(8) {
        zone.times.push(i64::from_be_bytes(field.try_into().ok()?));
    }
    zone.kinds = bytes.get(at + 8 * times..at + 9 * times)?.to_vec();
    let at = at + 9 * times;
    let names = bytes.get(at + 6 * types..at + 6 * types + letters)?;
    for field in bytes.get(at..at + 6 * types)?.chunks(6) {
        let offset = i32::from_be_bytes(field[..4].try_into().ok()?);
        let name = names.get(field[5] as usize..)?.split(|b| *b == 0).next()?;
        zone.offsets.push((offset.into(), field[4] != 0, String::from_utf8_lossy(name).into_owned()));
    }
    (!zone.offsets.is_empty()).then_some(zone)
}

fn at(seconds: i64) -> &'static (i64, bool, String) {
    let zone = zone();
    let after = zone.times.partition_point(|time| *time <= seconds);
    let kind = after.checked_sub(1).and_then(|i| zone.kinds.get(i)).copied().unwrap_or(0);
    &zone.offsets[(kind as usize).min(zone.offsets.len() - 1)]
}

/// How far local clocks are ahead of Greenwich at a moment, and whether it is summer time.
pub(super) fn local_offset(seconds: i64) -> (i64, bool) {
    let (offset, summer, _) = at(seconds);
    (*offset, *summer)
}

/// The name of the local time at a moment.
pub(super) fn zone_name(seconds: i64) -> String {
    at(seconds).2.clone()
}

/// A time in a format of `strftime`.
pub(super) fn format(
    text: &str,
    moment: &Moment,
    micros: i64,
    zone: Option<String>,
    offset: Option<i64>,
) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    let hour12 = if moment.hour % 12 == 0 { 12 } else { moment.hour % 12 };
    let (year, month, day) = (moment.year, moment.month, moment.day);
    let first = |names: &[&'static str], i: i64| names.get(i as usize).copied().unwrap_or("");
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let Some(code) = chars.next() else {
            out.push('%');
            break;
        };
        let written = match code {
            'a' => write!(out, "{}", &first(&DAYS, moment.weekday())[..3]),
            'A' => write!(out, "{}", first(&DAYS, moment.weekday())),
            'b' | 'h' => write!(out, "{}", &first(&MONTHS, month - 1)[..3]),
            'B' => write!(out, "{}", first(&MONTHS, month - 1)),
            'd' => write!(out, "{day:02}"),
            'e' => write!(out, "{day:2}"),
            'H' => write!(out, "{:02}", moment.hour),
            'I' => write!(out, "{hour12:02}"),
            'k' => write!(out, "{:2}", moment.hour),
            'l' => write!(out, "{hour12:2}"),
            'j' => write!(out, "{:03}", moment.day_of_year()),
            'm' => write!(out, "{month:02}"),
            'M' => write!(out, "{:02}", moment.minute),
            'n' => write!(out, "\n"),
            't' => write!(out, "\t"),
            'p' => write!(out, "{}", if moment.hour < 12 { "AM" } else { "PM" }),
            'P' => write!(out, "{}", if moment.hour < 12 { "am" } else { "pm" }),
            'S' => write!(out, "{:02}", moment.second),
            's' => write!(out, "{}", moment.seconds() - local_offset(moment.seconds()).0),
            'f' => write!(out, "{micros:06}"),
            'u' => write!(out, "{}", moment.weekday() + 1),
            'w' => write!(out, "{}", (moment.weekday() + 1) % 7),
            'U' => write!(out, "{:02}", (moment.day_of_year() + 6 - (moment.weekday() + 1) % 7) / 7),
            'W' => write!(out, "{:02}", (moment.day_of_year() + 6 - moment.weekday()) / 7),
            'V' => write!(out, "{:02}", iso_week(year, month, day).1),
            'G' => write!(out, "{}", iso_week(year, month, day).0),
            'y' => write!(out, "{:02}", year.rem_euclid(100)),
            'Y' => write!(out, "{year}"),
            'C' => write!(out, "{:02}", year.div_euclid(100)),
            'D' => write!(out, "{month:02}/{day:02}/{:02}", year.rem_euclid(100)),
            'F' => write!(out, "{year}-{month:02}-{day:02}"),
            'R' => write!(out, "{:02}:{:02}", moment.hour, moment.minute),
            'T' | 'X' => write!(out, "{:02}:{:02}:{:02}", moment.hour, moment.minute, moment.second),
            'r' => write!(
                out,
                "{hour12:02}:{:02}:{:02} {}",
                moment.minute,
                moment.second,
                if moment.hour < 12 { "AM" } else { "PM" }
            ),
            'x' => write!(out, "{month:02}/{day:02}/{:02}", year.rem_euclid(100)),
            'c' => write!(
                out,
                "{} {} {day:2} {:02}:{:02}:{:02} {year}",
                &first(&DAYS, moment.weekday())[..3],
                &first(&MONTHS, month - 1)[..3],
                moment.hour,
                moment.minute,
                moment.second
            ),
            'Z' => write!(out, "{}", zone.as_deref().unwrap_or("")),
            'z' => match offset {
                Some(offset) => {
                    let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.abs());
                    let seconds = if size % 60 == 0 { String::new() } else { format!("{:02}", size % 60) };
                    write!(out, "{sign}{:02}{:02}{seconds}", size / 3600, size / 60 % 60)
                }
                None if zone.is_some() => write!(out, "+0000"),
                None => Ok(()),
            },
            '%' => write!(out, "%"),
            other => write!(out, "%{other}"),
        };
        let _ = written;
    }
    out
}
