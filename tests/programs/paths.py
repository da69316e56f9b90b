import os


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: os.path.join('/','/a/b.txt'),
    lambda: os.path.join('a.tar.gz','/'),
    lambda: os.path.dirname('//a/b'),
    lambda: os.path.split('../x'),
    lambda: os.path.join('a.tar.gz','a.tar.gz'),
)
tell(
    lambda: os.path.normpath('a/..'),
    lambda: os.path.exists('a/.b/c'),
    lambda: os.path.dirname(''),
    lambda: os.path.isfile('///a'),
    lambda: os.path.exists('a//b/../c/./d'),
)
tell(
    lambda: os.path.exists('a/b/'),
    lambda: os.path.splitext('/..'),
    lambda: os.path.isdir('/a/b.txt'),
    lambda: os.path.isabs(3.5),
    lambda: os.path.isfile('a/.b/c'),
)
tell(
    lambda: os.path.splitdrive('a'),
    lambda: os.path.split('a/.b/c'),
    lambda: os.path.split('a'),
    lambda: os.path.dirname('..a.b'),
    lambda: os.path.isdir('..a.b'),
)
tell(
    lambda: os.path.join('a/b','a/.b/c'),
    lambda: os.path.join('','/'),
    lambda: os.path.isdir('///a'),
    lambda: os.path.join('/','a/b'),
    lambda: os.path.join('/','.bashrc'),
)
tell(
    lambda: os.path.split('.bashrc'),
    lambda: os.path.join('.bashrc',''),
    lambda: os.path.splitext('a//b/../c/./d'),
    lambda: os.path.join('a','/'),
    lambda: os.path.splitdrive('//a/b'),
)
tell(
    lambda: os.path.dirname('/a/b.txt'),
    lambda: os.path.isdir('a//b/../c/./d'),
    lambda: os.path.splitext('///a'),
    lambda: os.path.normpath('.bashrc'),
    lambda: os.path.normpath('../x'),
)
tell(
    lambda: os.path.join('a','/a/b.txt'),
    lambda: os.path.split(3.5),
    lambda: os.path.isabs(None),
    lambda: os.path.splitext('../x'),
    lambda: os.path.splitext('//a/b'),
)
tell(
    lambda: os.path.exists('a.tar.gz'),
    lambda: os.path.join('/a/b.txt','a'),
    lambda: os.path.splitdrive('/..'),
    lambda: os.path.join('.bashrc','/'),
    lambda: os.path.isabs('a.tar.gz'),
)
tell(
    lambda: os.path.splitext('a/b/'),
    lambda: os.path.splitdrive('a/..'),
    lambda: os.path.basename('../x'),
    lambda: os.path.isfile('/..'),
    lambda: os.path.split('a/b'),
)
tell(
    lambda: os.path.dirname('a.tar.gz'),
    lambda: os.path.getsize("nope"),
    lambda: os.path.join("a",3),
    lambda: os.path.join('a/.b/c','.bashrc'),
    lambda: os.path.splitdrive('a/b/'),
)
tell(
    lambda: os.path.join('a/b',''),
    lambda: os.path.join('','a/.b/c'),
    lambda: os.path.dirname('/'),
    lambda: os.path.isabs('.bashrc'),
    lambda: os.path.normpath('a.tar.gz'),
)
tell(
    lambda: os.path.join('',''),
    lambda: os.path.exists('//a/b'),
    lambda: os.path.join('a.tar.gz',''),
    lambda: os.path.isdir('/'),
    lambda: os.path.join('a/b','a.tar.gz'),
)
tell(
    lambda: os.path.normpath('a'),
    lambda: os.path.isfile('//a/b'),
    lambda: os.path.join('a/.b/c','/a/b.txt'),
    lambda: os.path.exists(3.5),
    lambda: os.path.join('/','a/.b/c'),
)
tell(
    lambda: os.path.join('/','a.tar.gz'),
    lambda: os.path.basename('///a'),
    lambda: os.path.join('a.tar.gz','a/b'),
    lambda: os.path.split('///a'),
    lambda: os.path.isdir('a/.b/c'),
)
tell(
    lambda: os.path.isfile('a/..'),
    lambda: os.path.dirname('///a'),
    lambda: os.path.splitdrive(None),
    lambda: os.path.basename('a/.b/c'),
    lambda: os.path.join('a','a/.b/c'),
)
tell(
    lambda: os.path.splitdrive('a.tar.gz'),
    lambda: os.path.exists('.bashrc'),
    lambda: os.path.isabs('a/b'),
    lambda: os.path.join('a.tar.gz','/a/b.txt'),
    lambda: os.path.join('a/b','.bashrc'),
)
tell(
    lambda: os.path.isfile('..a.b'),
    lambda: os.path.dirname('a'),
    lambda: os.path.join('','a.tar.gz'),
    lambda: os.path.isabs('../x'),
    lambda: os.path.normpath('//a/b'),
)
tell(
    lambda: os.path.join('a',''),
    lambda: os.path.splitdrive('a/.b/c'),
    lambda: os.path.splitdrive('.bashrc'),
    lambda: os.path.join('/a/b.txt',''),
    lambda: os.path.join('/a/b.txt','/'),
)
tell(
    lambda: os.path.isfile('../x'),
    lambda: os.path.split(None),
    lambda: os.path.dirname('../x'),
    lambda: os.path.dirname('.bashrc'),
    lambda: os.path.basename('a/b/'),
)
tell(
    lambda: os.path.exists('../x'),
    lambda: os.path.isdir('a/..'),
    lambda: os.path.isfile(3.5),
    lambda: os.path.isdir('a/b'),
    lambda: os.path.splitdrive(),
)
tell(
    lambda: os.path.isabs('a/.b/c'),
    lambda: os.path.normpath(3.5),
    lambda: os.path.splitdrive('../x'),
    lambda: os.path.splitext('a/..'),
    lambda: os.path.join('a/.b/c','a'),
)
tell(
    lambda: os.path.isabs('a'),
    lambda: os.path.basename(None),
    lambda: os.path.isdir(''),
    lambda: os.path.isdir(3.5),
    lambda: os.path.splitdrive(3.5),
)
tell(
    lambda: os.path.exists(''),
    lambda: os.path.isdir('a/b/'),
    lambda: os.path.normpath(None),
    lambda: os.path.basename('a/b'),
    lambda: os.path.join('a/.b/c','/'),
)
tell(
    lambda: os.path.splitext(''),
    lambda: os.path.isfile('a/b'),
    lambda: os.path.join('a/.b/c','a/.b/c'),
    lambda: os.path.basename(),
    lambda: os.path.isabs(),
)
tell(
    lambda: os.path.normpath(),
    lambda: os.path.isdir(None),
    lambda: os.path.commonpath(["/a/b","/a/c"]),
    lambda: os.path.split('/..'),
    lambda: os.path.isdir('//a/b'),
)
tell(
    lambda: os.path.splitdrive('///a'),
    lambda: os.path.exists('///a'),
    lambda: os.path.basename('a.tar.gz'),
    lambda: os.path.splitext('a/b'),
    lambda: os.path.dirname('a/b'),
)
tell(
    lambda: os.path.isabs('a/b/'),
    lambda: os.path.split('a/..'),
    lambda: os.path.isabs('//a/b'),
    lambda: os.path.normpath('/..'),
    lambda: os.path.basename('/..'),
)
tell(
    lambda: os.path.exists('/'),
    lambda: os.path.dirname(3.5),
    lambda: os.path.normpath('a/b'),
    lambda: os.path.exists('/a/b.txt'),
    lambda: os.path.splitext('..a.b'),
)
tell(
    lambda: os.path.normpath('a/b/'),
    lambda: os.path.isdir('../x'),
    lambda: os.path.splitext('/'),
    lambda: os.path.join('.bashrc','/a/b.txt'),
    lambda: os.path.normpath(''),
)
