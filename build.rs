//! How the program is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A program at a fixed address has no pointers to mend before it runs: a third fewer pages are touched by a start.
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|v| v == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
