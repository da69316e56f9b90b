//! Functions that NumPy makes of ufuncs: what is put in the place of NaN, angles, `sinc`, `i0`.

use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Layout, Order, Scalar};
use crate::ops::assign::{assign, convert};
use crate::ops::convert::copyto;
use crate::ops::index::where_as;
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{self, normalize_axis};

use super::apply::Apply;
use super::operand::{Operand, cast_scalar, result_type};

/// What [`nan_to_num`] puts in the place of what is not finite: `None` for the largest and the smallest finite number.
#[derive(Clone, Debug)]
pub struct Substitutes {
    /// `nan=`
    pub nan: Array,
    /// `posinf=`
    pub positive: Option<Array>,
    /// `neginf=`
    pub negative: Option<Array>,
}

/// `np.nan_to_num` in place: replaces NaN and infinities in an array of floats or complex numbers, and leaves all others alone.
///
/// Fails as `copyto` does where a substitute does not fit.
pub fn nan_to_num(a: &Array, with: &Substitutes) -> Result<()> {
    let dtype = a.dtype();
    if !dtype.is_inexact() {
        return Ok(());
    }
    let memory = a.memory();
    let apply = Apply(&memory);
    let parts = if dtype.is_complex() { vec![shape::real(a), shape::imag(a)?] } else { vec![a.clone()] };
    let limit = |sign: f64| -> Result<Array> {
        let largest = match dtype.real() {
            DType::Float16 => 65504.0,
            DType::Float32 => f64::from(f32::MAX),
            _ => f64::MAX,
        };
        Array::from_scalar(&memory, &cast_scalar(&Scalar::new(sign * largest), dtype.real()), "nan_to_num")
    };
    let positive = with.positive.clone().map_or_else(|| limit(1.0), Ok)?;
    let negative = with.negative.clone().map_or_else(|| limit(-1.0), Ok)?;
    for part in parts {
        let held = Operand::Array(part.clone());
        let mask = |x: Operand| x.to_array(&memory);
        let nan = mask(apply.one("isnan", &held)?)?;
        let infinite = |negative| -> Result<Array> {
            mask(super::close::is_signed_infinity(&memory, &held, negative, None)?.into_operand())
        };
        let (above, below) = (infinite(false)?, infinite(true)?);
        copyto(&part, &with.nan, Casting::SameKind, Some(&nan))?;
        copyto(&part, &positive, Casting::SameKind, Some(&above))?;
        copyto(&part, &negative, Casting::SameKind, Some(&below))?;
    }
    Ok(())
}

/// `np.angle(z, deg)`: the angle of complex numbers, in radians or degrees.
pub fn angle(z: &Array, degrees: bool) -> Result<Operand> {
    let memory = z.memory();
    let apply = Apply(&memory);
    let (imag, real) = if z.dtype().is_complex() {
        (Operand::Array(shape::imag(z)?), shape::real(z))
    } else {
        (Operand::Int(0), z.clone())
    };
    let radians = apply.two("arctan2", &imag, &real.into())?;
    if !degrees {
        return Ok(radians);
    }
    let factor = Operand::Float(180.0 / std::f64::consts::PI);
    match radians {
        Operand::Array(array) => {
            apply.into("multiply", &[array.clone().into(), factor], &array)?;
            Ok(array.into())
        }
        other => apply.two("multiply", &other, &factor),
    }
}

/// `np.sinc(x)`: `sin(πx) / (πx)`, 1 at zero.
pub fn sinc(x: &Array) -> Result<Operand> {
    let memory = x.memory();
    let apply = Apply(&memory);
    let scaled = apply.two("multiply", &Operand::Float(std::f64::consts::PI), &x.clone().into())?;
    let scaled = scaled.to_array(&memory)?;
    let dtype = scaled.dtype();
    let tiny = match dtype {
        DType::Float16 => 2f64.powi(-10),
        DType::Float32 => f64::from(f32::EPSILON),
        DType::Float64 => f64::EPSILON,
        _ => 1e-20,
    };
    let tiny = Array::from_scalar(&memory, &cast_scalar(&Scalar::new(tiny), dtype), "sinc")?;
    let y = Operand::Array(where_as(&scaled, &scaled, &tiny, dtype)?);
    apply.two("divide", &apply.one("sin", &y)?, &y)
}

/// `np.i0(x)`: the modified Bessel function of the first kind and order 0, by the Chebyshev series of Cephes.
///
/// Fails with `TypeError` for complex numbers.
pub fn i0(x: &Array) -> Result<Array> {
    let memory = x.memory();
    let apply = Apply(&memory);
    let x = match x.dtype() {
        d if d.is_complex() => return Err(SpecialError::ComplexBessel {}.into()),
        d if d.is_inexact() => x.clone(),
        _ => convert(x, DType::Float64, Order::K, "i0", CopyReason::OtherDType)?.as_new(),
    };
    let x = apply.one("absolute", &x.into())?.to_array(&memory)?;
    let near = apply.two("less_equal", &x.clone().into(), &Operand::Float(8.0))?.to_array(&memory)?;
    let out = convert(&x, x.dtype(), Order::K, "i0", CopyReason::Asked)?.as_new();
    let far = apply.one("logical_not", &near.clone().into())?.to_array(&memory)?;
    for (mask, small) in [(near, true), (far, false)] {
        let items = [crate::ops::index::IndexItem::Array(mask)];
        let part: Operand = crate::ops::index::get(&x, &items)?.into_array(&x)?.into();
        let (argument, series): (Operand, &[f64]) = if small {
            let half = apply.two("divide", &part, &Operand::Float(2.0))?;
            (apply.two("subtract", &half, &Operand::Float(2.0))?, &SMALL)
        } else {
            let inverse = apply.two("divide", &Operand::Float(32.0), &part)?;
            (apply.two("subtract", &inverse, &Operand::Float(2.0))?, &LARGE)
        };
        let sum = chebyshev(apply, &argument, series)?;
        let mut value = apply.two("multiply", &apply.one("exp", &part)?, &sum)?;
        if !small {
            value = apply.two("divide", &value, &apply.one("sqrt", &part)?)?;
        }
        crate::ops::index::set(&out, &items, &value.to_array(&memory)?)?;
    }
    Ok(out)
}

/// A Chebyshev series by Clenshaw's recurrence.
fn chebyshev(apply: Apply<'_>, x: &Operand, series: &[f64]) -> Result<Operand> {
    let mut b0 = Operand::Float(series[0]);
    let mut b1 = Operand::Float(0.0);
    let mut b2 = Operand::Float(0.0);
    for &term in &series[1..] {
        b2 = std::mem::replace(&mut b1, b0.clone());
        let scaled = apply.two("multiply", x, &b1)?;
        b0 = apply.two("add", &apply.two("subtract", &scaled, &b2)?, &Operand::Float(term))?;
    }
    apply.two("multiply", &Operand::Float(0.5), &apply.two("subtract", &b0, &b2)?)
}

/// `np.unwrap(p, discont, axis, period=period)`: jumps along an axis that are larger than half a period taken out by adding periods.
///
/// Fails with `AxisError` for an axis there is not, and as ufuncs do.
pub fn unwrap(p: &Array, discont: Option<&Operand>, axis: i64, period: &Operand) -> Result<Array> {
    let memory = p.memory();
    let apply = Apply(&memory);
    let layout = p.layout();
    if layout.ndim() == 0 {
        return Err(SpecialError::NoAxis {}.into());
    }
    let axis = normalize_axis(axis, layout.ndim(), None)?;
    let n = layout.shape[axis];
    let rest = |layout: &Layout, start: isize| {
        layout.slice_axis(axis, start.min(n as isize), 1, n.saturating_sub(1))
    };
    let tail = p.view(rest(&layout, 1), "getitem");
    let head = p.view(rest(&layout, 0), "getitem");
    let subtract = if p.dtype() == DType::Bool { "not_equal" } else { "subtract" };
    let steps = apply.two(subtract, &tail.clone().into(), &head.into())?;
    let dtype = result_type(&[steps.clone(), period.clone()]);
    let two = Operand::Int(2);
    let (high, ambiguous) = if dtype.is_integer() {
        let rem = apply.two("remainder", period, &two)?.to_array(&memory)?;
        let zero = crate::ops::to_i64s(&rem).iter().all(|&r| r == 0);
        (python_half(period, true).map_or_else(|| apply.two("floor_divide", period, &two), Ok)?, zero)
    } else {
        (python_half(period, false).map_or_else(|| apply.two("divide", period, &two), Ok)?, true)
    };
    let low = match &high {
        Operand::Int(n) => Operand::Int(-n),
        Operand::Float(x) => Operand::Float(-x),
        other => apply.one("negative", other)?,
    };
    let default = python_half(period, false).map_or_else(|| apply.two("divide", period, &two), Ok)?;
    let limit = discont.unwrap_or(&default);
    let shifted = apply.two("remainder", &apply.two("subtract", &steps, &low)?, period)?;
    let wrapped = apply.two("add", &shifted, &low)?;
    if ambiguous {
        let edge = apply.two("equal", &wrapped, &low)?;
        let up = apply.two("greater", &steps, &Operand::Int(0))?;
        let mask = apply.two("bitwise_and", &edge, &up)?.to_array(&memory)?;
        let target = wrapped.to_array(&memory)?;
        copyto(&target, &as_source(&high, &target)?, Casting::SameKind, Some(&mask))?;
    }
    let correction = apply.two("subtract", &wrapped, &steps)?.to_array(&memory)?;
    let small = apply.two("less", &apply.one("absolute", &steps)?, limit)?.to_array(&memory)?;
    let zero = Array::scalar(&memory, 0i64, "unwrap")?;
    let zero = convert(&zero, correction.dtype(), Order::C, "unwrap", CopyReason::OtherDType)?;
    copyto(&correction, &zero, Casting::SameKind, Some(&small))?;
    let out = convert(p, dtype, Order::K, "unwrap", CopyReason::Asked)?.as_new();
    let sums = reduce::cumsum(&correction, Some(axis as isize), None, None)?;
    let values = apply.two("add", &tail.into(), &sums.into())?.to_array(&memory)?;
    assign(&out.view(rest(&out.layout(), 1), "setitem"), &values)?;
    Ok(out)
}

/// Half of a Python number, as Python divides.
fn python_half(period: &Operand, floor: bool) -> Option<Operand> {
    match period {
        Operand::Int(n) if floor => Some(Operand::Int(n.div_euclid(2))),
        Operand::Int(n) => Some(Operand::Float(*n as f64 / 2.0)),
        Operand::Float(x) if floor => Some(Operand::Float((x / 2.0).floor())),
        Operand::Float(x) => Some(Operand::Float(x / 2.0)),
        _ => None,
    }
}

/// A weak number as an array in the dtype of what it goes into.
fn as_source(value: &Operand, target: &Array) -> Result<Array> {
    let memory = target.memory();
    match value {
        Operand::Array(array) => Ok(array.clone()),
        weak => Array::from_scalar(&memory, &weak.element(target.dtype(), &memory)?, "copyto"),
    }
}

/// `np.real_if_close(a, tol)`: the real parts if every imaginary part is less than `tol`, an absolute bound up to 1, above that so many machine
/// epsilons. A view, or the array itself.
pub fn real_if_close(a: &Array, tol: f64) -> Result<Array> {
    if !a.dtype().is_complex() {
        return Ok(a.clone());
    }
    let memory = a.memory();
    let apply = Apply(&memory);
    let epsilon = if a.dtype() == DType::Complex64 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let bound = if tol > 1.0 { epsilon * tol } else { tol };
    let sizes = apply.one("absolute", &shape::imag(a)?.into())?;
    let small = apply.two("less", &sizes, &Operand::Float(bound))?.to_array(&memory)?;
    let all = reduce::all(&small, &Reduce::default())?.into_array(&memory, "all")?;
    Ok(if all.first::<crate::memory::Bool>().is_some_and(crate::memory::Bool::get) {
        shape::real(a)
    } else {
        a.clone()
    })
}

/// The series for arguments up to 8.
const SMALL: [f64; 30] = [
    -4.415_341_646_479_339_5e-18,
    3.330_794_518_822_238_4e-17,
    -2.431_279_846_547_955e-16,
    1.715_391_285_555_133e-15,
    -1.168_533_287_799_345_1e-14,
    7.676_185_498_604_936e-14,
    -4.856_446_783_111_929e-13,
    2.955_052_663_129_64e-12,
    -1.726_826_291_441_556e-11,
    9.675_809_035_373_237e-11,
    -5.189_795_601_635_263e-10,
    2.659_823_724_682_386_6e-9,
    -1.300_025_009_986_248e-8,
    6.046_995_022_541_919e-8,
    -2.670_793_853_940_612e-7,
    1.117_387_539_120_103_7e-6,
    -4.416_738_358_458_750_5e-6,
    1.644_844_807_072_889_6e-5,
    -5.754_195_010_082_104e-5,
    0.000_188_502_885_095_841_65,
    -0.000_576_375_574_538_582_4,
    0.001_639_475_616_941_335_7,
    -0.004_324_309_995_050_576,
    0.010_546_460_394_594_998,
    -0.023_737_414_805_899_47,
    0.049_305_284_239_670_71,
    -0.094_901_097_048_047_64,
    0.171_620_901_522_208_77,
    -0.304_682_672_343_198_4,
    0.676_795_274_409_476_1,
];

/// The series for larger ones.
const LARGE: [f64; 25] = [
    -7.233_180_487_874_754e-18,
    -4.830_504_485_944_182e-18,
    4.465_621_420_296_76e-17,
    3.461_222_867_697_461e-17,
    -2.827_623_980_516_583_6e-16,
    -3.425_485_619_677_219e-16,
    1.772_560_133_056_526_3e-15,
    3.811_680_669_352_622_4e-15,
    -9.554_846_698_828_307e-15,
    -4.150_569_347_287_222e-14,
    1.540_086_217_521_41e-14,
    3.852_778_382_742_142_6e-13,
    7.180_124_451_383_666e-13,
    -1.794_178_531_506_806_2e-12,
    -1.321_581_184_044_771_3e-11,
    -3.149_916_527_963_241_6e-11,
    1.188_914_710_784_643_9e-11,
    4.940_602_388_224_97e-10,
    3.396_232_025_708_386_5e-9,
    2.266_668_990_498_178e-8,
    2.048_918_589_469_063_8e-7,
    2.891_370_520_834_756_7e-6,
    6.889_758_346_916_825e-5,
    0.003_369_116_478_255_694_3,
    0.804_490_411_014_108_8,
];

crate::error_kinds! {
    /// What these functions refuse.
    pub enum SpecialError {
        /// `i0(1j)`
        TypeError ComplexBessel {} = "i0 not supported for complex values";
        /// `unwrap(1.0)`
        ValueError NoAxis {} = "diff requires input that is at least one dimensional";
    }
}
