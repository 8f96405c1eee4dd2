// What units do with their sums; the twin is `activate.rs`. The devices' own functions may be wrong in the fifth digit (exp,
// tanh) or leave the numbers, so all are made here from products and sums, of arguments that are kept small.

// Cephes' expf, for arguments between -FARTHEST and FARTHEST.
fn exponential(v: f32) -> f32 {
    let n = round(v * 1.44269504);
    let r = v - n * 0.693359375 + n * 2.12194440e-4;
    let p = ((((1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3) * r + 4.1665795894e-2) * r
        + 1.6666665459e-1) * r + 5.0000001201e-1;
    return (p * r * r + r + 1.0) * bitcast<f32>((i32(n) + 127) << 23u);
}

fn logistic(v: f32) -> f32 {
    let e = exponential(-min(abs(v), FARTHEST));
    return select(1.0, e, v < 0.0) / (1.0 + e);
}

// Cephes' tanhf: a polynomial where the quotient would cancel.
fn tangent(v: f32) -> f32 {
    let z = v * v;
    let p = ((((-5.70498872745e-3 * z + 2.06390887954e-2) * z - 5.37397155531e-2) * z + 1.33314422036e-1) * z
        - 3.33332819422e-1) * z * v + v;
    let far = 1.0 - 2.0 / (exponential(2.0 * min(abs(v), 15.0)) + 1.0);
    return select(sign(v) * far, p, abs(v) < 0.625);
}

fn activate(kind: u32, sum: vec4<f32>) -> vec4<f32> {
    switch kind {
        case RELU: { return max(sum, vec4<f32>()); }
        case TANH: { return vec4(tangent(sum.x), tangent(sum.y), tangent(sum.z), tangent(sum.w)); }
        case SIGMOID: { return vec4(logistic(sum.x), logistic(sum.y), logistic(sum.z), logistic(sum.w)); }
        default: { return sum; }
    }
}
