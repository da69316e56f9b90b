//! How the program is linked: so that little has to be done before it runs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|v| v == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        // A program at a fixed address has no pointers to mend: a third fewer pages are touched by a start.
        println!("cargo::rustc-link-arg-bins=-no-pie");
        // The unwinder within the program is one library less to load, which asks the processor what it can a dozen times.
        println!("cargo::rustc-link-lib=static:+whole-archive,-bundle=gcc_eh");
    }
}
