import cmath

I = float("inf")
N = float("nan")


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: cmath.log10(complex(2.5,2.5)),
    lambda: cmath.isinf(complex(-1.0,1.0)),
    lambda: cmath.cosh(complex(-720.0,2.5)),
    lambda: cmath.log(complex(0.0,1.0)),
    lambda: cmath.exp(complex(1e-160,-0.0)),
)
tell(
    lambda: cmath.polar(complex(-1.0,1e-160)),
    lambda: cmath.sin(complex(1e-160,720.0)),
    lambda: cmath.isinf(complex(-1.3473686110636338,0.3034327128526948)),
    lambda: cmath.isfinite(complex(0.3267937345046739,-2.2482867326543787)),
    lambda: cmath.log10(complex(I,1.0)),
)
tell(
    lambda: cmath.tan(complex(0.0,-720.0)),
    lambda: cmath.cos(complex(-0.6172456363388249,5.43663659989238)),
    lambda: cmath.isnan(complex(2.5,720.0)),
    lambda: cmath.asinh(complex(0.0,-720.0)),
    lambda: cmath.polar(complex(-0.0,N)),
)
tell(
    lambda: cmath.tanh(complex(-0.8174031927221799,-2.3319614194480693)),
    lambda: cmath.log10(complex(-720.0,720.0)),
    lambda: cmath.log(complex(-1.3494689397088062,2.1557747173519495)),
    lambda: cmath.isfinite(complex(1.2782666873545816,0.2652311168275655)),
    lambda: cmath.asinh(complex(5e-324,2.5)),
)
tell(
    lambda: cmath.asin(complex(1.0,1.0)),
    lambda: cmath.cos(complex(1.0,-1.0)),
    lambda: cmath.log10(complex(2.5,720.0)),
    lambda: cmath.polar(complex(-1.278539443768258,-0.3342321345204523)),
    lambda: cmath.exp(complex(720.0,-0.0)),
)
tell(
    lambda: cmath.asin(complex(-1e300,1e-160)),
    lambda: cmath.isnan(complex(-1e300,-720.0)),
    lambda: cmath.tan(complex(-I,-1.0)),
    lambda: cmath.cosh(complex(-1.304555960057151,-0.0908512218091081)),
    lambda: cmath.log(complex(-I,0.0)),
)
tell(
    lambda: cmath.asin(complex(-1e300,I)),
    lambda: cmath.isfinite(complex(1.7338819850427467,-8.07893710653794)),
    lambda: cmath.rect(720.0,2.5),
    lambda: cmath.isnan(complex(1e-160,-1.0)),
    lambda: cmath.asinh(complex(720.0,1e-160)),
)
tell(
    lambda: cmath.atanh(complex(1.0,-1.0)),
    lambda: cmath.acos(complex(1.0,1e308)),
    lambda: cmath.isnan(complex(-0.0,2.5)),
    lambda: cmath.asinh(complex(1.0,I)),
    lambda: cmath.rect(I,2.5),
)
tell(
    lambda: cmath.sqrt(complex(5e-324,2.5)),
    lambda: cmath.cosh(complex(1.0,-I)),
    lambda: cmath.tan(complex(0.0,I)),
    lambda: cmath.isnan(complex(1e-160,0.0)),
    lambda: cmath.asinh(complex(2.5,I)),
)
tell(
    lambda: cmath.log10(complex(0.294644398603962,-0.002195966974890374)),
    lambda: cmath.tan(complex(720.0,-0.0)),
    lambda: cmath.isinf(complex(2.5,5e-324)),
    lambda: cmath.tanh(complex(-1e300,-720.0)),
    lambda: cmath.exp(complex(1e308,5e-324)),
)
tell(
    lambda: cmath.asin(complex(N,-I)),
    lambda: cmath.exp(complex(1.0,1e308)),
    lambda: cmath.atan(complex(-720.0,-720.0)),
    lambda: cmath.rect(1e-160,N),
    lambda: cmath.log10(complex(I,5e-324)),
)
tell(
    lambda: cmath.sinh(complex(-720.0,2.5)),
    lambda: cmath.sin(complex(0.6334502449110121,-1.508865093940432)),
    lambda: cmath.atanh(complex(-0.8300621116895923,2.027633450350866)),
    lambda: cmath.tan(complex(-1e300,-0.0)),
    lambda: cmath.exp(complex(-1.0253794732744947,-3.6621121934465757)),
)
tell(
    lambda: cmath.isfinite(complex(-1.0,1e308)),
    lambda: cmath.sinh(1),
    lambda: cmath.asin(None),
    lambda: cmath.sinh(complex(1.0,1e-160)),
    lambda: cmath.sinh(complex(-1e300,-1.0)),
)
tell(
    lambda: cmath.asin(complex(N,1e308)),
    lambda: cmath.acos(complex(-1.5374389198677687,4.330440028437474)),
    lambda: cmath.tan('a'),
    lambda: cmath.exp(complex(1e-160,2.5)),
    lambda: cmath.cos(complex(2.5,1e-160)),
)
tell(
    lambda: cmath.acosh(complex(-I,N)),
    lambda: cmath.acos(complex(-720.0,5e-324)),
    lambda: cmath.atanh(complex(-0.0,1e308)),
    lambda: cmath.polar(complex(1.0,-0.0)),
    lambda: cmath.tanh(complex(1e308,-1e300)),
)
tell(
    lambda: cmath.log10(complex(2.5,1e-160)),
    lambda: cmath.atan(complex(-I,-1e300)),
    lambda: cmath.tan(complex(0.07342388312711251,5.6288571440038355)),
    lambda: cmath.log10(complex(-0.8728056714999375,0.48245332271593505)),
    lambda: cmath.cos(complex(1.0,-720.0)),
)
tell(
    lambda: cmath.polar(complex(0.6191767301196647,-4.27608240959829)),
    lambda: cmath.cosh(complex(1e-160,1.0)),
    lambda: cmath.acos(complex(2.5,1e308)),
    lambda: cmath.isfinite(complex(1e-160,1e308)),
    lambda: cmath.isfinite(complex(2.5,0.0)),
)
tell(
    lambda: cmath.tanh(complex(1.0,I)),
    lambda: cmath.log10(complex(1.319485956009448,0.452019424780964)),
    lambda: cmath.log10(complex(0.0,1e308)),
    lambda: cmath.sqrt(complex(-I,-720.0)),
    lambda: cmath.sinh(complex(N,0.0)),
)
tell(
    lambda: cmath.sqrt(complex(N,-I)),
    lambda: cmath.log(complex(-1e300,-0.0)),
    lambda: cmath.sqrt(complex(-1.0,1.0)),
    lambda: cmath.acos(complex(720.0,-720.0)),
    lambda: cmath.cosh(complex(720.0,-0.0)),
)
tell(
    lambda: cmath.asin(complex(-0.0,-0.0)),
    lambda: cmath.exp(complex(-0.3920294516981928,0.1204780904060614)),
    lambda: cmath.rect(1.0,-I),
    lambda: cmath.isinf(complex(1.0,I)),
    lambda: cmath.acos(complex(I,-0.0)),
)
tell(
    lambda: cmath.log(complex(I,N)),
    lambda: cmath.isnan(complex(-0.195352931145898,-4.4366634362782245)),
    lambda: cmath.tan(complex(-720.0,0.0)),
    lambda: cmath.sin(complex(1e-160,0.0)),
    lambda: cmath.tanh(complex(-0.0,-1e300)),
)
tell(
    lambda: cmath.isnan(complex(-0.4550569133213405,0.2397042733173511)),
    lambda: cmath.tan(complex(-1e300,1e308)),
    lambda: cmath.log10(complex(-720.0,1e308)),
    lambda: cmath.log10(complex(1.0,1.0)),
    lambda: cmath.isfinite(complex(720.0,1.0)),
)
tell(
    lambda: cmath.tanh(complex(1.0,N)),
    lambda: cmath.cos(complex(-0.8123045597130981,-0.0030605274264678354)),
    lambda: cmath.log10(complex(0.9825540507856539,2.4949350854382146)),
    lambda: cmath.asinh(complex(-720.0,-I)),
    lambda: cmath.atan(complex(-0.0,-0.0)),
)
tell(
    lambda: cmath.isnan(complex(-0.3098191452870306,-0.4743961895460942)),
    lambda: cmath.isnan(complex(0.0,I)),
    lambda: cmath.log10(complex(1.5548845435564864,-1.9657755849598173)),
    lambda: cmath.isnan(complex(720.0,2.5)),
    lambda: cmath.tan(complex(-1e300,5e-324)),
)
tell(
    lambda: cmath.acosh(complex(-1.0,5e-324)),
    lambda: cmath.polar(complex(2.20364803117918,-2.1839371446785174)),
    lambda: cmath.exp(complex(-0.42168450653953526,-0.289078981380631)),
    lambda: cmath.asin(complex(720.0,N)),
    lambda: cmath.atan(complex(0.4846032005345483,-3.57283076441359)),
)
tell(
    lambda: cmath.exp(complex(-1.1586876275740565,4.644809766061875)),
    lambda: cmath.tanh(complex(720.0,-I)),
    lambda: cmath.atanh(complex(1.0,-720.0)),
    lambda: cmath.isnan(complex(-1e300,N)),
    lambda: cmath.asinh(complex(-0.4901904978314082,1.1380633559824462)),
)
tell(
    lambda: cmath.acosh(complex(720.0,-I)),
    lambda: cmath.atanh(complex(0.0,-1.0)),
    lambda: cmath.rect(1e308,-720.0),
    lambda: cmath.rect(-720.0,N),
    lambda: cmath.asin(complex(-0.04040242642046898,-4.395890847277743)),
)
tell(
    lambda: cmath.cos(complex(1e308,-720.0)),
    lambda: cmath.acos(complex(0.0,720.0)),
    lambda: cmath.cosh(complex(-1.1929187709054212,2.434686698583025)),
    lambda: cmath.polar(complex(5e-324,I)),
    lambda: cmath.rect(0.0,-1e300),
)
tell(
    lambda: cmath.acosh(complex(-1.0,1.0)),
    lambda: cmath.log(complex(-720.0,2.5)),
    lambda: cmath.asin(complex(2.5,-I)),
    lambda: cmath.asinh(complex(I,1.0)),
    lambda: cmath.cosh(1),
)
tell(
    lambda: cmath.sinh(complex(0.11231327767448479,-2.3242445604217448)),
    lambda: cmath.log10(complex(720.0,-720.0)),
    lambda: cmath.cos(complex(-720.0,-1.0)),
    lambda: cmath.sinh(1,2,3),
    lambda: cmath.asinh(complex(720.0,-0.0)),
)
tell(
    lambda: cmath.atan(complex(-0.2405895989927293,-3.4946647445350436)),
    lambda: cmath.asinh(complex(1e308,-0.0)),
    lambda: cmath.acosh(complex(2.5,-1e300)),
    lambda: cmath.tanh(complex(I,N)),
    lambda: cmath.atan(complex(5e-324,-720.0)),
)
tell(
    lambda: cmath.tan(complex(-1e300,1.0)),
    lambda: cmath.isfinite(complex(1.0,-0.0)),
    lambda: cmath.exp(complex(-0.9808499810467963,0.848409501322876)),
    lambda: cmath.sinh(complex(I,1e-160)),
    lambda: cmath.tan(),
)
tell(
    lambda: cmath.asinh(complex(-0.0,-1e300)),
    lambda: cmath.sin(complex(720.0,-1.0)),
    lambda: cmath.log10(complex(0.06106647832747818,-3.4067449162650663)),
    lambda: cmath.acosh(complex(-0.0,I)),
    lambda: cmath.log10(complex(1.0,-I)),
)
tell(
    lambda: cmath.exp(complex(0.1880480207905534,4.127173842393847)),
    lambda: cmath.tan(complex(-1.0,5e-324)),
    lambda: cmath.acos(complex(I,I)),
    lambda: cmath.acos(complex(0.6202142348990264,4.207890646303127)),
    lambda: cmath.tan(complex(-0.16194432940696163,-2.1822047459050253)),
)
tell(
    lambda: cmath.asinh(complex(I,-1.0)),
    lambda: cmath.atanh(complex(5e-324,N)),
    lambda: cmath.tanh(complex(N,1e-160)),
    lambda: cmath.sqrt(complex(-720.0,-0.0)),
    lambda: cmath.isfinite(complex(0.0,I)),
)
tell(
    lambda: cmath.sqrt(complex(1e308,720.0)),
    lambda: cmath.acos(complex(-1e300,1e308)),
    lambda: cmath.cosh(complex(1.0,0.0)),
    lambda: cmath.acosh(complex(1.370602216918065,-2.9083856660035017)),
    lambda: cmath.asin(complex(5e-324,720.0)),
)
tell(
    lambda: cmath.isnan(complex(720.0,-1.0)),
    lambda: cmath.tanh(complex(0.0,-0.0)),
    lambda: cmath.isnan(complex(720.0,720.0)),
    lambda: cmath.acos(complex(1e-160,-1.0)),
    lambda: cmath.exp(complex(5e-324,720.0)),
)
tell(
    lambda: cmath.isnan(complex(N,I)),
    lambda: cmath.exp(complex(1e308,2.5)),
    lambda: cmath.cosh(complex(5e-324,0.0)),
    lambda: cmath.sqrt(complex(-1.0,-1e300)),
    lambda: cmath.asin(complex(-0.17572941958373,-4.06296009047518)),
)
tell(
    lambda: cmath.cosh(complex(-720.0,1.0)),
    lambda: cmath.cosh(complex(5e-324,720.0)),
    lambda: cmath.polar(complex(1e308,2.5)),
    lambda: cmath.isnan(complex(-I,N)),
    lambda: cmath.isinf(complex(720.0,2.5)),
)
tell(
    lambda: cmath.asinh(complex(-1e300,N)),
    lambda: cmath.atanh(None),
    lambda: cmath.acosh(None),
    lambda: cmath.acosh(complex(N,1.0)),
    lambda: cmath.polar(complex(-1.0,-0.0)),
)
tell(
    lambda: cmath.isfinite(complex(0.8157477496368827,1.8982806848258784)),
    lambda: cmath.isnan(complex(-0.0,-I)),
    lambda: cmath.exp(complex(1e-160,0.0)),
    lambda: cmath.asinh(complex(-0.8152991209632886,0.5522650700523447)),
    lambda: cmath.polar(complex(1.0,-I)),
)
tell(
    lambda: cmath.isinf(complex(-720.0,720.0)),
    lambda: cmath.isfinite(complex(-I,-1e300)),
    lambda: cmath.isfinite(complex(-1e300,-0.0)),
    lambda: cmath.acos(complex(720.0,I)),
    lambda: cmath.acos(complex(-1e300,720.0)),
)
tell(
    lambda: cmath.cosh(complex(1e-160,5e-324)),
    lambda: cmath.isinf(complex(5e-324,-720.0)),
    lambda: cmath.asin(complex(2.5,I)),
    lambda: cmath.tanh(complex(720.0,-1.0)),
    lambda: cmath.cos(),
)
tell(
    lambda: cmath.rect(-I,I),
    lambda: cmath.sin(complex(0.9055350701037287,1.936728131626266)),
    lambda: cmath.rect(0.0,720.0),
    lambda: cmath.cosh(complex(2.1245187008395994,-4.780356001179479)),
    lambda: cmath.cos(complex(1e-160,2.5)),
)
tell(
    lambda: cmath.atan(complex(2.5,-0.0)),
    lambda: cmath.tanh(complex(N,2.5)),
    lambda: cmath.sqrt(complex(N,0.0)),
    lambda: cmath.acosh(complex(-0.0,1e308)),
    lambda: cmath.sinh(complex(1e-160,-1e300)),
)
tell(
    lambda: cmath.isnan(complex(I,-1.0)),
    lambda: cmath.asin(complex(1e-160,-720.0)),
    lambda: cmath.cosh(complex(-1e300,5e-324)),
    lambda: cmath.exp(complex(-0.0,-I)),
    lambda: cmath.asinh(complex(-0.2598870858338993,2.040818118710041)),
)
tell(
    lambda: cmath.exp(complex(1.5656087147906008,-1.2964906368780402)),
    lambda: cmath.log(complex(-I,1.0)),
    lambda: cmath.atan(complex(720.0,2.5)),
    lambda: cmath.atan(complex(0.15971577123790837,1.354459100975836)),
    lambda: cmath.acos(1),
)
tell(
    lambda: cmath.asinh(complex(0.21821003864257887,-2.983547531681567)),
    lambda: cmath.atan(complex(-0.7704049899166097,-1.9212200165353956)),
    lambda: cmath.tan(complex(N,-1.0)),
    lambda: cmath.isinf(complex(-1.0,720.0)),
    lambda: cmath.tanh(complex(1e308,N)),
)
tell(
    lambda: cmath.atan(complex(I,0.0)),
    lambda: cmath.isfinite(complex(0.8202470718455879,0.13376701137132277)),
    lambda: cmath.acos(complex(-0.0,5e-324)),
    lambda: cmath.atanh(complex(0.45471478394496456,4.475544485422913)),
    lambda: cmath.isinf(complex(-0.0,-I)),
)
tell(
    lambda: cmath.isinf(complex(1e308,720.0)),
    lambda: cmath.isinf(complex(-I,1e-160)),
    lambda: cmath.cos(complex(-1e300,-1e300)),
    lambda: cmath.sinh(complex(1.499816152865757,-1.2810273406268748)),
    lambda: cmath.polar(complex(-720.0,5e-324)),
)
