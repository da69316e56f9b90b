//! Array objects: what names are bound to.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::{Rc, Weak};

use crate::error::Result;

use super::layout::{Layout, Order, Shape, Strides, checked_size};
use super::typed::{gather, typed};
use super::{ArrayId, Buffer, CopyReason, DType, Element, Event, Init, Memory, Relation, Scalar};

/// A handle on an array object. Cloning the handle is an alias: both are the same array object.
#[derive(Clone)]
pub struct Array(Rc<Object>);

/// A handle that does not keep the array object alive.
#[derive(Clone, Debug)]
pub struct WeakArray(Weak<Object>);

struct Object {
    id: ArrayId,
    /// How many handles do not count.
    held: Cell<usize>,
    state: RefCell<State>,
}

impl Drop for Object {
    /// Lets go of a chain of bases one after another: one destructor in another would use up the stack.
    fn drop(&mut self) {
        let state = self.state.get_mut();
        state.buffer.memory().bury(self.id);
        let mut base = state.base.take();
        while let Some(Base::Array(array) | Base::Holder(_, array)) = base {
            base = match array.0.state.try_borrow_mut() {
                Ok(mut state) if Rc::strong_count(&array.0) == 1 => state.base.take(),
                _ => None,
            };
        }
    }
}

/// What decides about `flags.aligned`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alignment {
    /// Where the elements stand.
    OfLayout,
    /// Somebody who took the flag away.
    Denied,
}

/// What an array object is made of. `a.shape = …`, `a.flags.writeable = …` and `a.resize(…)` change it in place.
struct State {
    buffer: Rc<Buffer>,
    dtype: DType,
    layout: Layout,
    writeable: bool,
    warn_on_write: bool,
    owns_data: bool,
    alignment: Alignment,
    base: Option<Base>,
    origin: Origin,
}

impl State {
    /// Whether two elements have bytes in common.
    fn folds(&self) -> bool {
        let itemsize = self.dtype.itemsize();
        !self.layout.is_c_contiguous(itemsize) && super::has_internal_overlap(&self.layout, itemsize)
    }
}

/// What `a.base` gives: whoever keeps the memory alive.
#[derive(Clone, Debug)]
pub enum Base {
    /// Another array object.
    Array(Array),
    /// An object that only holds on to an array, as under `as_strided` and `sliding_window_view`: its Python type name, and the array.
    Holder(&'static str, Array),
}

/// How an array object came to be.
#[derive(Clone, Debug)]
pub struct Origin {
    /// New, view or copy.
    pub relation: Relation,
    /// The operation, by its name in NumPy.
    pub operation: &'static str,
    /// The array object that it is a view or a copy of.
    pub of: Option<ArrayId>,
    /// Why a copy was made where a view was possible in general.
    pub reason: Option<CopyReason>,
}

/// The array that the tags of a buffer refer to: the first one that was bound to a name or shown.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The buffer's number, as in `@m1`.
    pub tag: u32,
    array: WeakArray,
    layout: Layout,
    dtype: DType,
}

impl Reference {
    /// The layout and dtype of the reference array: as they are now, or as they were when it was last alive and asked.
    pub fn geometry(&self) -> (Layout, DType) {
        match self.array.0.upgrade() {
            Some(object) => {
                let state = object.state.borrow();
                (state.layout.clone(), state.dtype)
            }
            None => (self.layout.clone(), self.dtype),
        }
    }

    /// The reference array, if it is still alive.
    pub fn array(&self) -> Option<Array> {
        self.array.0.upgrade().map(Array)
    }
}

/// The event that says how an array object on a buffer came to be.
fn made(array: ArrayId, buffer: &Buffer, origin: &Origin) -> Event {
    let Origin { relation, operation, of, reason } = origin;
    let site = buffer.memory().site();
    let reason = reason.clone();
    Event::Made { array, buffer: buffer.id(), relation: *relation, of: *of, operation, reason, site }
}

impl Array {
    fn make(buffer: Rc<Buffer>, dtype: DType, layout: Layout, origin: Origin) -> Self {
        let id = buffer.memory().next_array_id();
        buffer.memory().record(|| made(id, &buffer, &origin));
        let state = State {
            buffer,
            dtype,
            layout,
            writeable: true,
            warn_on_write: false,
            owns_data: true,
            alignment: Alignment::OfLayout,
            base: None,
            origin,
        };
        Self(Rc::new(Object { id, held: Cell::new(0), state: RefCell::new(state) }))
    }

    /// A new array with a buffer of its own. `layout` is that of a packed array at the start of a buffer; if it is empty, its strides become
    /// zero, as NumPy's do.
    ///
    /// Fails with `MemoryError` over the limit, and with `ValueError` if the size does not fit a machine word.
    pub fn with_layout(
        memory: &Memory,
        mut layout: Layout,
        dtype: DType,
        init: Init,
        operation: &'static str,
    ) -> Result<Self> {
        let bytes = checked_size(&layout.shape)
            .and_then(|n| n.checked_mul(dtype.itemsize()))
            .filter(|&n| isize::try_from(n).is_ok())
            .ok_or(ArrayError::TooBig {})?;
        if layout.ndim() > super::MAX_DIMS {
            return Err(ArrayError::TooManyDims { ndim: layout.ndim() }.into());
        }
        if bytes == 0 {
            // NumPy gives zero strides to what it allocates for an empty array.
            layout.strides.fill(0);
        }
        let buffer = memory.alloc(bytes, init, &layout.shape, dtype)?;
        let origin = Origin { relation: Relation::New, operation, of: None, reason: None };
        Ok(Self::make(buffer, dtype, layout, origin))
    }

    /// A new C-ordered array of zeros.
    pub fn zeros(memory: &Memory, shape: &[usize], dtype: DType, operation: &'static str) -> Result<Self> {
        Self::with_layout(memory, Layout::c(shape, dtype.itemsize()), dtype, Init::Zeroed, operation)
    }

    /// A new C-ordered array whose every element the caller writes before anyone can see it.
    pub fn overwritten(
        memory: &Memory,
        shape: &[usize],
        dtype: DType,
        operation: &'static str,
    ) -> Result<Self> {
        Self::with_layout(memory, Layout::c(shape, dtype.itemsize()), dtype, Init::Overwritten, operation)
    }

    /// A new C-ordered array holding `values`, as many as `shape` has elements.
    pub fn from_slice<T: Element>(
        memory: &Memory,
        shape: &[usize],
        values: &[T],
        operation: &'static str,
    ) -> Result<Self> {
        debug_assert_eq!(checked_size(shape), Some(values.len()));
        let array = Self::overwritten(memory, shape, T::DTYPE, operation)?;
        array.fill_new(values);
        Ok(array)
    }

    /// A new 0-d array.
    pub fn scalar<T: Element>(memory: &Memory, value: T, operation: &'static str) -> Result<Self> {
        Self::from_slice(memory, &[], &[value], operation)
    }

    /// Fills an array that nobody else has seen, in the order of its buffer, without a write event. Unwinds with [`super::Stopped`] at Ctrl-C.
    pub fn fill_new<T: Element>(&self, values: &[T]) {
        let state = self.0.state.borrow();
        let mut bytes = state.buffer.write();
        let values: &[u8] = bytemuck::cast_slice(values);
        let n = values.len().min(bytes.len());
        let mut at = 0;
        super::in_pieces(&values[..n], |piece| {
            bytes[at..at + piece.len()].copy_from_slice(piece);
            at += piece.len();
        });
    }

    /// The buffer of an array that nobody else has seen, to fill it: neither checked nor recorded.
    pub fn write_new(&self) -> WriteGuard {
        WriteGuard { buffer: self.buffer() }
    }

    /// Another array object on the same buffer. `layout` (of elements of `dtype`) lies inside the buffer.
    ///
    /// Its base is what NumPy's would be: the array that owns the data, or the first in the chain of bases that is not an array.
    #[must_use]
    pub fn view_as(&self, layout: Layout, dtype: DType, operation: &'static str) -> Self {
        let state = self.0.state.borrow();
        let origin = Origin { relation: Relation::View, operation, of: Some(self.id()), reason: None };
        let view = Self::make(Rc::clone(&state.buffer), dtype, layout, origin);
        {
            let mut new = view.0.state.borrow_mut();
            new.owns_data = false;
            new.writeable = state.writeable;
            new.warn_on_write = state.warn_on_write;
            new.base = Some(match &state.base {
                Some(Base::Array(owner)) if !state.owns_data => Base::Array(owner.clone()),
                _ => Base::Array(self.clone()),
            });
        }
        view
    }

    /// A view with the same dtype.
    #[must_use]
    pub fn view(&self, layout: Layout, operation: &'static str) -> Self {
        self.view_as(layout, self.dtype(), operation)
    }

    /// The same array object, recorded as a copy of `of` for the given reason. For results that nobody else has seen yet.
    #[must_use]
    pub fn as_copy_of(self, of: &Self, reason: CopyReason) -> Self {
        let operation = self.origin().operation;
        self.with_origin(Origin {
            relation: Relation::Copy,
            operation,
            of: Some(of.id()),
            reason: Some(reason),
        })
    }

    /// The same array object, a view of a hidden temporary, recorded as new. For results that nobody else has seen yet.
    #[must_use]
    pub fn as_new(self) -> Self {
        let operation = self.origin().operation;
        self.with_origin(Origin { relation: Relation::New, operation, of: None, reason: None })
    }

    /// The same array object, known and recorded as made in another way than was said when it was made.
    fn with_origin(self, origin: Origin) -> Self {
        let mut state = self.0.state.borrow_mut();
        state.buffer.memory().record_made_otherwise(made(self.id(), &state.buffer, &origin));
        state.origin = origin;
        drop(state);
        self
    }

    /// The same array object, not writeable. For results that nobody else has seen yet.
    #[must_use]
    pub fn read_only(self) -> Self {
        self.0.state.borrow_mut().writeable = false;
        self
    }

    /// The same array object with another base. For results that nobody else has seen yet.
    #[must_use]
    pub fn with_base(self, base: Base) -> Self {
        let mut state = self.0.state.borrow_mut();
        state.base = Some(base);
        state.owns_data = false;
        drop(state);
        self
    }

    /// Whether both handles mean the same array object: Python's `is`.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A handle that does not keep the array object alive.
    pub fn downgrade(&self) -> WeakArray {
        WeakArray(Rc::downgrade(&self.0))
    }

    /// How many handles there are: names, containers, bases and temporaries.
    pub fn handles(&self) -> usize {
        Rc::strong_count(&self.0) - self.0.held.get()
    }

    /// Leaves one more handle, or one less, out of [`Self::handles`]: one that only serves to take statements back.
    pub fn hold(&self, more: bool) {
        let held = self.0.held.get();
        self.0.held.set(if more { held + 1 } else { held.saturating_sub(1) });
    }

    /// The identity of the array object.
    pub fn id(&self) -> ArrayId {
        self.0.id
    }

    /// The address of the first element, as programs see it: that of the buffer and the offset in it. See [`Buffer::address`].
    pub fn address(&self) -> u64 {
        let state = self.0.state.borrow();
        state.buffer.address() + state.layout.offset as u64
    }

    /// Whether a write gives the warning of `broadcast_arrays`.
    pub fn warns_on_write(&self) -> bool {
        self.0.state.borrow().warn_on_write
    }

    /// The buffer.
    pub fn buffer(&self) -> Rc<Buffer> {
        Rc::clone(&self.0.state.borrow().buffer)
    }

    /// The memory it lives in.
    pub fn memory(&self) -> Memory {
        self.0.state.borrow().buffer.memory().clone()
    }

    /// Whether both live in one buffer.
    pub fn same_buffer(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0.state.borrow().buffer, &other.0.state.borrow().buffer)
    }

    /// The dtype.
    pub fn dtype(&self) -> DType {
        self.0.state.borrow().dtype
    }

    /// Bytes an element.
    pub fn itemsize(&self) -> usize {
        self.dtype().itemsize()
    }

    /// Where the elements stand.
    pub fn layout(&self) -> Layout {
        self.0.state.borrow().layout.clone()
    }

    /// The lengths of the axes.
    pub fn shape(&self) -> Shape {
        self.0.state.borrow().layout.shape.clone()
    }

    /// Bytes between neighbours along each axis.
    pub fn strides(&self) -> Strides {
        self.0.state.borrow().layout.strides.clone()
    }

    /// The number of axes.
    pub fn ndim(&self) -> usize {
        self.0.state.borrow().layout.ndim()
    }

    /// The number of elements.
    pub fn size(&self) -> usize {
        self.0.state.borrow().layout.size()
    }

    /// The bytes of the elements, each counted once however often it is seen: `size × itemsize`.
    pub fn nbytes(&self) -> usize {
        self.size() * self.itemsize()
    }

    /// The length of the first axis, if there is one.
    pub fn first_len(&self) -> Option<usize> {
        self.0.state.borrow().layout.shape.first().copied()
    }

    /// `flags.c_contiguous`
    pub fn is_c_contiguous(&self) -> bool {
        let state = self.0.state.borrow();
        state.layout.is_c_contiguous(state.dtype.itemsize())
    }

    /// `flags.f_contiguous`
    pub fn is_f_contiguous(&self) -> bool {
        let state = self.0.state.borrow();
        state.layout.is_f_contiguous(state.dtype.itemsize())
    }

    /// `flags.aligned`: each element stands at a multiple of its alignment, and nobody said otherwise.
    pub fn is_aligned(&self) -> bool {
        self.0.state.borrow().alignment == Alignment::OfLayout && self.may_be_aligned()
    }

    /// Sets `flags.aligned` without asking; see [`Self::may_be_aligned`].
    pub fn set_aligned(&self, aligned: bool) {
        let alignment = if aligned { Alignment::OfLayout } else { Alignment::Denied };
        self.0.state.borrow_mut().alignment = alignment;
    }

    /// Whether each element stands at a multiple of its alignment.
    pub fn may_be_aligned(&self) -> bool {
        let state = self.0.state.borrow();
        let align = state.dtype.alignment();
        let layout = &state.layout;
        layout.offset.is_multiple_of(align)
            && layout
                .shape
                .iter()
                .zip(&layout.strides)
                .all(|(&n, &s)| n <= 1 || s.unsigned_abs() % align == 0)
    }

    /// `flags.writeable`
    pub fn is_writeable(&self) -> bool {
        self.0.state.borrow().writeable
    }

    /// `flags.owndata`
    pub fn owns_data(&self) -> bool {
        self.0.state.borrow().owns_data
    }

    /// `base`
    pub fn base(&self) -> Option<Base> {
        self.0.state.borrow().base.clone()
    }

    /// How the array object came to be.
    pub fn origin(&self) -> Origin {
        self.0.state.borrow().origin.clone()
    }

    /// Sets `flags.writeable` without asking; see [`Self::may_become_writeable`]. Whoever sets it has heard of [`Self::warns_on_write`].
    pub fn set_writeable(&self, writeable: bool) {
        let mut state = self.0.state.borrow_mut();
        let before = std::mem::replace(&mut state.writeable, writeable);
        state.warn_on_write = false;
        if before != writeable {
            state.buffer.memory().record(|| Event::Flagged { array: self.id(), writeable: before });
        }
    }

    /// Whether `flags.writeable = True` is allowed: the array owns its data, or an array in its chain of bases is writeable.
    ///
    /// The flag as it stands does not count, and what only holds on to an array (see [`Base::Holder`]) offers no memory to write to.
    pub fn may_become_writeable(&self) -> bool {
        let mut array = self.clone();
        loop {
            let base = {
                let state = array.0.state.borrow();
                match &state.base {
                    _ if state.owns_data => None,
                    base => base.clone(),
                }
            };
            array = match base {
                None => return array.is(self),
                Some(Base::Array(base)) if base.is_writeable() => return true,
                Some(Base::Array(base)) => base,
                Some(Base::Holder(..)) => return false,
            };
        }
    }

    /// Marks the result of `broadcast_arrays`: writing to it gives a `DeprecationWarning`.
    pub fn set_warn_on_write(&self, warn: bool) {
        self.0.state.borrow_mut().warn_on_write = warn;
    }

    /// Changes shape and strides in place: `a.shape = …`. `layout` lies inside the buffer.
    pub fn set_layout(&self, layout: Layout) {
        let dtype = self.dtype();
        let before = std::mem::replace(&mut self.0.state.borrow_mut().layout, layout);
        self.memory().record(|| Event::Reshaped {
            array: self.id(),
            what: "shape",
            before: Box::new((before, dtype)),
        });
    }

    /// Changes dtype and layout in place: `a.dtype = …`. `layout` lies inside the buffer.
    pub fn set_geometry(&self, layout: Layout, dtype: DType) {
        let mut state = self.0.state.borrow_mut();
        let before = (std::mem::replace(&mut state.layout, layout), state.dtype);
        state.dtype = dtype;
        let memory = state.buffer.memory().clone();
        drop(state);
        memory.record(|| Event::Reshaped { array: self.id(), what: "dtype", before: Box::new(before) });
    }

    /// Takes over the buffer and the layout of `other`, an array nobody else has seen: `a.resize(…)`.
    ///
    /// The number of the buffer goes with its reference array. Whoever stays behind stands on a buffer with a number of its own.
    pub fn replace_with(&self, other: &Self) {
        let (buffer, layout, left) = (other.buffer(), other.layout(), self.buffer());
        let goes_along = |reference: &Reference| reference.array().is_none_or(|array| array.is(self));
        if let Some(reference) = left.reference().filter(goes_along) {
            let (left_layout, left_dtype) = reference.geometry();
            buffer.set_reference(reference);
            // One is this array's, one is held here.
            let left_behind = Rc::strong_count(&left) > 2;
            if left_behind && let Some(tag) = buffer.memory().next_tag() {
                let array = WeakArray(Weak::new());
                left.set_reference(Reference { tag, array, layout: left_layout, dtype: left_dtype });
            }
        }
        drop(left);
        let mut state = self.0.state.borrow_mut();
        let old = std::mem::replace(&mut state.buffer, buffer);
        let before = (std::mem::replace(&mut state.layout, layout), state.dtype);
        let memory = state.buffer.memory().clone();
        drop(state);
        memory.record(|| Event::Reshaped { array: self.id(), what: "size", before: Box::new(before) });
        drop(old);
    }

    /// The bytes of the whole buffer, to read. Elements stand where [`Self::layout`] says.
    ///
    /// Must not be held while the same buffer is written: copy what overlaps first.
    pub fn read(&self) -> BufferRead<'_> {
        BufferRead { state: self.0.state.borrow() }
    }

    /// Fails with `ValueError: assignment destination is read-only` unless the array is writeable.
    pub fn check_writeable(&self) -> Result<()> {
        if self.is_writeable() { Ok(()) } else { Err(ArrayError::ReadOnly {}.into()) }
    }

    /// The buffer to write to, checked to be writeable; the write is recorded. Take its bytes with [`WriteGuard::bytes`].
    ///
    /// Fails with `ValueError: assignment destination is read-only`.
    pub fn write(&self) -> Result<WriteGuard> {
        self.write_to(None)
    }

    /// The same for a write that touches only the elements of `layout`, a part of this array: what is recorded is that part.
    pub fn write_part(&self, layout: Layout) -> Result<WriteGuard> {
        self.write_to(Some(layout))
    }

    fn write_to(&self, part: Option<Layout>) -> Result<WriteGuard> {
        self.check_writeable()?;
        let (buffer, dtype, warn, folded) = {
            let mut state = self.0.state.borrow_mut();
            let warn = std::mem::take(&mut state.warn_on_write);
            (Rc::clone(&state.buffer), state.dtype, warn, state.folds())
        };
        if warn {
            buffer.memory().warn(ArrayError::BroadcastWrite {});
        } else if folded {
            buffer.memory().warn(super::MemoryWarning::SelfOverlap {});
        }
        let memory = buffer.memory();
        // Which elements are written is asked by those only who also ask for what stood there.
        let layout = memory.is_saving().then(|| Box::new(part.unwrap_or_else(|| self.layout())));
        if let Some(layout) = &layout {
            memory.save(&buffer, || layout.bounds(dtype.itemsize()));
        }
        memory.record(|| Event::Write { array: self.id(), buffer: buffer.id(), layout, dtype });
        Ok(WriteGuard { buffer })
    }

    /// The elements in C order. `T` is the Rust type of the dtype; for another one, nothing comes.
    pub fn to_vec<T: Element>(&self) -> Vec<T> {
        debug_assert_eq!(self.dtype(), T::DTYPE);
        if self.dtype() != T::DTYPE {
            return Vec::new();
        }
        let state = self.0.state.borrow();
        let bytes = state.buffer.read();
        gather(&bytes, &state.layout)
    }

    /// Runs `f` on the elements in C order, without copying them if they stand so.
    pub fn with_slice<T: Element, R>(&self, f: impl FnOnce(&[T]) -> R) -> R {
        {
            let state = self.0.state.borrow();
            if state.layout.is_c_contiguous(state.dtype.itemsize()) {
                let bytes = state.buffer.read();
                if let Some(t) = typed::<T>(&bytes, &state.layout) {
                    return f(t.data);
                }
            }
        }
        f(&self.to_vec())
    }

    /// The one element of a 0-d or one-element array, or the first of any; `None` if it is empty.
    pub fn first<T: Element>(&self) -> Option<T> {
        let state = self.0.state.borrow();
        if state.layout.size() == 0 || state.dtype != T::DTYPE {
            return None;
        }
        let bytes = state.buffer.read();
        let at = state.layout.offset;
        Some(bytemuck::pod_read_unaligned(&bytes[at..at + size_of::<T>()]))
    }

    /// The element with these indices, one for each axis and inside the shape.
    pub fn item(&self, indices: &[usize]) -> Scalar {
        let state = self.0.state.borrow();
        let at = state.layout.byte_of(indices);
        Scalar::from_bytes(state.dtype, &state.buffer.read()[at..])
    }

    /// The byte of the element with these indices, negative ones counted from the end; `None` unless there is one for each axis and all
    /// are inside the shape.
    #[inline]
    fn place_of(layout: &Layout, indices: &[i64]) -> Option<usize> {
        if layout.shape.len() != indices.len() {
            return None;
        }
        let mut at = layout.offset as isize;
        for ((&index, &n), &stride) in indices.iter().zip(&layout.shape).zip(&layout.strides) {
            let index = if index < 0 { index + n as i64 } else { index };
            if index < 0 || index >= n as i64 {
                return None;
            }
            at += index as isize * stride;
        }
        usize::try_from(at).ok()
    }

    /// The element with these indices, negative ones counted from the end; `None` unless there is one for each axis and all are inside
    /// the shape.
    #[inline]
    pub fn element(&self, indices: &[i64]) -> Option<Scalar> {
        let state = self.0.state.borrow();
        let at = Self::place_of(&state.layout, indices)?;
        let bytes = state.buffer.read();
        Some(Scalar::from_bytes(state.dtype, bytes.get(at..)?))
    }

    /// Writes the element with these indices, as [`Self::element`] reads it. Nothing is written, and it says so, where the write has
    /// more to it than bytes: a read-only array, a warning, another dtype, someone who asks for what stood there.
    #[inline]
    pub fn set_element(&self, indices: &[i64], value: &Scalar) -> bool {
        let state = self.0.state.borrow();
        if state.dtype != value.dtype() || !state.writeable || state.warn_on_write || state.folds() {
            return false;
        }
        let memory = state.buffer.memory();
        if memory.is_saving() {
            return false;
        }
        let Some(at) = Self::place_of(&state.layout, indices) else { return false };
        memory.record_write(self.0.id, state.buffer.id(), state.dtype);
        let new = value.bytes();
        let mut bytes = state.buffer.write();
        match bytes.get_mut(at..at + new.len()) {
            Some(old) => old.copy_from_slice(new),
            None => return false,
        }
        true
    }

    /// A new 0-d array holding a scalar.
    pub fn from_scalar(memory: &Memory, scalar: &Scalar, operation: &'static str) -> Result<Self> {
        crate::dispatch!(scalar.dtype(), T => Self::scalar(memory, scalar.get::<T>(), operation))
    }

    /// Gives the buffer its number and makes this array its reference, if it has none: when an array is first bound or shown.
    pub fn make_reference(&self) {
        let state = self.0.state.borrow();
        if !state.buffer.has_reference() {
            let Some(tag) = state.buffer.memory().next_tag() else { return };
            state.buffer.set_reference(Reference {
                tag,
                array: self.downgrade(),
                layout: state.layout.clone(),
                dtype: state.dtype,
            });
        }
    }

    /// The packed layout of a copy of this array in `order`, in elements of `itemsize` bytes.
    pub fn packed_layout(&self, order: Order, itemsize: usize) -> Layout {
        let state = self.0.state.borrow();
        let own = state.dtype.itemsize();
        if own == itemsize {
            return state.layout.packed(order, own);
        }
        let mut layout = state.layout.packed(order, own);
        for stride in &mut layout.strides {
            *stride = *stride / own as isize * itemsize as isize;
        }
        layout
    }
}

impl WeakArray {
    /// The array object, if it is still alive.
    pub fn upgrade(&self) -> Option<Array> {
        self.0.upgrade().map(Array)
    }
}

impl std::fmt::Debug for Array {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = self.0.state.borrow();
        f.debug_struct("Array")
            .field("id", &self.0.id)
            .field("buffer", &state.buffer.id())
            .field("dtype", &state.dtype)
            .field("layout", &state.layout)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Object({})", self.id)
    }
}

/// An array held for reading.
pub struct BufferRead<'a> {
    state: Ref<'a, State>,
}

impl BufferRead<'_> {
    /// The bytes of the whole buffer.
    pub fn bytes(&self) -> Ref<'_, [u8]> {
        self.state.buffer.read()
    }

    /// Where the elements stand in them.
    pub fn layout(&self) -> &Layout {
        &self.state.layout
    }
}

/// The right to write to a buffer, once.
pub struct WriteGuard {
    buffer: Rc<Buffer>,
}

impl WriteGuard {
    /// The bytes of the whole buffer. Nothing else may be reading the buffer while they are held.
    pub fn bytes(&self) -> RefMut<'_, [u8]> {
        self.buffer.write()
    }
}

/// A shape as Python writes a tuple: `(3, 4)`, `(3,)`, `()`.
#[derive(Clone, Copy)]
pub struct ShapeText<'a>(pub &'a [usize]);

impl std::fmt::Display for ShapeText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(")?;
        for (i, n) in self.0.iter().enumerate() {
            write!(f, "{}{n}", if i == 0 { "" } else { ", " })?;
        }
        f.write_str(if self.0.len() == 1 { ",)" } else { ")" })
    }
}

/// A shape as messages of NumPy's C code write it, without blanks: `(3,4)`, `(3,)`, `()`.
#[derive(Clone, Copy)]
pub struct TightShape<'a>(pub &'a [usize]);

impl std::fmt::Display for TightShape<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(")?;
        for (i, n) in self.0.iter().enumerate() {
            write!(f, "{}{n}", if i == 0 { "" } else { "," })?;
        }
        f.write_str(if self.0.len() == 1 { ",)" } else { ")" })
    }
}

crate::error_kinds! {
    /// What can go wrong with an array object.
    pub enum ArrayError {
        /// `broadcast_to([1, 2], (2, 2))[0, 0] = 1`
        ValueError ReadOnly {} = "assignment destination is read-only";
        /// `zeros((2**40, 2**40))`
        ValueError TooBig {} = "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.";
        /// `zeros((1,) * 65)`
        ValueError TooManyDims { ndim: usize } = "maximum supported dimension for an ndarray is currently 64, found {ndim}";
        /// `b = broadcast_arrays([1], [1, 2])[0]; b[0] = 1`
        DeprecationWarning BroadcastWrite {} = "Numpy has detected that you (may be) writing to an array with\noverlapping memory from np.broadcast_arrays. If this is intentional\nset the WRITEABLE flag True or make a copy immediately before writing.";
    }
}
