import re


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: re.match('a|ab|abc','foo bar.foo@x.com'),
    lambda: re.findall('','HeLLo hello'),
    lambda: re.findall('(?s).+','"it" \'s\''),
    lambda: re.split('(a*)+b','HeLLo hello'),
    lambda: re.fullmatch('(?>a+)b','aaa'),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\d{3}-\\d{4}','"it" \'s\'')),
    lambda: re.findall('(a*)*','aab'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[^abc]+','"it" \'s\'')),
    lambda: re.split('a{,2}','foo bar.foo@x.com'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[a-z]{2,3}','aaa')),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?:ab)+','"it" \'s\'')),
    lambda: re.sub('\\s+',"<\\g<0>>",'aaa'),
    lambda: re.match('[a-z]{2,3}','abc abab c'),
    lambda: [m.span() for m in re.finditer('(?>a+)b','aaa')],
    lambda: re.fullmatch('a{2,}','HeLLo hello'),
)
tell(
    lambda: re.sub('\\u0061',"<\\g<0>>",'aaa'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\Aab\\Z','aab')),
    lambda: re.fullmatch('(a*)*','a\nb\n'),
    lambda: re.findall('\\bfoo\\b','"it" \'s\''),
    lambda: re.split('(x)?(?(1)y|z)','foo bar.foo@x.com'),
)
tell(
    lambda: re.sub('(x)?(?(1)y|z)',"<\\g<0>>",'abc abab c'),
    lambda: re.sub('[^abc]+',"<\\g<0>>",'foo bar.foo@x.com'),
    lambda: re.match('\\x41','abc abab c'),
    lambda: re.match('(?i)HELLO','aaa'),
    lambda: re.match('(x)?(?(1)y|z)','HeLLo hello'),
)
tell(
    lambda: re.match('(?i:A)b','a\nb\n'),
    lambda: [m.span() for m in re.finditer('a\\$','a\nb\n')],
    lambda: re.findall('\\u0061','foo bar.foo@x.com'),
    lambda: re.sub('a{2,}',"<\\g<0>>",'abc abab c'),
    lambda: re.split('(?-i:a)','foo bar.foo@x.com'),
)
tell(
    lambda: re.compile('(?(1)a)'),
    lambda: re.compile('a{2,}',re.I|re.M),
    lambda: re.split('[^abc]+','a\nb\n'),
    lambda: re.findall('\\Bb','"it" \'s\''),
    lambda: re.compile('(?-i:a)',re.I|re.M),
)
tell(
    lambda: re.match('a{,2}','a\nb\n'),
    lambda: re.fullmatch('(\\w)\\1','a\nb\n'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\bfoo\\b','aab')),
    lambda: re.match('\\s+','a\nb\n'),
    lambda: re.findall('a*','HeLLo hello'),
)
tell(
    lambda: re.fullmatch('(?<!a)b','abc abab c'),
    lambda: re.split('\\x41','foo bar.foo@x.com'),
    lambda: re.findall('[\\x61-\\x63]','abc abab c'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\Bb','a\nb\n')),
    lambda: re.match('(?s).+','a\nb\n'),
)
tell(
    lambda: re.compile('(a|b)*c',re.I|re.M),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?>a+)b','')),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\d{3}-\\d{4}','HeLLo hello')),
    lambda: re.fullmatch('((a)(b))','abc abab c'),
    lambda: re.findall('((a)(b))','xy z'),
)
tell(
    lambda: re.split('(x)?(?(1)y|z)','HeLLo hello'),
    lambda: re.fullmatch('$','a\nb\n'),
    lambda: re.split('a','aaa'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?P<q>["\\\']).*?(?P=q)','HeLLo hello')),
    lambda: re.fullmatch('','aaa'),
)
tell(
    lambda: re.findall('(?:ab)+','a\nb\n'),
    lambda: re.match('[^abc]+','HeLLo hello'),
    lambda: re.findall('(?P<q>["\\\']).*?(?P=q)',''),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(\\w)\\1','aaa')),
    lambda: re.compile('a').groups,
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('a{x}','aab')),
    lambda: re.fullmatch('(?-i:a)','HeLLo hello'),
    lambda: [m.span() for m in re.finditer('^\\d+$','aaa')],
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[\\x61-\\x63]','a\nb\n')),
    lambda: re.fullmatch('[]a]+','abc abab c'),
)
tell(
    lambda: re.findall('$','aaa'),
    lambda: re.findall('a{x}',''),
    lambda: re.compile('{').groups,
    lambda: [m.span() for m in re.finditer('[^]a]+','a\nb\n')],
    lambda: re.compile('\\q'),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(x)?(?(1)y|z)','abc abab c')),
    lambda: re.findall('((a)(b))','"it" \'s\''),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?P<q>["\\\']).*?(?P=q)','aaa')),
    lambda: re.split('(a*)+b','foo bar.foo@x.com'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?x) a b # c','555-1234')),
)
tell(
    lambda: [m.span() for m in re.finditer('a{x}','abc abab c')],
    lambda: re.split('a{x}','aaa'),
    lambda: re.split('\\Aab\\Z','a\nb\n'),
    lambda: re.findall('\\bfoo\\b','555-1234'),
    lambda: re.split('(a|b)*c','abc abab c'),
)
tell(
    lambda: re.sub('a++b',"<\\g<0>>",'a\nb\n'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\bfoo\\b','a\nb\n')),
    lambda: dict(re.findall(r"(\w)=(\w)","a=b c=d")),
    lambda: re.findall('[\\x61-\\x63]','foo bar.foo@x.com'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('^\\d+$','xy z')),
)
tell(
    lambda: [m.span() for m in re.finditer('(?#c)a','foo bar.foo@x.com')],
    lambda: re.match(),
    lambda: re.fullmatch('a+?','aaa'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\Aab\\Z','abc abab c')),
    lambda: re.sub('(?=a)b?',"<\\g<0>>",'foo bar.foo@x.com'),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?:ab)+','abc abab c')),
    lambda: re.match('(x)?(?(1)y|z)','aaa'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[^abc]+','')),
    lambda: re.split('\\bfoo\\b','HeLLo hello'),
    lambda: [m.span() for m in re.finditer('a*','foo bar.foo@x.com')],
)
tell(
    lambda: [m.span() for m in re.finditer('[a-z]{2,3}','foo bar.foo@x.com')],
    lambda: re.fullmatch('(\\w)\\1','aaa'),
    lambda: re.sub('x{0}',"<\\g<0>>",'aaa'),
    lambda: re.sub('\\x41',"<\\g<0>>",'aaa'),
    lambda: re.findall('(a)(b)?','aaa'),
)
tell(
    lambda: re.compile('[\\x61-\\x63]'),
    lambda: re.fullmatch('(a|b)*c','aaa'),
    lambda: re.split('[\\x61-\\x63]','foo bar.foo@x.com'),
    lambda: re.match('\\u0061','HeLLo hello'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?#c)a','foo bar.foo@x.com')),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('a{x}','HeLLo hello')),
    lambda: re.match('[\\d-]+','abc abab c'),
    lambda: [m.span() for m in re.finditer('[\\x61-\\x63]','foo bar.foo@x.com')],
    lambda: [m.span() for m in re.finditer('(a|b)*c','foo bar.foo@x.com')],
    lambda: re.findall('a{2,}','xy z'),
)
tell(
    lambda: re.compile('a\\$',re.I|re.M),
    lambda: re.findall('a|ab|abc','a\nb\n'),
    lambda: [m.span() for m in re.finditer('(a)|(b)','aaa')],
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?i:A)b','"it" \'s\'')),
    lambda: re.findall('\\u0061','a\nb\n'),
)
tell(
    lambda: re.compile('^\\d+$'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\d{3}-\\d{4}','foo bar.foo@x.com')),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?#c)a','555-1234')),
    lambda: re.findall('^\\d+$','HeLLo hello'),
    lambda: re.findall('.*?b',''),
)
tell(
    lambda: re.fullmatch('[\\d-]+','abc abab c'),
    lambda: re.sub('a{x}',"<\\g<0>>",'HeLLo hello'),
    lambda: [m.span() for m in re.finditer('\\bfoo\\b','aaa')],
    lambda: re.sub('a*',"<\\g<0>>",'aaa'),
    lambda: re.findall('(?#c)a','abc abab c'),
)
tell(
    lambda: [m.span() for m in re.finditer('(?s).+','abc abab c')],
    lambda: re.compile('[\\d-]+'),
    lambda: re.fullmatch('$','HeLLo hello'),
    lambda: re.findall('\\bfoo\\b','abc abab c'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('((a)(b))','aab')),
)
tell(
    lambda: re.compile('[\\d-]+').groups,
    lambda: re.findall('[]a]+',''),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(a*)+b','555-1234')),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(a*)*','aab')),
    lambda: re.sub("a","b"),
)
tell(
    lambda: re.split('\\bfoo\\b','abc abab c'),
    lambda: re.sub('(?:ab)+',"<\\g<0>>",'HeLLo hello'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(a)(b)?','foo bar.foo@x.com')),
    lambda: re.findall('(?<=a)b','HeLLo hello'),
    lambda: re.match('^\\d+$','abc abab c'),
)
tell(
    lambda: re.split('\\.','a\nb\n'),
    lambda: re.findall('(?<!a)b','555-1234'),
    lambda: re.findall('a+?','555-1234'),
    lambda: re.compile('\\s+'),
    lambda: type(re.match("a","a")),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[\\w.]+','aaa')),
    lambda: re.sub('a+?',"<\\g<0>>",'abc abab c'),
    lambda: re.compile('^*'),
    lambda: [m.span() for m in re.finditer('a\\$','aaa')],
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?=a)b?','xy z')),
)
tell(
    lambda: re.split('(?=a)b?','a\nb\n'),
    lambda: re.findall('(a|b)*c','foo bar.foo@x.com'),
    lambda: re.findall('[\\d-]+','a\nb\n'),
    lambda: re.sub('a*',"<\\g<0>>",'foo bar.foo@x.com'),
    lambda: re.findall('a*','a\nb\n'),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[\\d-]+','555-1234')),
    lambda: re.findall('[^]a]+','555-1234'),
    lambda: [m.span() for m in re.finditer('[a-z]{2,3}','HeLLo hello')],
    lambda: re.split('a++b','foo bar.foo@x.com'),
    lambda: re.compile('(?i)HELLO',re.I|re.M),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[]a]+','abc abab c')),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?m)^a','aaa')),
    lambda: re.match('\\d{3}-\\d{4}','HeLLo hello'),
    lambda: re.match('\\0','foo bar.foo@x.com'),
    lambda: re.split('(?<=a)b','a\nb\n'),
)
tell(
    lambda: re.findall('[\\w.]+','aab'),
    lambda: re.findall('',''),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[^]a]+','HeLLo hello')),
    lambda: re.findall('a*',''),
    lambda: re.match('a|ab|abc','aaa'),
)
tell(
    lambda: re.findall('(a*)+b','555-1234'),
    lambda: re.fullmatch('\\.','aaa'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('a+?','a\nb\n')),
    lambda: re.findall('\\x41',''),
    lambda: re.match('[a-z]{2,3}','HeLLo hello'),
)
tell(
    lambda: re.match('\\bfoo\\b','foo bar.foo@x.com'),
    lambda: re.match('.*?b','foo bar.foo@x.com'),
    lambda: [m.span() for m in re.finditer('(?P<x>\\w+)@(?P<y>\\w+)\\.com','aaa')],
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[\\d-]+','"it" \'s\'')),
    lambda: re.split('a{x}','a\nb\n'),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[]a]+','foo bar.foo@x.com')),
    lambda: re.findall('\\s+','abc abab c'),
    lambda: re.fullmatch('\\bfoo\\b','foo bar.foo@x.com'),
    lambda: re.sub('(?i)HELLO',"<\\g<0>>",'HeLLo hello'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[^]a]+','')),
)
tell(
    lambda: [m.span() for m in re.finditer('a\\$','abc abab c')],
    lambda: re.split('(?x) a b # c','abc abab c'),
    lambda: re.fullmatch('[^]a]+','aaa'),
    lambda: re.split('a{,2}','HeLLo hello'),
    lambda: re.sub('[\\d-]+',"<\\g<0>>",'abc abab c'),
)
tell(
    lambda: re.split('\\u0061','abc abab c'),
    lambda: re.match('(?<!a)b','a\nb\n'),
    lambda: re.compile('\\bfoo\\b',re.I|re.M),
    lambda: re.split('[^abc]+','aaa'),
    lambda: re.sub('(?=a)b?',"<\\g<0>>",'HeLLo hello'),
)
tell(
    lambda: re.split('a{2,}','foo bar.foo@x.com'),
    lambda: re.findall('\\d{3}-\\d{4}',''),
    lambda: re.split('a','foo bar.foo@x.com'),
    lambda: re.findall('a|ab|abc','xy z'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\0','aab')),
)
tell(
    lambda: re.match('a{x}','aaa'),
    lambda: re.findall('$','aab'),
    lambda: re.match('[\\d-]+','HeLLo hello'),
    lambda: re.findall('a*','aab'),
    lambda: re.sub('a|ab|abc',"<\\g<0>>",'foo bar.foo@x.com'),
)
tell(
    lambda: re.match('\\bfoo\\b','HeLLo hello'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?#c)a','')),
    lambda: re.compile('(?<=a*)b'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('','aaa')),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?>a+)b','HeLLo hello')),
)
tell(
    lambda: re.findall('\\Bb','aab'),
    lambda: re.findall('(x)?(?(1)y|z)','aab'),
    lambda: re.findall('(?m)^a','foo bar.foo@x.com'),
    lambda: re.fullmatch('(?<=a)b','a\nb\n'),
    lambda: re.fullmatch('a{,2}','abc abab c'),
)
tell(
    lambda: re.fullmatch('\\x41','foo bar.foo@x.com'),
    lambda: re.findall('(?x) a b # c','abc abab c'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('\\Bb','')),
    lambda: re.sub("(?P<n>a)","[\\g<n>]","bab"),
    lambda: re.findall('(?>a+)b','555-1234'),
)
tell(
    lambda: re.match('(?=a)b?','abc abab c'),
    lambda: re.match('(?x) a b # c','abc abab c'),
    lambda: re.findall('a','555-1234'),
    lambda: re.compile('[^]a]+'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[\\x61-\\x63]','abc abab c')),
)
tell(
    lambda: re.findall('a*','"it" \'s\''),
    lambda: re.match('\\s+','aaa'),
    lambda: re.match('(\\w)\\1','foo bar.foo@x.com'),
    lambda: re.findall('(?P<x>\\w+)@(?P<y>\\w+)\\.com','aab'),
    lambda: re.compile('[\\q]'),
)
tell(
    lambda: re.match('a*','a\nb\n'),
    lambda: re.match("a","a").pos,
    lambda: re.sub('(a*)*',"<\\g<0>>",'aaa'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('{','')),
    lambda: re.fullmatch('[a-z]{2,3}','abc abab c'),
)
tell(
    lambda: re.fullmatch('(a)|(b)','HeLLo hello'),
    lambda: [m.span() for m in re.finditer('a|ab|abc','a\nb\n')],
    lambda: re.compile('(?s).+',re.I|re.M),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('[^]a]+','foo bar.foo@x.com')),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?P<x>\\w+)@(?P<y>\\w+)\\.com','a\nb\n')),
)
tell(
    lambda: re.match('[^abc]+','abc abab c'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('a{,2}','"it" \'s\'')),
    lambda: re.findall('(?:ab)+',''),
    lambda: re.sub('x{0}',"<\\g<0>>",'a\nb\n'),
    lambda: [m.span() for m in re.finditer('(?#c)a','a\nb\n')],
)
tell(
    lambda: re.sub('[a-z]{2,3}',"<\\g<0>>",'a\nb\n'),
    lambda: re.match('(a*)+b','foo bar.foo@x.com'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('((a)(b))','abc abab c')),
    lambda: re.fullmatch('[\\w.]+','aaa'),
    lambda: re.fullmatch('(a)(b)?','foo bar.foo@x.com'),
)
tell(
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('$','a\nb\n')),
    lambda: re.match('(?s).+','HeLLo hello'),
    lambda: re.sub('(?m)^a',"<\\g<0>>",'abc abab c'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('a+?','abc abab c')),
    lambda: re.match('\\u0061','foo bar.foo@x.com'),
)
tell(
    lambda: re.split('\\0','foo bar.foo@x.com'),
    lambda: re.compile('(?m)^a').groups,
    lambda: re.fullmatch('','foo bar.foo@x.com'),
    lambda: (lambda m: m and (m.span(),m.group(),m.groups(),m.groupdict(),m.lastindex,m.lastgroup))(re.search('(?#c)a','xy z')),
    lambda: re.sub('(a|b)*c',"<\\g<0>>",'HeLLo hello'),
)
tell(
    lambda: re.split('(?-i:a)','abc abab c'),
    lambda: re.fullmatch('(?-i:a)','abc abab c'),
    lambda: re.match('(?-i:a)','abc abab c'),
    lambda: re.sub('(?-i:a)',"<\\g<0>>",'foo bar.foo@x.com'),
    lambda: re.fullmatch('(?-i:a)','foo bar.foo@x.com'),
)
tell(
    lambda: re.match('(?-i:a)','foo bar.foo@x.com'),
    lambda: re.sub('(?-i:a)',"<\\g<0>>",'aaa'),
    lambda: re.split('(?-i:a)','aaa'),
    lambda: re.fullmatch('(?-i:a)','aaa'),
    lambda: re.match('(?-i:a)','aaa'),
)
tell(
    lambda: re.sub('(?-i:a)',"<\\g<0>>",'HeLLo hello'),
    lambda: re.split('(?-i:a)','HeLLo hello'),
    lambda: re.match('(?-i:a)','HeLLo hello'),
    lambda: re.sub('(?-i:a)',"<\\g<0>>",'a\nb\n'),
    lambda: re.split('(?-i:a)','a\nb\n'),
)
tell(
    lambda: re.fullmatch('(?-i:a)','a\nb\n'),
    lambda: re.match('(?-i:a)','a\nb\n'),
    lambda: re.compile('(?-i:a)'),
    lambda: re.compile('(?-i:a)').groups,
    lambda: re.compile('('),
)
tell(
    lambda: re.compile(')'),
    lambda: re.compile('*a'),
    lambda: re.compile('a**'),
    lambda: re.compile('a{2}{3}'),
    lambda: re.compile('['),
)
tell(
    lambda: re.compile('[z-a]'),
    lambda: re.compile('\\'),
    lambda: re.compile('(?P<x>a)(?P<x>b)'),
    lambda: re.compile('(?P<1>a)'),
    lambda: re.compile('(?P=x)'),
)
tell(
    lambda: re.compile('\\1'),
    lambda: re.compile('(?Z)'),
    lambda: re.compile('a(?i)b'),
    lambda: re.compile('(?P<a'),
    lambda: re.compile('(?'),
)
tell(
    lambda: re.compile('[a'),
    lambda: re.compile('\\x4'),
    lambda: re.compile('(?P>a)'),
    lambda: re.compile('(?<a'),
    lambda: re.compile('+'),
)
tell(
    lambda: re.compile('(a'),
    lambda: re.compile('a)b'),
    lambda: re.compile('(?P<>a)'),
    lambda: re.compile('(\\1)'),
    lambda: re.compile('a\n('),
)
tell(
    lambda: re.compile('(?:a'),
    lambda: re.compile('(?#a'),
    lambda: re.compile('[a-\\d]'),
    lambda: re.compile('(?P'),
    lambda: re.compile('a|*'),
)
tell(
    lambda: re.sub("a","\\1","a"),
    lambda: re.sub("(a)","\\1\\1","bab"),
    lambda: re.sub("a","\\q","a"),
    lambda: re.sub("a","\\g<z>","a"),
    lambda: re.sub("a","\\g<","a"),
)
tell(
    lambda: re.sub("a",lambda m:m.group()*2,"bab"),
    lambda: re.sub("a",lambda m:5,"bab"),
    lambda: re.sub("a","x","aaa",2),
    lambda: re.sub("a","x","aaa",count=1),
    lambda: re.subn("a","x","aaa"),
)
tell(
    lambda: re.split(",","a,b,c",1),
    lambda: re.split("(,)","a,b,c"),
    lambda: re.escape("a.b*c d"),
    lambda: re.escape(b"a.b"),
    lambda: re.match("a",5),
)
tell(
    lambda: re.match(5,"a"),
    lambda: re.match("a",b"a"),
    lambda: re.match(b"a","a"),
    lambda: re.findall(b"a+",b"baab"),
    lambda: re.match("a","b") is None,
)
tell(
    lambda: re.match("(a)(b)","ab").group(1,2),
    lambda: re.match("(a)","a").group(2),
    lambda: re.match("(a)","a").group("x"),
    lambda: re.match("(?P<x>a)","a")["x"],
    lambda: re.match("(a)","a")[1],
)
tell(
    lambda: re.match("(a)","a").start(1),
    lambda: re.match("(a)?b","b").span(1),
    lambda: re.match("(a)?b","b").groups("-"),
    lambda: re.match("a","a").string,
    lambda: re.match("a","a").re,
)
tell(
    lambda: re.match("(a)","a").expand("\\1!"),
    lambda: re.compile("a").pattern,
    lambda: re.compile("a").flags,
    lambda: re.compile("a").search("bab",2),
    lambda: re.compile("a").match("ba",1),
)
tell(
    lambda: re.compile("^a").match("ba",1),
    lambda: re.compile("a").findall("aaa",1,2),
    lambda: re.error,
    lambda: re.compile(re.compile("a")),
    lambda: re.compile(re.compile("a"),re.I),
)
tell(
    lambda: re.compile([1]),
    lambda: re.match("a"*60,"a"*60),
    lambda: re.findall(r"(\w+)=(\d+)","a=1, b=22"),
    lambda: re.findall(r"\d+\.?\d*","1.5 2 3.25"),
    lambda: re.sub(r"\s+"," ","a   b\n c"),
)
tell(
    lambda: re.split(r"[,;\s]\s*","a, b;c d"),
    lambda: re.sub(r"(?<=\d)(?=(\d{3})+$)",",","1234567"),
    lambda: re.search(r"(\d+)(?:px|em)","12em").group(1),
    lambda: re.compile(r"\w+",re.A).findall("é a"),
    lambda: re.findall("É","é",re.I),
)
tell(
    lambda: re.sub("","-","abc"),
    lambda: re.sub("x*","-","abxd"),
    lambda: re.findall("a|$","ba"),
    lambda: re.split("x*","axbc"),
    lambda: re.findall(r"\b|\w+","ab c"),
)
tell(
    lambda: re.match(r"(?:a|b)*?c","ababc").group(),
    lambda: re.sub("a","b",5),
    lambda: re.match("(a+)+$","a"*20+"b"),
)
