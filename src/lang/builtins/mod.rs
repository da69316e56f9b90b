//! The rows of the table, and the functions in them: a file a subject.

mod addresses;
mod bits;
mod byte_methods;
mod bytearray;
mod bytes;
mod comparing;
mod construct;
mod contraction;
mod copying;
mod correlation;
mod creation;
mod deque;
mod descriptors;
mod dicts;
mod dtypes;
mod faults;
mod formatting;
mod generics;
mod grids;
mod gufuncs;
mod histograms;
mod indexing;
mod iteration;
mod iterators;
mod joining;
mod limits;
mod memory;
mod modules;
mod named;
mod namespaces;
mod nan;
mod nditer;
mod numerals;
mod objects;
mod padding;
mod partition;
mod printing;
mod products;
mod pure;
mod python;
mod ranges;
mod reductions;
mod rounding;
mod scalars;
mod scopes;
mod set_methods;
mod sets;
mod shapes;
mod sorting;
mod special;
mod statistics;
mod strings;
mod support;
mod ufuncs;
mod vectorize;
mod views;
mod words;

use crate::error::Result;

use super::call::{Args, Given};
use super::interp::Interp;
use super::table::Builtin;
use super::value::Value;

pub(super) use addresses::{Ctypes, MemoryView, interface};
pub(super) use byte_methods::bytes_like;
pub(super) use bytearray::{
    BYTEARRAY, ByteArray, as_bytearray, extend as extend_bytearray, replace as replace_bytearray,
};
pub(super) use bytes::contain as bytes_contain;
pub(super) use construct::construct;
pub(super) use descriptors::{
    bind_descriptor, class_method, constant_function, delete_property, descriptor_parts, is_abstract,
    is_property, method_of_object, method_of_type, object_attribute, object_method, set_property,
    unbound_method, unwrap_classmethod, unwrap_staticmethod,
};
pub(super) use dicts::pairs_of;
pub(super) use generics::{alias_of, origin_of, union_of, union_parts};
pub(super) use grids::BRACKETED;
pub(super) use gufuncs::matmul_in_place;
pub(super) use modules::{
    ModuleState, class_and_bases, class_member, module_constants, module_member, name_in_errors,
    native_module,
};
pub(super) use namespaces::members_of_module;
pub use objects::FLATITER;
pub(super) use objects::array_of_flat;
pub(super) use objects::{FlagsObject, FlatIter, Holder};
pub(super) use printing::{format_element, formatter as formatter_for};
pub(super) use products::matmul;
pub(super) use python::is_instance;
pub(super) use scalars::{DTYPE, SCALAR, has as scalar_has, number_has};
pub(super) use special::is_unhashable;
pub(super) use strings::ascii_of as to_ascii;
pub(super) use support::support_member;
pub(super) use ufuncs::identity_of;

/// Every row, subject by subject.
pub(super) const ROWS: &[&[Builtin]] = &[
    creation::ROWS,
    copying::ROWS,
    dtypes::ROWS,
    shapes::ROWS,
    joining::ROWS,
    padding::ROWS,
    indexing::ROWS,
    ufuncs::ROWS,
    reductions::ROWS,
    rounding::ROWS,
    comparing::ROWS,
    sorting::ROWS,
    partition::ROWS,
    sets::ROWS,
    bits::ROWS,
    nditer::ROWS,
    products::ROWS,
    contraction::ROWS,
    statistics::ROWS,
    nan::ROWS,
    histograms::ROWS,
    correlation::ROWS,
    limits::ROWS,
    scalars::ROWS,
    printing::ROWS,
    faults::ROWS,
    numerals::ROWS,
    memory::ROWS,
    objects::ROWS,
    grids::ROWS,
    gufuncs::ROWS,
    iteration::ROWS,
    iterators::ROWS,
    python::ROWS,
    pure::ROWS,
    namespaces::ROWS,
    support::ROWS,
    deque::ROWS,
    descriptors::ROWS,
    strings::ROWS,
    formatting::ROWS,
    ranges::ROWS,
    scopes::ROWS,
    bytes::ROWS,
    byte_methods::ROWS,
    bytearray::ROWS,
    dicts::ROWS,
    set_methods::ROWS,
    views::ROWS,
    words::ROWS,
    special::OPERATORS,
    special::ROWS,
    addresses::ROWS,
    modules::math::ROWS,
    modules::cmath::ROWS,
    modules::random::ROWS,
    modules::itertools::ROWS,
    modules::files::ROWS,
    modules::sys::ROWS,
    modules::re::ROWS,
    modules::re::SEARCHES,
    modules::json::ROWS,
    modules::clock::ROWS,
    modules::timeit::ROWS,
    modules::os::ROWS,
    modules::paths::ROWS,
];

/// Members of `np` that are neither functions nor constants: what is indexed instead of called.
pub(super) fn special_member(name: &str) -> Option<Value> {
    grids::bracketed(name)
}

/// Calls one of NumPy's functions by its name.
pub(super) fn numpy(interp: &mut Interp, name: &str, given: Given) -> Result<Value> {
    match super::modules::member(super::value::Module::Numpy, name) {
        Some(function) => interp.call(&function, given),
        None => Ok(Value::None),
    }
}

/// The array that an argument means: an array itself, anything else converted.
fn array(interp: &mut Interp, args: &Args, name: &str) -> Result<crate::memory::Array> {
    let value = args.value(name).clone();
    interp.as_array(&value)
}

/// The array of an argument, or the array whose method is called.
fn target(interp: &mut Interp, args: &Args) -> Result<crate::memory::Array> {
    match args.this() {
        Value::None => array(interp, args, "a"),
        _ => args.this_array(),
    }
}

/// The array of an `out=` argument.
fn out(args: &Args) -> Result<Option<crate::memory::Array>> {
    match args.get("out") {
        None | Some(Value::None | Value::Ellipsis) => Ok(None),
        Some(Value::Array(array)) => Ok(Some(array.clone())),
        Some(Value::Tuple(items)) if items.len() == 1 && matches!(items[0], Value::Array(_)) => {
            Ok(if let Value::Array(array) = &items[0] { Some(array.clone()) } else { None })
        }
        Some(_) => {
            Err(super::errors::ValueKindError::Type { message: "return arrays must be of ArrayType".into() }
                .into())
        }
    }
}
