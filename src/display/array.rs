//! Arrays as text: `np.array2string`, `np.array_str` and `np.array_repr`.

use std::fmt::Write;

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Bool, DType, Element, Layout, Memory, Scalar, ShapeText, gather};

use super::digits::Real;
use super::float::into_string;
use super::float_words::FloatWords;
use super::format_spec::{format_scalar, unsupported};
use super::options::{PrintOptions, Sign};
use super::scalar::scalar_str;
use super::words::{BoolWords, ComplexWords, IntWords, Integer, TextWords, Words};

/// What stands around and between the elements: the parameters of [`array2string`], by their names in NumPy.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Between elements.
    pub separator: &'a str,
    /// Will stand before the text: later lines are indented by as much. Not part of the text.
    pub prefix: &'a str,
    /// Will stand after the text: lines end that much earlier. Not part of the text.
    pub suffix: &'a str,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Self { separator: " ", prefix: "", suffix: "" }
    }
}

/// `str(array)`: `[1 2 3]`; a 0-d array as its scalar.
///
/// Fails with `KeyboardInterrupt` only.
pub fn array_str(array: &Array, options: &PrintOptions) -> Result<String> {
    if array.ndim() == 0 {
        let held = array.read();
        let at = held.layout().offset;
        return Ok(scalar_str(array.dtype(), &held.bytes()[at..at + array.itemsize()]));
    }
    array2string(array, options, &Frame::default())
}

/// `repr(array)`: `array([1, 2, 3], dtype=int8)`.
///
/// The dtype is told unless the elements imply it, the shape if elements are left out or there are none.
/// Fails with `KeyboardInterrupt` only.
pub fn array_repr(array: &Array, options: &PrintOptions) -> Result<String> {
    repr_around(array, options, |frame| array2string(array, options, frame))
}

/// `repr(array)` with each element as `word` writes it.
///
/// Fails as `word` does, and with `KeyboardInterrupt`.
pub fn array_repr_by(
    array: &Array,
    options: &PrintOptions,
    word: &mut dyn FnMut(Scalar) -> Result<String>,
) -> Result<String> {
    repr_around(array, options, |frame| array2string_by(array, options, frame, word))
}

/// The repr of an array around the text of its elements.
fn repr_around(
    array: &Array,
    options: &PrintOptions,
    elements: impl FnOnce(&Frame<'_>) -> Result<String>,
) -> Result<String> {
    const PREFIX: &str = "array(";
    let mut out = String::from(PREFIX);
    out += &elements(&Frame { separator: ", ", prefix: PREFIX, suffix: ")" })?;

    let (shape, size, dtype) = (array.shape(), array.size(), array.dtype());
    let mut extras = String::new();
    if (size == 0 && shape.as_slice() != [0]) || size > options.threshold {
        let _ = write!(extras, "shape={}", ShapeText(&shape));
    }
    let implied = matches!(dtype, DType::Bool | DType::Int64 | DType::Float64 | DType::Complex128);
    if !implied || size == 0 {
        let comma = if extras.is_empty() { "" } else { ", " };
        let _ = write!(extras, "{comma}dtype={}", dtype.name());
    }
    if !extras.is_empty() {
        out.push(',');
        let last_line = out.rsplit('\n').next().map_or(0, |line| line.chars().count());
        if last_line + extras.len() + 2 > options.linewidth {
            out.push('\n');
            out.push_str(&" ".repeat(PREFIX.len()));
        } else {
            out.push(' ');
        }
        out.push_str(&extras);
    }
    out.push(')');
    Ok(out)
}

/// `format(array, spec)`: a 0-d array as its scalar, any other as `str` if there is no specifier.
///
/// Fails with `TypeError` if there is one, with the errors of [`format_scalar`], and with `KeyboardInterrupt`.
pub fn format_array(array: &Array, spec: &str, options: &PrintOptions) -> Result<String> {
    if array.ndim() == 0 {
        let held = array.read();
        let at = held.layout().offset;
        return Ok(format_scalar(array.dtype(), &held.bytes()[at..at + array.itemsize()], spec)?);
    }
    if spec.is_empty() {
        return array_str(array, options);
    }
    Err(unsupported("numpy.ndarray").into())
}

/// `np.array2string(array, …, formatter=…)`: the elements in brackets, each as `word` writes it.
///
/// Fails as `word` does, and with `KeyboardInterrupt`.
pub fn array2string_by(
    array: &Array,
    options: &PrintOptions,
    frame: &Frame<'_>,
    word: &mut dyn FnMut(Scalar) -> Result<String>,
) -> Result<String> {
    let size = array.size();
    if size == 0 {
        return Ok("[]".into());
    }
    let page = Page {
        shape: &array.shape(),
        edge: (size > options.threshold).then_some(options.edgeitems),
        options,
        frame,
        memory: &array.memory(),
    };
    dispatch!(array.dtype(), T => {
        let data = page.with_data::<T, _>(array, |data| Ok(data.to_vec()))?;
        let words = data.into_iter().map(|x| word(Scalar::new(x))).collect::<Result<Vec<String>>>()?;
        page.print_words(&TextWords(&words), words.len(), false)
    })
}

/// `np.array2string(array, …)`: the elements in brackets.
///
/// Fails with `KeyboardInterrupt` only.
pub fn array2string(array: &Array, options: &PrintOptions, frame: &Frame<'_>) -> Result<String> {
    let size = array.size();
    if size == 0 {
        return Ok("[]".into());
    }
    let page = Page {
        shape: &array.shape(),
        edge: (size > options.threshold).then_some(options.edgeitems),
        options,
        frame,
        memory: &array.memory(),
    };
    match array.dtype() {
        DType::Bool => page.with_data::<Bool, _>(array, |data| {
            page.print(&BoolWords { data, zero_d: page.shape.is_empty() }, data.len())
        }),
        DType::Int8 => page.integers::<i8>(array),
        DType::UInt8 => page.integers::<u8>(array),
        DType::Int16 => page.integers::<i16>(array),
        DType::UInt16 => page.integers::<u16>(array),
        DType::Int32 => page.integers::<i32>(array),
        DType::UInt32 => page.integers::<u32>(array),
        DType::Int64 => page.integers::<i64>(array),
        DType::UInt64 => page.integers::<u64>(array),
        DType::Float16 => page.floats::<crate::memory::f16>(array),
        DType::Float32 => page.floats::<f32>(array),
        DType::Float64 => page.floats::<f64>(array),
        DType::Complex64 => page.complex::<f32>(array),
        DType::Complex128 => page.complex::<f64>(array),
    }
}

/// An array on its way to text.
struct Page<'a> {
    shape: &'a [usize],
    /// The elements shown at each end of each axis that is longer than both ends, if the array is summarised.
    edge: Option<usize>,
    options: &'a PrintOptions,
    frame: &'a Frame<'a>,
    memory: &'a Memory,
}

impl Page<'_> {
    fn integers<T: Element + Integer>(&self, array: &Array) -> Result<String> {
        self.with_data::<T, _>(array, |data| self.print(&IntWords::new(data, self.options.sign), data.len()))
    }

    fn floats<T: Real>(&self, array: &Array) -> Result<String> {
        self.with_data::<T, _>(array, |data| {
            let words = FloatWords::new(data.iter().copied(), self.options, self.options.sign, self.memory)?;
            self.print(&words, data.len())
        })
    }

    fn complex<T: Real>(&self, array: &Array) -> Result<String>
    where
        Complex<T>: Element,
    {
        self.with_data::<Complex<T>, _>(array, |data| {
            let re = data.iter().map(|z| z.re);
            let im = data.iter().map(|z| z.im);
            let words = ComplexWords {
                re: FloatWords::new(re, self.options, self.options.sign, self.memory)?,
                im: FloatWords::new(im, self.options, Sign::Plus, self.memory)?,
            };
            self.print(&words, data.len())
        })
    }

    /// Runs `f` on the elements that are shown, in C order.
    fn with_data<T: Element, R>(&self, array: &Array, f: impl FnOnce(&[T]) -> Result<R>) -> Result<R> {
        match self.edge {
            // With no ends to show, NumPy measures all elements.
            None | Some(0) => array.with_slice(f),
            Some(edge) => {
                let data = corners(array, edge);
                f(&data)
            }
        }
    }

    fn print(&self, words: &impl Words, len: usize) -> Result<String> {
        let ascii = self.options.nanstr.is_ascii() && self.options.infstr.is_ascii();
        self.print_words(words, len, ascii)
    }

    fn print_words(&self, words: &impl Words, len: usize, ascii: bool) -> Result<String> {
        let separator = self.frame.separator;
        let trimmed = separator.trim_end();
        let options = self.options;
        let mut sheet = Sheet {
            page: self,
            words,
            out: Vec::with_capacity(len * 8 + 16),
            // With no ends to show, what is shown is the last element.
            next: if self.edge == Some(0) { len - 1 } else { 0 },
            separator,
            trimmed,
            separator_width: separator.chars().count(),
            closing_width: trimmed.chars().count().max(1) as isize,
            ascii,
            scratch: Vec::new(),
        };
        let line = isize::try_from(options.linewidth).unwrap_or(isize::MAX);
        let width = line - self.frame.suffix.chars().count() as isize;
        sheet.axis(0, 1 + self.frame.prefix.chars().count(), width)?;
        Ok(into_string(sheet.out))
    }
}

/// The elements at the ends of each axis, in C order.
fn corners<T: Element>(array: &Array, edge: usize) -> Vec<T> {
    fn walk<T: Element>(
        bytes: &[u8],
        layout: &Layout,
        edge: usize,
        axis: usize,
        at: isize,
        out: &mut Vec<T>,
    ) {
        let Some(&n) = layout.shape.get(axis) else {
            let at = at as usize;
            out.push(bytemuck::pod_read_unaligned(&bytes[at..at + size_of::<T>()]));
            return;
        };
        let gap = if n > 2 * edge { edge..n - edge } else { n..n };
        for i in (0..gap.start).chain(gap.end..n) {
            walk(bytes, layout, edge, axis + 1, at + i as isize * layout.strides[axis], out);
        }
    }
    let held = array.read();
    let layout = held.layout();
    let bytes = held.bytes();
    if layout.shape.iter().all(|&n| n <= 2 * edge) {
        return gather(&bytes, layout);
    }
    let mut out = Vec::new();
    walk(&bytes, layout, edge, 0, layout.offset as isize, &mut out);
    out
}

/// The text as it grows.
struct Sheet<'a, W> {
    page: &'a Page<'a>,
    words: &'a W,
    out: Vec<u8>,
    /// The next element to write.
    next: usize,
    separator: &'a str,
    /// The separator without blanks at its end.
    trimmed: &'a str,
    separator_width: usize,
    /// What has to fit in a line after an element: the separator or a bracket.
    closing_width: isize,
    /// Whether words have as many characters as bytes.
    ascii: bool,
    scratch: Vec<u8>,
}

impl<W: Words> Sheet<'_, W> {
    /// Writes the elements along `axis` and all later ones. Lines are indented by `indent` and have room for `width` characters.
    fn axis(&mut self, axis: usize, indent: usize, width: isize) -> Result<()> {
        let left = self.page.shape.len() - axis;
        if left == 0 {
            self.words.push(&mut self.out, self.next);
            return Ok(());
        }
        self.page.memory.check_interrupt()?;
        let n = self.page.shape[axis];
        // How many elements stand before and after the dots.
        let (leading, trailing) = match self.page.edge {
            Some(edge) if n > 2 * edge => (Some(edge), edge.max(1)),
            _ => (None, n),
        };
        self.out.push(b'[');
        if left == 1 {
            self.row(leading, trailing, indent, width - self.closing_width)?;
        } else {
            let trimmed = self.trimmed;
            let between = |sheet: &mut Self| {
                sheet.out.extend_from_slice(trimmed.as_bytes());
                sheet.out.resize(sheet.out.len() + left - 1, b'\n');
                sheet.out.resize(sheet.out.len() + indent, b' ');
            };
            if let Some(leading) = leading {
                for _ in 0..leading {
                    self.axis(axis + 1, indent + 1, width - 1)?;
                    between(self);
                }
                self.out.extend_from_slice(b"...");
                between(self);
            }
            for i in 0..trailing {
                if i > 0 {
                    between(self);
                }
                self.axis(axis + 1, indent + 1, width - 1)?;
            }
        }
        self.out.push(b']');
        Ok(())
    }

    fn row(&mut self, leading: Option<usize>, trailing: usize, indent: usize, width: isize) -> Result<()> {
        let mut column = indent;
        if let Some(leading) = leading {
            for _ in 0..leading {
                self.word(&mut column, indent, width);
                self.separate(&mut column);
            }
            let start = self.out.len();
            self.out.extend_from_slice(b"...");
            self.fit(start, &mut column, indent, width);
            self.separate(&mut column);
        }
        for i in 0..trailing {
            if i > 0 {
                self.separate(&mut column);
            }
            if i % 4096 == 4095 {
                self.page.memory.check_interrupt()?;
            }
            self.word(&mut column, indent, width);
        }
        Ok(())
    }

    fn separate(&mut self, column: &mut usize) {
        self.out.extend_from_slice(self.separator.as_bytes());
        *column += self.separator_width;
    }

    fn word(&mut self, column: &mut usize, indent: usize, width: isize) {
        let start = self.out.len();
        self.words.push(&mut self.out, self.next);
        self.next += 1;
        self.fit(start, column, indent, width);
    }

    /// Moves the word from `start` on to a new line, if it does not fit and is not alone on its own.
    fn fit(&mut self, start: usize, column: &mut usize, indent: usize, width: isize) {
        let word = &self.out[start..];
        let chars = if self.ascii { word.len() } else { String::from_utf8_lossy(word).chars().count() };
        if (*column + chars) as isize > width && *column > indent {
            self.scratch.clear();
            self.scratch.extend_from_slice(word);
            let line = self.out[..start].trim_ascii_end().len();
            self.out.truncate(line);
            self.out.push(b'\n');
            self.out.resize(line + 1 + indent, b' ');
            self.out.extend_from_slice(&self.scratch);
            *column = indent;
        }
        *column += chars;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::error::Exception;

    #[test]
    fn only_the_last_element_is_left_where_no_ends_are_shown() {
        let memory = Memory::new(1 << 20, Arc::default());
        let array = Array::from_slice(&memory, &[2, 2], &[1000i64, 2, 3, 4], "array").unwrap();
        let options = PrintOptions { threshold: 0, edgeitems: 0, ..PrintOptions::default() };
        let text = array_repr(&array, &options).unwrap();
        assert_eq!(text, "array([...,\n       [...,    4]], shape=(2, 2))");
    }

    #[test]
    fn an_array_under_a_specifier_is_its_scalar_or_nothing() {
        let memory = Memory::new(1 << 20, Arc::default());
        let options = PrintOptions::default();
        let scalar = Array::scalar(&memory, 0.1f32, "array").unwrap();
        assert_eq!(format_array(&scalar, "", &options).unwrap(), "0.10000000149011612");
        let array = Array::from_slice(&memory, &[2], &[1u8, 2], "array").unwrap();
        assert_eq!(format_array(&array, "", &options).unwrap(), "[1 2]");
        let error = format_array(&array, "5", &options).unwrap_err();
        assert_eq!(error.to_string(), "unsupported format string passed to numpy.ndarray.__format__");
    }

    #[test]
    fn a_long_print_can_be_interrupted() {
        let interrupt = Arc::new(AtomicBool::new(false));
        let memory = Memory::new(1 << 20, Arc::clone(&interrupt));
        let array = Array::zeros(&memory, &[4], DType::Float64, "zeros").unwrap();
        interrupt.store(true, Ordering::Relaxed);
        let error = array_str(&array, &PrintOptions::default()).unwrap_err();
        assert_eq!(error.exception(), Exception::KeyboardInterrupt);
    }
}
