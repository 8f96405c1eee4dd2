// A network over masked rows, and the mean of what comes out: one workgroup a coalition, all layers in the workgroup's own
// memory. A masked row has the row's own columns where the coalition has their player, else those of a background row; none
// is ever written out. The twin is `masked.rs`.

struct Job {
    n_layers: u32,
    n_background: u32,
    n_words: u32,
    n_coalitions: u32,
    n_quads: u32,
    numbered: u32,
    first: u32,
    reduction: u32,
    unit: u32,
}

struct Place {
    n_in: u32,
    n_out: u32,
    begin: u32,
    activation: u32,
}

@group(0) @binding(0) var<storage, read> job: Job;
@group(0) @binding(1) var<storage, read> layers: array<Place>;
@group(0) @binding(2) var<storage, read> parameters: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> row: array<f32>;
// Columns of background rows, four rows a cell.
@group(0) @binding(4) var<storage, read> background: array<vec4<f32>>;
// The player of each column.
@group(0) @binding(5) var<storage, read> players: array<u32>;
@group(0) @binding(6) var<storage, read> masks: array<u32>;
// Of each coalition the mean, and the mean of what is missing to one.
@group(0) @binding(7) var<storage, read_write> means: array<vec2<f32>>;

// What goes into a layer is in one half and what comes out in the other: unit after unit, four background rows a cell.
var<workgroup> cells: array<vec4<f32>, 2 * HALF>;

fn has(coalition: u32, player: u32) -> bool {
    if player == NO_PLAYER {
        return false;
    }
    if job.numbered == 1u {
        return extractBits(job.first + coalition, player, 1u) == 1u;
    }
    return extractBits(masks[coalition * job.n_words + player / 32u], player % 32u, 1u) == 1u;
}

// Some columns of masked rows into the first half.
fn fill(coalition: u32, begin: u32, column: u32, n_columns: u32, thread: u32) {
    let stride = (job.n_background + 3u) / 4u;
    for (var i = thread; i < n_columns * job.n_quads; i += THREADS) {
        let c = column + i / job.n_quads;
        let quad = min(begin / 4u + i % job.n_quads, stride - 1u);
        if has(coalition, players[c]) {
            cells[i] = vec4(row[c]);
        } else {
            cells[i] = background[c * stride + quad];
        }
    }
}

fn run(l: u32, coalition: u32, begin: u32, thread: u32) {
    let layer = layers[l];
    let n_units = (layer.n_out + 3u) / 4u;
    let n_blocks = n_units * job.n_quads;
    let source = (l % 2u) * HALF;
    let to = HALF - source;
    // The columns of the rows may be more than there is room for; what came out of a layer is all there.
    let room = select(max(layer.n_in, 1u), HALF / job.n_quads, l == 0u);
    for (var round = 0u; round < n_blocks; round += THREADS) {
        let block = round + thread;
        let quad = block % job.n_quads;
        let unit = min(block / job.n_quads, n_units - 1u);
        let biases = parameters[layer.begin + unit];
        var a = vec4(biases.x);
        var b = vec4(biases.y);
        var c = vec4(biases.z);
        var d = vec4(biases.w);
        for (var i = 0u; i < layer.n_in; i += room) {
            let n = min(room, layer.n_in - i);
            if l == 0u && (round == 0u || layer.n_in > room) {
                workgroupBarrier();
                fill(coalition, begin, i, n, thread);
                workgroupBarrier();
            }
            for (var k = 0u; k < n; k++) {
                let x = cells[source + k * job.n_quads + quad];
                let weights = parameters[layer.begin + (i + k + 1u) * n_units + unit];
                a += x * weights.x;
                b += x * weights.y;
                c += x * weights.z;
                d += x * weights.w;
            }
        }
        if block < n_blocks {
            let at = to + 4u * unit * job.n_quads + quad;
            cells[at] = activate(layer.activation, a);
            cells[at + job.n_quads] = activate(layer.activation, b);
            cells[at + 2u * job.n_quads] = activate(layer.activation, c);
            cells[at + 3u * job.n_quads] = activate(layer.activation, d);
        }
    }
    workgroupBarrier();
}

fn raw(unit: u32, sample: u32) -> f32 {
    return cells[job.n_layers % 2u * HALF + unit * job.n_quads + sample / 4u][sample % 4u];
}

// What is averaged, and its complement to one: a probability near one keeps its digits in the latter only.
fn reduction(sample: u32) -> vec2<f32> {
    let own = raw(job.unit, sample);
    switch job.reduction {
        case LOGISTIC: { return vec2(logistic(own), logistic(-own)); }
        case COMPLEMENT: { return vec2(logistic(-own), logistic(own)); }
        case SOFTMAX: {
            let n_units = layers[job.n_layers - 1u].n_out;
            var top = own;
            for (var unit = 0u; unit < n_units; unit++) {
                top = max(top, raw(unit, sample));
            }
            var others = 0.0;
            for (var unit = 0u; unit < n_units; unit++) {
                if unit != job.unit {
                    others += exponential(max(raw(unit, sample) - top, -FARTHEST));
                }
            }
            let e = exponential(max(own - top, -FARTHEST));
            return vec2(e, others) / (e + others);
        }
        default: { return vec2(own, 0.0); }
    }
}

@compute @workgroup_size(THREADS)
fn masked(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) thread: u32,
) {
    let coalition = group.y * groups.x + group.x;
    if coalition >= job.n_coalitions {
        return;
    }
    var sum = vec2<f32>();
    for (var begin = 0u; begin < job.n_background; begin += 4u * job.n_quads) {
        for (var l = 0u; l < job.n_layers; l++) {
            run(l, coalition, begin, thread);
        }
        if thread < min(4u * job.n_quads, job.n_background - begin) {
            sum += reduction(thread);
        }
        workgroupBarrier();
    }
    cells[thread] = vec4(sum, 0.0, 0.0);
    workgroupBarrier();
    if thread == 0u {
        for (var other = 1u; other < THREADS; other++) {
            sum += cells[other].xy;
        }
        means[coalition] = sum / f32(job.n_background);
    }
}
