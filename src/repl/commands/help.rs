//! `%help`, and `name?`: what is known about commands and names, from their tables.

use std::fmt::Write;

use crate::display::{Meaning, Text};
use crate::error::Result;
use crate::explain::Names;
use crate::lang::{self, ATTRIBUTES, Attribute, Hint, Home, Interp, Module, Returns, RowId, Table, Value};
use crate::memory::{Array, Base};
use crate::session::Ran;

use super::super::command::{self, Call, ROWS, UsageError};
use super::super::complete::{Known, known, row_of};
use super::super::half::Object;
use super::names::{memory, push_tag, short};

pub(in super::super) fn help(call: &mut Call<'_>) -> Result<Ran> {
    let mut text = Text::default();
    let name = call.arguments();
    if name.is_empty() {
        let width = ROWS.iter().map(|row| row.usage().chars().count()).max().unwrap_or(0);
        for row in ROWS {
            let _ = writeln!(text.plain, "{:width$}  {}", row.usage(), row.help);
        }
        let _ =
            writeln!(text.plain, "{:width$}  What NAME is: a name of yours, a function, a.method.", "NAME?");
    } else if let Some(row) = command::by_name(name) {
        let _ = writeln!(text.plain, "{}\n    {}", row.usage(), row.help);
    } else if name.starts_with('%') || !call.line.text.trim_start().starts_with("%help") {
        let name = name.trim_start_matches('%').to_owned();
        return Err(UsageError::Unknown { hint: command::unknown(&name), name }.into());
    } else {
        return about(call);
    }
    Ok(call.show(text))
}

pub(in super::super) fn about(call: &mut Call<'_>) -> Result<Ran> {
    let path = call.arguments();
    if path.is_empty() {
        return Err(call.usage());
    }
    let interp = call.session.interp();
    let text = describe(interp, path)?;
    // What was read on the way is no doing of the user's.
    interp.memory.clear_events();
    Ok(call.show(text))
}

fn describe(interp: &mut Interp, path: &str) -> Result<Text> {
    let mut parts = path.split('.').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let mut object = Object::Name(first);
    let mut name = first;
    let mut of_array = false;
    for part in parts {
        of_array = matches!(known(interp, &object), Some(Known::Value(Value::Array(_)) | Known::Array));
        object = Object::Member(Box::new(object), part);
        name = part;
    }
    if of_array && let Some(row) = ATTRIBUTES.iter().find(|row| row.name == name) {
        return Ok(attribute_text(path, row));
    }
    let found = known(interp, &object);
    if let Some(row) = found.as_ref().and_then(row_of) {
        return Ok(function_text(row));
    }
    match found {
        Some(Known::Value(Value::Array(array))) => Ok(array_text(interp, path, &array)),
        Some(Known::Value(Value::Module(module))) => Ok(module_text(path, module)),
        Some(Known::Value(value)) => {
            let mut text = Text::default();
            let _ = writeln!(
                text.plain,
                "{path}: {}\nvalue   {}",
                value.type_name(),
                short(&interp.repr(&value))
            );
            Ok(text)
        }
        // A method's name alone: any value's will do.
        _ => {
            if path == name {
                let table = Table::get();
                if let Some(row) = HOMES.iter().find_map(|home| table.find(*home, name)) {
                    return Ok(function_text(row));
                }
                if let Some(row) = ATTRIBUTES.iter().find(|row| row.name == name) {
                    return Ok(attribute_text(&format!("a.{name}"), row));
                }
            }
            let own: Vec<String> = interp.bound().map(|(name, _)| name.to_owned()).collect();
            let candidates =
                own.iter().map(String::as_str).chain(lang::bare_names().map(|name| -> &str { name }));
            let hint = Hint(if path == name { lang::nearest(name, candidates) } else { None });
            Err(UsageError::NoName { name: path.to_owned(), hint }.into())
        }
    }
}

/// Where a method is looked for when only its name is given.
const HOMES: [Home; 13] = [
    Home::Array,
    Home::Str,
    Home::Bytes,
    Home::List,
    Home::Tuple,
    Home::Dict,
    Home::Set,
    Home::Range,
    Home::Slice,
    Home::Number,
    Home::Ufunc,
    Home::Special,
    Home::Object(lang::FLATITER),
];

fn function_text(id: RowId) -> Text {
    let row = id.row();
    let mut text = Text::default();
    let _ = writeln!(text.plain, "{}", signature(id));
    let _ = writeln!(text.plain, "    {}", row.help);
    returns(&mut text, row.returns);
    let _ = writeln!(text.plain, "example {}", row.example);
    if row.names.len() > 1 {
        let _ = writeln!(text.plain, "also    {}", row.names[1..].join(", "));
    }
    // A function and a method of one name may differ.
    let other = match row.home {
        Home::Numpy => Table::get().find(Home::Array, row.names[0]),
        Home::Array => Table::get().find(Home::Numpy, row.names[0]),
        _ => None,
    };
    if let Some(other) = other {
        let what = if row.home == Home::Numpy { "method" } else { "function" };
        let _ = writeln!(text.plain, "{what:7} {}", signature(other));
    }
    text
}

/// A function as it is called.
fn signature(id: RowId) -> String {
    let row = id.row();
    let before = match row.home {
        Home::Numpy => "np.".to_owned(),
        Home::In(module) => format!("{}.", module.name().replace("numpy", "np")),
        Home::Bare => String::new(),
        Home::Array => "a.".to_owned(),
        Home::Special => "x.".to_owned(),
        Home::Str => "str.".to_owned(),
        Home::Bytes => "bytes.".to_owned(),
        Home::List => "list.".to_owned(),
        Home::Tuple => "tuple.".to_owned(),
        Home::Dict => "dict.".to_owned(),
        Home::Set => "set.".to_owned(),
        Home::Range => "range.".to_owned(),
        Home::Slice => "slice.".to_owned(),
        Home::Number => "number.".to_owned(),
        Home::Ufunc => "ufunc.".to_owned(),
        Home::Object(class) | Home::Class(class) => format!("{}.", class.rsplit('.').next().unwrap_or(class)),
    };
    format!("{before}{}({})", row.names[0], row.parameters)
}

fn attribute_text(path: &str, row: &Attribute) -> Text {
    let mut text = Text::default();
    let _ = writeln!(text.plain, "{path}{}", if row.set.is_some() { "  (can be assigned to)" } else { "" });
    let _ = writeln!(text.plain, "    {}", row.help);
    returns(&mut text, row.returns);
    let _ = writeln!(text.plain, "example {}", row.example);
    text
}

fn returns(text: &mut Text, returns: Returns) {
    let words = match returns {
        Returns::Alias => "an alias: the very array it was given",
        Returns::AliasOrCopy => "an alias where nothing had to be done, else a copy",
        Returns::AliasOrView => "an alias where nothing had to be done, else a view",
        Returns::View => "a view: another array object on the same memory",
        Returns::ViewOrCopy => "a view where the strides allow it, else a copy",
        Returns::Copy => "a copy: the elements in memory of their own",
        Returns::New => "a new array",
        Returns::Scalar => "nothing that could share memory",
        Returns::Nothing => "None",
        Returns::Other => return,
    };
    text.push("returns ");
    text.push_meaning(words, Meaning::Note);
    text.push("\n");
}

fn array_text(interp: &Interp, path: &str, array: &Array) -> Text {
    let names = Names::new(interp.bound());
    let mut text = Text::default();
    let _ = write!(text.plain, "{path}: ndarray, ");
    text.append(&memory(array, &names.standing(path, array)));
    let _ = writeln!(text.plain, "\nshape   {}", interp.repr(&Value::shape(&array.shape())));
    let _ = writeln!(text.plain, "dtype   {}", array.dtype().name());
    let strides = Value::tuple(array.strides().iter().map(|&s| Value::Int(s as i64)).collect());
    let _ = writeln!(text.plain, "strides {}", interp.repr(&strides));
    let (own, buffer) = (array.nbytes(), array.buffer().len());
    let _ = writeln!(
        text.plain,
        "bytes   {own}{}",
        if own == buffer { String::new() } else { format!(" of a buffer of {buffer}") }
    );
    match array.base() {
        None => text.push("base    None: it owns its memory\n"),
        Some(Base::Array(base) | Base::Holder(_, base)) => {
            text.push("base    ");
            push_tag(&mut text, &base);
            text.push("\n");
        }
    }
    let aliases: Vec<&str> = names.aliases(path, array).collect();
    if !aliases.is_empty() {
        let _ = writeln!(text.plain, "aliases {}", aliases.join(", "));
    }
    let elements = interp.repr(&Value::Array(array.clone()));
    let _ = writeln!(text.plain, "value   {}", short(&elements));
    text
}

fn module_text(path: &str, module: Module) -> Text {
    let mut text = Text::default();
    let count = lang::member_names(module).filter(|name| !name.starts_with('_')).count();
    let _ = writeln!(text.plain, "{path}: module {}, {count} names; {path}.<Tab> lists them", module.name());
    text
}
