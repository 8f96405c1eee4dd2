// A dense layer over many rows: out[r, j] = activate(bias[j] + sum over i of x[r, i] weights[i, j]). A thread sums four rows
// by four units in registers, so that a weight and an input are each read once for four products. The twin is `dense.rs`.

struct Job {
    n_rows: u32,
    n_in: u32,
    n_out: u32,
    begin: u32,
    activation: u32,
}

@group(0) @binding(0) var<storage, read> job: Job;
@group(0) @binding(1) var<storage, read> parameters: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

fn write(row: u32, quad: u32, sum: vec4<f32>) {
    if row < job.n_rows {
        let activated = activate(job.activation, sum);
        for (var j = 4u * quad; j < min(4u * quad + 4u, job.n_out); j++) {
            out[row * job.n_out + j] = activated[j % 4u];
        }
    }
}

@compute @workgroup_size(THREADS)
fn dense(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) thread: u32,
) {
    let n_quads = (job.n_out + 3u) / 4u;
    let block = (group.y * groups.x + group.x) * THREADS + thread;
    let row = block / n_quads * 4u;
    let quad = block % n_quads;
    if row >= job.n_rows {
        return;
    }
    // Beyond the last row that one is read again, and written once.
    let last = job.n_rows - 1u;
    let at = vec4(row, min(row + 1u, last), min(row + 2u, last), min(row + 3u, last)) * job.n_in;
    var a = parameters[job.begin + quad];
    var b = a;
    var c = a;
    var d = a;
    for (var i = 0u; i < job.n_in; i++) {
        let weights = parameters[job.begin + (i + 1u) * n_quads + quad];
        a += x[at.x + i] * weights;
        b += x[at.y + i] * weights;
        c += x[at.z + i] * weights;
        d += x[at.w + i] * weights;
    }
    write(row, quad, a);
    write(row + 1u, quad, b);
    write(row + 2u, quad, c);
    write(row + 3u, quad, d);
}
