//! The error function and the cube root, with the bits of the C library that Python asks.

const NEAR_TOP: [f64; 5] = [
    0.128_379_167_095_512_56,
    -0.325_042_107_247_001_5,
    -0.028_481_749_575_598_51,
    -0.005_770_270_296_489_442,
    -2.376_301_665_665_016_3e-05,
];
const NEAR_BOTTOM: [f64; 6] = [
    1.0,
    0.397_917_223_959_155_35,
    0.065_022_249_988_767_3,
    0.005_081_306_281_875_766,
    0.000_132_494_738_004_321_64,
    -3.960_228_278_775_368e-06,
];
const MIDDLE_TOP: [f64; 7] = [
    -0.002_362_118_560_752_659_4,
    0.414_856_118_683_748_33,
    -0.372_207_876_035_701_3,
    0.318_346_619_901_161_75,
    -0.110_894_694_282_396_68,
    0.035_478_304_325_618_236,
    -0.002_166_375_594_868_791,
];
const MIDDLE_BOTTOM: [f64; 7] = [
    1.0,
    0.106_420_880_400_844_23,
    0.540_397_917_702_171,
    0.071_828_654_414_196_27,
    0.126_171_219_808_761_64,
    0.013_637_083_912_029_05,
    0.011_984_499_846_799_107,
];
const FAR_TOP: [f64; 8] = [
    -0.009_864_944_034_847_148,
    -0.693_858_572_707_181_8,
    -10.558_626_225_323_291,
    -62.375_332_450_326_006,
    -162.396_669_462_573_47,
    -184.605_092_906_711_04,
    -81.287_435_506_306_6,
    -9.814_329_344_169_145,
];
const FAR_BOTTOM: [f64; 9] = [
    1.0,
    19.651_271_667_439_257,
    137.657_754_143_519_04,
    434.565_877_475_229_23,
    645.387_271_733_267_9,
    429.008_140_027_567_83,
    108.635_005_541_779_44,
    6.570_249_770_319_282,
    -0.060_424_415_214_858_1,
];
const FARTHER_TOP: [f64; 7] = [
    -0.009_864_942_924_700_1,
    -0.799_283_237_680_523,
    -17.757_954_917_754_752,
    -160.636_384_855_821_92,
    -637.566_443_368_389_6,
    -1_025.095_131_611_077_2,
    -483.519_191_608_651_4,
];
const FARTHER_BOTTOM: [f64; 8] = [
    1.0,
    30.338_060_743_482_46,
    325.792_512_996_573_9,
    1_536.729_586_084_437,
    3_199.858_219_508_595_5,
    2_553.050_406_433_164_4,
    474.528_541_206_955_37,
    -22.440_952_446_585_82,
];
/// What the error function is near one, with few digits.
const AT_ONE: f64 = 0.845_062_911_510_467_5;
/// `2/√π - 1`
const SLOPE: f64 = 0.128_379_167_095_512_59;

/// A polynomial, summed up in pairs of terms.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let powers = [1.0, square, fourth, fourth * square, fourth * fourth];
    let mut sum = 0.0;
    for (i, pair) in coefficients.chunks(2).enumerate() {
        let term = match pair {
            [a, b] => a + x * b,
            [a, ..] => *a,
            [] => 0.0,
        };
        sum = if i == 0 { term } else { sum + powers[i] * term };
    }
    sum
}

/// The tail of the error function times `x`, for `x` from 1.25.
fn tail(x: f64) -> f64 {
    let s = 1.0 / (x * x);
    let (top, bottom) = if x < 2.857_142_448_425_293 {
        (polynomial(&FAR_TOP, s), polynomial(&FAR_BOTTOM, s))
    } else {
        (polynomial(&FARTHER_TOP, s), polynomial(&FARTHER_BOTTOM, s))
    };
    let z = f64::from_bits(x.to_bits() & 0xffff_ffff_0000_0000);
    (-z * z - 0.5625).exp() * ((z - x) * (z + x) + top / bottom).exp()
}

/// `erf(x)`
pub(super) fn erf(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if size < 0.843_75 {
        if size < 3.725_290_298_461_914e-9 {
            return if size < f64::MIN_POSITIVE {
                0.0625 * (16.0 * x + (16.0 * SLOPE) * x)
            } else {
                x + SLOPE * x
            };
        }
        let z = x * x;
        return x + x * (polynomial(&NEAR_TOP, z) / polynomial(&NEAR_BOTTOM, z));
    }
    let result = if size < 1.25 {
        let s = size - 1.0;
        AT_ONE + polynomial(&MIDDLE_TOP, s) / polynomial(&MIDDLE_BOTTOM, s)
    } else if size >= 6.0 {
        1.0
    } else {
        1.0 - tail(size) / size
    };
    result.copysign(x)
}

/// `erfc(x)`
pub(super) fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if size < 0.843_75 {
        if size < 1.387_778_780_781_445_7e-17 {
            return 1.0 - x;
        }
        let z = x * x;
        let y = polynomial(&NEAR_TOP, z) / polynomial(&NEAR_BOTTOM, z);
        return if x < 0.25 { 1.0 - (x + x * y) } else { 0.5 - (x * y + (x - 0.5)) };
    }
    if size < 1.25 {
        let s = size - 1.0;
        let ratio = polynomial(&MIDDLE_TOP, s) / polynomial(&MIDDLE_BOTTOM, s);
        return if x >= 0.0 { 1.0 - AT_ONE - ratio } else { 1.0 + (AT_ONE + ratio) };
    }
    if size >= 28.0 || x < -6.0 {
        return if x > 0.0 { 0.0 } else { 2.0 };
    }
    let rest = tail(size) / size;
    if x > 0.0 { rest } else { 2.0 - rest }
}

/// `cbrt(x)`
pub(super) fn cbrt(x: f64) -> f64 {
    const ROOT: f64 = 1.259_921_049_894_873_2;
    const SQUARE: f64 = 1.587_401_051_968_199_5;
    const FACTORS: [f64; 5] = [1.0 / SQUARE, 1.0 / ROOT, 1.0, ROOT, SQUARE];
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (m, exponent) = libm::frexp(x.abs());
    let u = 0.354_895_765_043_919_84
        + ((1.508_191_937_815_849
            - ((2.114_994_941_673_713
                - ((2.446_931_225_635_344_4
                    - ((1.834_692_774_836_130_8
                        - (0.784_932_344_976_639_3 - 0.145_263_899_385_486_37 * m) * m)
                        * m))
                    * m))
                * m))
            * m);
    let cube = u * u * u;
    let y = u * (cube + 2.0 * m) / (2.0 * cube + m) * FACTORS[(2 + exponent % 3) as usize];
    libm::ldexp(y, exponent / 3).copysign(x)
}
