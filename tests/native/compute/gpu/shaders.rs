//! Shaders are sound WGSL within what every device has, whether or not there is one here.

use naga::valid::{Capabilities, ValidationFlags, Validator};
use vitrine::compute::gpu::{DENSE, MASKED, Shader};

/// Why a text is no shader; empty where it is one.
fn fault(source: &str) -> String {
    match naga::front::wgsl::parse_str(source) {
        Err(e) => e.emit_to_string(source),
        Ok(module) => {
            let found = Validator::new(ValidationFlags::all(), Capabilities::empty()).validate(&module);
            found.err().map_or(String::new(), |e| e.emit_to_string(source))
        }
    }
}

#[test]
fn n13_shaders_are_sound() {
    for shader in [DENSE, MASKED] {
        let Shader { name, .. } = shader;
        let source = shader.source();
        assert_eq!(fault(&source), "", "{name}");
        let module = naga::front::wgsl::parse_str(&source).expect("a sound shader");
        let entries: Vec<&str> = module.entry_points.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(entries, [name], "its only entry has its name");
        // Sixteen KB of a workgroup's memory, 64 threads: what every device has.
        assert!(module.entry_points[0].workgroup_size.iter().product::<u32>() <= 256, "{name}");
        for broken in [source.replace("job.n_", "job.m_"), source.replace("vec4(", "vec3(")] {
            assert!(broken != source && !fault(&broken).is_empty(), "{name}: nothing is looked at");
        }
    }
}
