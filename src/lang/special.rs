//! The names that Python gives a meaning: special methods and attributes, interned once.

use crate::syntax::{BinaryOp, CompareOp, Interner, Symbol};

macro_rules! names {
    ($($field:ident = $text:literal,)*) => {
        /// The symbols of special names.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs)]
        pub(super) struct SpecialNames {
            $(pub(super) $field: Symbol,)*
        }

        impl SpecialNames {
            /// The symbols, interned.
            pub(super) fn new(interner: &mut Interner) -> Self {
                Self { $($field: interner.intern($text),)* }
            }
        }
    };
}

names! {
    new = "__new__",
    init = "__init__",
    init_subclass = "__init_subclass__",
    set_name = "__set_name__",
    class = "__class__",
    dict = "__dict__",
    doc = "__doc__",
    name = "__name__",
    qualname = "__qualname__",
    module = "__module__",
    bases = "__bases__",
    mro = "__mro__",
    annotations = "__annotations__",
    defaults = "__defaults__",
    kwdefaults = "__kwdefaults__",

    this = "__self__",
    func = "__func__",
    abstract_methods = "__abstractmethods__",
    is_abstract = "__isabstractmethod__",
    slots = "__slots__",
    del = "__del__",
    repr = "__repr__",
    str = "__str__",
    format = "__format__",
    hash = "__hash__",
    bool = "__bool__",
    len = "__len__",
    int = "__int__",
    float = "__float__",
    complex = "__complex__",
    index = "__index__",
    round = "__round__",
    call = "__call__",
    iter = "__iter__",
    next = "__next__",
    contains = "__contains__",
    getitem = "__getitem__",
    setitem = "__setitem__",
    delitem = "__delitem__",
    missing = "__missing__",
    class_getitem = "__class_getitem__",
    getattr = "__getattr__",
    getattribute = "__getattribute__",
    setattr = "__setattr__",
    delattr = "__delattr__",
    get = "__get__",
    set = "__set__",
    enter = "__enter__",
    exit = "__exit__",
    array = "__array__",
    instancecheck = "__instancecheck__",
    neg = "__neg__",
    pos = "__pos__",
    invert = "__invert__",
    abs = "__abs__",
    divmod = "__divmod__",
    rdivmod = "__rdivmod__",
    add = "__add__",
    radd = "__radd__",
    iadd = "__iadd__",
    sub = "__sub__",
    rsub = "__rsub__",
    isub = "__isub__",
    mul = "__mul__",
    rmul = "__rmul__",
    imul = "__imul__",
    matmul = "__matmul__",
    rmatmul = "__rmatmul__",
    imatmul = "__imatmul__",
    truediv = "__truediv__",
    rtruediv = "__rtruediv__",
    itruediv = "__itruediv__",
    floordiv = "__floordiv__",
    rfloordiv = "__rfloordiv__",
    ifloordiv = "__ifloordiv__",
    rem = "__mod__",
    rrem = "__rmod__",
    irem = "__imod__",
    pow = "__pow__",
    rpow = "__rpow__",
    ipow = "__ipow__",
    lshift = "__lshift__",
    rlshift = "__rlshift__",
    ilshift = "__ilshift__",
    rshift = "__rshift__",
    rrshift = "__rrshift__",
    irshift = "__irshift__",
    and = "__and__",
    rand = "__rand__",
    iand = "__iand__",
    xor = "__xor__",
    rxor = "__rxor__",
    ixor = "__ixor__",
    or = "__or__",
    ror = "__ror__",
    ior = "__ior__",
    lt = "__lt__",
    le = "__le__",
    gt = "__gt__",
    ge = "__ge__",
    eq = "__eq__",
    ne = "__ne__",
    args = "args",
    cause = "__cause__",
    context = "__context__",
    suppress_context = "__suppress_context__",
    traceback = "__traceback__",
    value = "value",
    append = "append",
    get_method = "get",
}

impl SpecialNames {
    /// The method of a binary operator: its own, reflected, and in place.
    pub(super) fn of_binary(&self, op: BinaryOp) -> (Symbol, Symbol, Symbol) {
        match op {
            BinaryOp::Add => (self.add, self.radd, self.iadd),
            BinaryOp::Subtract => (self.sub, self.rsub, self.isub),
            BinaryOp::Multiply => (self.mul, self.rmul, self.imul),
            BinaryOp::MatMul => (self.matmul, self.rmatmul, self.imatmul),
            BinaryOp::Divide => (self.truediv, self.rtruediv, self.itruediv),
            BinaryOp::FloorDivide => (self.floordiv, self.rfloordiv, self.ifloordiv),
            BinaryOp::Remainder => (self.rem, self.rrem, self.irem),
            BinaryOp::Power => (self.pow, self.rpow, self.ipow),
            BinaryOp::LeftShift => (self.lshift, self.rlshift, self.ilshift),
            BinaryOp::RightShift => (self.rshift, self.rrshift, self.irshift),
            BinaryOp::BitAnd => (self.and, self.rand, self.iand),
            BinaryOp::BitXor => (self.xor, self.rxor, self.ixor),
            BinaryOp::BitOr => (self.or, self.ror, self.ior),
        }
    }

    /// The method of a comparison, and that of its mirror image; `None` for those that have none.
    pub(super) fn of_comparison(&self, op: CompareOp) -> Option<(Symbol, Symbol)> {
        Some(match op {
            CompareOp::Less => (self.lt, self.gt),
            CompareOp::LessEqual => (self.le, self.ge),
            CompareOp::Greater => (self.gt, self.lt),
            CompareOp::GreaterEqual => (self.ge, self.le),
            CompareOp::Equal => (self.eq, self.eq),
            CompareOp::NotEqual => (self.ne, self.ne),
            CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn => return None,
        })
    }
}
