//! NumPy's scalars as text: `str(np.float64(0.5))` and `repr(np.float64(0.5))`.

use bytemuck::pod_read_unaligned;
use num_complex::Complex;

use crate::memory::{Bool, C64, C128, DType, f16};

use super::digits::Real;
use super::float::{Positional, Scientific, Trim, into_string, push_positional, push_scientific};

/// `str(scalar)`: `0.5`, `(1+2j)`, `True`. `bytes` are those of one element of `dtype`.
pub fn scalar_str(dtype: DType, bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(24);
    push_scalar(&mut out, dtype, bytes, true);
    into_string(out)
}

/// `repr(scalar)`: `np.float64(0.5)`, `np.complex128(1+2j)`, `np.True_`. `bytes` are those of one element of `dtype`.
pub fn scalar_repr(dtype: DType, bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(40);
    out.extend_from_slice(b"np.");
    if dtype == DType::Bool {
        push_scalar(&mut out, dtype, bytes, false);
        out.push(b'_');
    } else {
        out.extend_from_slice(dtype.name().as_bytes());
        out.push(b'(');
        push_scalar(&mut out, dtype, bytes, false);
        out.push(b')');
    }
    into_string(out)
}

fn push_scalar(out: &mut Vec<u8>, dtype: DType, bytes: &[u8], parentheses: bool) {
    let bytes = &bytes[..dtype.itemsize()];
    let mut integer = |value: i64| out.extend_from_slice(value.to_string().as_bytes());
    match dtype {
        DType::Bool => {
            let value: Bool = pod_read_unaligned(bytes);
            out.extend_from_slice(if value.get() { b"True" } else { b"False" });
        }
        DType::Int8 => integer(pod_read_unaligned::<i8>(bytes).into()),
        DType::UInt8 => integer(pod_read_unaligned::<u8>(bytes).into()),
        DType::Int16 => integer(pod_read_unaligned::<i16>(bytes).into()),
        DType::UInt16 => integer(pod_read_unaligned::<u16>(bytes).into()),
        DType::Int32 => integer(pod_read_unaligned::<i32>(bytes).into()),
        DType::UInt32 => integer(pod_read_unaligned::<u32>(bytes).into()),
        DType::Int64 => integer(pod_read_unaligned(bytes)),
        DType::UInt64 => out.extend_from_slice(pod_read_unaligned::<u64>(bytes).to_string().as_bytes()),
        DType::Float16 => push_float(out, pod_read_unaligned::<f16>(bytes)),
        DType::Float32 => push_float(out, pod_read_unaligned::<f32>(bytes)),
        DType::Float64 => push_float(out, pod_read_unaligned::<f64>(bytes)),
        DType::Complex64 => push_complex(out, pod_read_unaligned::<C64>(bytes), parentheses),
        DType::Complex128 => push_complex(out, pod_read_unaligned::<C128>(bytes), parentheses),
    }
}

/// Whether a scalar is written without an exponent: from 1e-4 up to 1e16 for float64, 1e6 for float32, 1e3 for float16.
fn is_positional<T: Real>(value: T) -> bool {
    let limit = if T::PRECISION < 8 { 10f64.powi(T::PRECISION as i32) } else { 1e16 };
    let wide = value.to_f64().abs();
    !wide.is_finite() || wide == 0.0 || (1e-4..limit).contains(&wide)
}

/// A float as its scalar is written; a float64 as Python writes it.
pub(super) fn push_float<T: Real>(out: &mut Vec<u8>, value: T) {
    push_part(out, value, Trim::OneZero, false);
}

fn push_part<T: Real>(out: &mut Vec<u8>, value: T, trim: Trim, sign: bool) {
    if is_positional(value) {
        push_positional(out, value, &Positional { trim, sign, ..Positional::default() });
    } else {
        push_scientific(out, value, &Scientific { trim: Trim::All, sign, ..Scientific::default() });
    }
}

/// A complex number as its scalar is written; a complex128 as Python writes it.
pub(super) fn push_complex<T: Real>(out: &mut Vec<u8>, value: Complex<T>, parentheses: bool) {
    let re = value.re.to_f64();
    // A real part of plus zero is not written.
    if re == 0.0 && re.is_sign_positive() {
        push_part(out, value.im, Trim::All, false);
        out.push(b'j');
        return;
    }
    if parentheses {
        out.push(b'(');
    }
    push_part(out, value.re, Trim::All, false);
    if value.im.to_f64().is_nan() {
        out.push(b'+');
    }
    push_part(out, value.im, Trim::All, true);
    out.push(b'j');
    if parentheses {
        out.push(b')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn float_types_switch_to_exponents_each_at_their_own_size() {
        let text = |dtype, value: f64| match dtype {
            DType::Float16 => scalar_str(dtype, &f16::from_f64(value).to_ne_bytes()),
            DType::Float32 => scalar_str(dtype, &(value as f32).to_ne_bytes()),
            _ => scalar_str(dtype, &value.to_ne_bytes()),
        };
        assert_eq!(text(DType::Float16, 999.0), "999.0");
        assert_eq!(text(DType::Float16, 1000.0), "1e+03");
        assert_eq!(text(DType::Float32, 999_999.0), "999999.0");
        assert_eq!(text(DType::Float32, 1e6), "1e+06");
        assert_eq!(text(DType::Float64, 1e15), "1000000000000000.0");
        assert_eq!(text(DType::Float64, 1e16), "1e+16");
        assert_eq!(text(DType::Float64, 1e-4), "0.0001");
        assert_eq!(text(DType::Float32, 1e-4), "1e-04");
        assert_eq!(text(DType::Float64, -0.0), "-0.0");
    }

    #[test]
    fn representations_name_the_type() {
        assert_eq!(scalar_repr(DType::Bool, &[7]), "np.True_");
        assert_eq!(scalar_repr(DType::Int8, &[0xff]), "np.int8(-1)");
        assert_eq!(scalar_repr(DType::Float64, &f64::NAN.to_ne_bytes()), "np.float64(nan)");
        let complex = |re: f64, im: f64| [re.to_ne_bytes(), im.to_ne_bytes()].concat();
        assert_eq!(scalar_repr(DType::Complex128, &complex(1.0, -2.5)), "np.complex128(1-2.5j)");
        assert_eq!(scalar_str(DType::Complex128, &complex(1.0, f64::NAN)), "(1+nanj)");
        assert_eq!(scalar_str(DType::Complex128, &complex(0.0, -0.0)), "-0j");
    }
}
