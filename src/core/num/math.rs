//! Transcendental functions from the `libm` crate, because the platform's own differ in their last bits between
//! machines. Everything that reaches a result uses these and never `f64::exp` and its like.

/// e to the power `x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Square root: exact by IEEE 754 on every platform, and one instruction.
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Cosine of `x` radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// `1 / (1 + e^-x)`, without overflow on either side.
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

/// `ln(p / (1 - p))`; infinite at 0 and 1.
pub fn logit(p: f64) -> f64 {
    ln(p) - libm::log1p(-p)
}

/// `ln(1 + e^x)` without overflow: the cross-entropy of a logit.
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(exp(-x.abs()))
}

/// Replaces logits by probabilities that sum to one.
pub fn softmax(logits: &mut [f64]) {
    let top = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for v in logits.iter_mut() {
        *v = exp(*v - top);
        sum += *v;
    }
    for v in logits.iter_mut() {
        *v /= sum;
    }
}

/// Standard normal distribution function.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// Half the range of probabilities about a half for which [`normal_quantile`] is one ratio, `q` times that at `0.180625 - q q`
/// for `q = p - 0.5`.
pub const QUANTILE_REACH: f64 = 0.425;

/// Its numerator and denominator, highest power first.
pub const QUANTILE_MIDDLE: [[f64; 8]; 2] = [
    [
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ],
    [
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ],
];

/// Standard normal quantile by rational functions (Wichura 1988, algorithm AS 241, PPND16), to about the last digit. `p` in
/// (0, 1); infinite at the ends.
pub fn normal_quantile(p: f64) -> f64 {
    // Numerators and denominators, highest power first: in the tails, and far out.
    const TAIL: [[f64; 8]; 2] = [
        [
            0.0007745450142783414,
            0.022723844989269184,
            0.2417807251774506,
            1.2704582524523684,
            3.6478483247632045,
            5.769497221460691,
            4.630337846156545,
            1.4234371107496837,
        ],
        [
            1.0507500716444169e-9,
            0.0005475938084995345,
            0.015198666563616457,
            0.14810397642748008,
            0.6897673349851,
            1.6763848301838038,
            2.053191626637759,
            1.0,
        ],
    ];
    const FAR: [[f64; 8]; 2] = [
        [
            2.0103343992922881e-7,
            2.7115555687434876e-5,
            0.0012426609473880784,
            0.026532189526576124,
            0.2965605718285049,
            1.7848265399172913,
            5.463784911164114,
            6.657904643501104,
        ],
        [
            2.0442631033899397e-15,
            1.421511758316446e-7,
            1.8463183175100548e-5,
            0.0007868691311456133,
            0.014875361290850615,
            0.1369298809227358,
            0.599832206555888,
            1.0,
        ],
    ];
    let q = p - 0.5;
    if q.abs() <= QUANTILE_REACH {
        return q * ratio(&QUANTILE_MIDDLE, 0.180625 - q * q);
    }
    // 1 - p is exact here, and the lower tail loses no digits.
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return f64::INFINITY.copysign(q);
    }
    let r = sqrt(-ln(tail));
    let size = if r <= 5.0 { ratio(&TAIL, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    size.copysign(q)
}

/// The ratio of two polynomials whose coefficients stand highest power first.
fn ratio([above, below]: &[[f64; 8]; 2], x: f64) -> f64 {
    let [a, b, c, d, e, f, g, h] = above;
    let numerator = ((((((a * x + b) * x + c) * x + d) * x + e) * x + f) * x + g) * x + h;
    let [a, b, c, d, e, f, g, h] = below;
    numerator / (((((((a * x + b) * x + c) * x + d) * x + e) * x + f) * x + g) * x + h)
}
