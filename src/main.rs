//! The `arr` binary: hands the command line to the library.
fn main() -> std::process::ExitCode {
    arr::cli::main()
}
