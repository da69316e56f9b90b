from datetime import date, datetime, time, timedelta, timezone


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: date(2020,2,29) - time(1,2,3),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) + timezone.utc,
    lambda: datetime(2020,1,2,3,4,5) - timedelta(1),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) + date(2021,12,31),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc)*2,
)
tell(
    lambda: date(2021,12,31)*1.5,
    lambda: time(1,2) + timezone(timedelta(hours=2),'X'),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) // time(1,2),
    lambda: timedelta(days=-1,seconds=5)-1,
    lambda: datetime(2020,1,2) - date(2021,12,31),
)
tell(
    lambda: time(23,59,59,999)+1,
    lambda: datetime(2020,1,2) * date(2020,2,29),
    lambda: date(2021,12,31).timetuple(),
    lambda: timedelta(days=-1,seconds=5) + timedelta(days=-1,seconds=5),
    lambda: datetime(2020,1,2,3,4,5) - datetime(2020,1,2,3,4,5),
)
tell(
    lambda: timedelta(0).tzname(),
    lambda: timedelta(weeks=2,milliseconds=1500) == date(2020,2,29),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) + time(1,2),
    lambda: timezone(timedelta(hours=2),'X') + date(1,1,1),
    lambda: time(23,59,59,999) + datetime(2020,1,2,3,4,5),
)
tell(
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))).year,
    lambda: timedelta(days=-1,seconds=5)%timedelta(hours=1),
    lambda: timedelta(hours=25,microseconds=3).replace(day=1),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) < timedelta(weeks=2,milliseconds=1500),
    lambda: date(1,1,1)/3,
)
tell(
    lambda: timedelta(weeks=2,milliseconds=1500) / date(2020,2,29),
    lambda: timezone(timedelta(hours=2),'X') < date(2020,2,29),
    lambda: timedelta(days=-1,seconds=5) == timedelta(weeks=2,milliseconds=1500),
    lambda: timezone.utc + date(1,1,1),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) - time(1,2),
)
tell(
    lambda: datetime(2020,1,2) - time(23,59,59,999),
    lambda: date(2020,2,29).timetuple(),
    lambda: datetime(2020,1,2,3,4,5,6)*2,
    lambda: timedelta(weeks=2,milliseconds=1500) - datetime(2020,1,2,3,4,5,6),
    lambda: date(1,1,1) - timezone.utc,
)
tell(
    lambda: timezone.utc - timedelta(hours=25,microseconds=3),
    lambda: datetime(2020,1,2,3,4,5,6) * timedelta(days=-1,seconds=5),
    lambda: date(2020,2,29) < date(2020,2,29),
    lambda: bool(timedelta(hours=25,microseconds=3)),
    lambda: datetime(2020,1,2,3,4,5)*1.5,
)
tell(
    lambda: date(2021,12,31) * date(2020,2,29),
    lambda: datetime(2020,1,2) + timedelta(days=-1,seconds=5),
    lambda: time(1,2,3).timetuple(),
    lambda: timezone.utc // time(1,2),
    lambda: datetime(2020,1,2) / datetime(2020,1,2,3,4,tzinfo=timezone.utc),
)
tell(
    lambda: date(1,1,1) * timedelta(weeks=2,milliseconds=1500),
    lambda: timezone.utc / datetime(2020,1,2,3,4,5),
    lambda: datetime(2020,1,2,3,4,5)/3,
    lambda: 2*date(1,1,1),
    lambda: datetime(2020,1,2,3,4,5) - date(2020,2,29),
)
tell(
    lambda: bool(datetime(2020,1,2)),
    lambda: datetime(2020,1,2,3,4,5,6) - time(23,59,59,999),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) / datetime(2020,1,2,3,4,5),
    lambda: str(date(2020,2,29)),
    lambda: timedelta(days=-1,seconds=5) < datetime(2020,1,2,3,4,tzinfo=timezone.utc),
)
tell(
    lambda: timedelta(1)<5,
    lambda: time(23,59,59,999) // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: time(23,59,59,999) / date(2020,2,29),
    lambda: timezone.utc + datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timedelta(0) // time(1,2),
)
tell(
    lambda: timedelta(hours=25,microseconds=3) < datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timedelta(days=-1,seconds=5) / datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: time(1,2,3) - datetime(2020,1,2,3,4,5),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc)%timedelta(hours=1),
    lambda: timezone(timedelta(hours=2),'X')==timezone(timedelta(hours=2),'X'),
)
tell(
    lambda: time(23,59,59,999)*1.5,
    lambda: time(23,59,59,999) + date(2021,12,31),
    lambda: date(2021,12,31) + timedelta(weeks=2,milliseconds=1500),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) == datetime(2020,1,2,3,4,5),
    lambda: datetime(2020,1,2) * datetime(2020,1,2,3,4,5),
)
tell(
    lambda: time(23,59,59,999).timetuple(),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) + timedelta(weeks=2,milliseconds=1500),
    lambda: time(1,2,3) == datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: time(1,2) + date(1,1,1),
    lambda: timedelta(1) - timedelta(1),
)
tell(
    lambda: time(1,2,3).utcoffset(),
    lambda: timezone.utc.strftime("%Y-%m-%d %H:%M:%S.%f %z %Z %a %b %j %p"),
    lambda: date(2021,12,31) // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: time(1,2) + time(1,2),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))).isoformat(" "),
)
tell(
    lambda: time(1,2,3) < timedelta(days=-1,seconds=5),
    lambda: timedelta(0) - datetime(2020,1,2),
    lambda: date(1,1,1) + datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timezone(timedelta(hours=2),'X') - datetime(2020,1,2,3,4,5),
    lambda: time(1,2) / timedelta(weeks=2,milliseconds=1500),
)
tell(
    lambda: timedelta(1) + datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))),
    lambda: date(1,1,1) < date(2020,2,29),
    lambda: datetime(2020,1,2,3,4,5) + timezone.utc,
    lambda: timedelta(1)-1,
    lambda: timedelta(hours=25,microseconds=3) + date(2021,12,31),
)
tell(
    lambda: time(23,59,59,999) < datetime(2020,1,2,3,4,5),
    lambda: timedelta(days=-1,seconds=5) < timedelta(days=-1,seconds=5),
    lambda: time(23,59,59,999) - datetime(2020,1,2,3,4,5),
    lambda: timedelta(1) + datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: date(1,1,1) / date(2020,2,29),
)
tell(
    lambda: datetime(2020,1,2,3,4,5).hour,
    lambda: time(23,59,59,999) == timedelta(weeks=2,milliseconds=1500),
    lambda: timezone.utc.isocalendar(),
    lambda: datetime(2020,1,2) + date(2020,2,29),
    lambda: date(1,1,1).timetuple(),
)
tell(
    lambda: timezone.utc + timezone.utc,
    lambda: timedelta(hours=25,microseconds=3) // time(1,2),
    lambda: timezone.utc < time(1,2),
    lambda: date(1,1,1) // datetime(2020,1,2,3,4,5),
    lambda: timedelta(weeks=2,milliseconds=1500) == time(1,2),
)
tell(
    lambda: time(1,2) == date(2020,2,29),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc).timestamp(),
    lambda: time(1,2,3) == timedelta(weeks=2,milliseconds=1500),
    lambda: time(1,2) / datetime(2020,1,2,3,4,5),
    lambda: datetime(2020,1,2) / datetime(2020,1,2,3,4,5),
)
tell(
    lambda: timedelta(1) / datetime(2020,1,2,3,4,5),
    lambda: date(1,1,1)+1,
    lambda: date(2021,12,31) / timedelta(days=-1,seconds=5),
    lambda: timezone(timedelta(hours=2),'X').year,
    lambda: time(1,2,3)*2,
)
tell(
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) - timezone(timedelta(hours=2),'X'),
    lambda: time(1,2) == timedelta(days=-1,seconds=5),
    lambda: timezone.utc < datetime(2020,1,2,3,4,5),
    lambda: timedelta(weeks=2,milliseconds=1500).ctime(),
    lambda: timedelta(hours=25,microseconds=3)%timedelta(hours=1),
)
tell(
    lambda: datetime(2020,1,2,3,4,5,6)%timedelta(hours=1),
    lambda: time(23,59,59,999)<5,
    lambda: datetime(2020,1,2,3,4,5) - date(2021,12,31),
    lambda: timedelta(0) + time(23,59,59,999),
    lambda: timedelta(days=-1,seconds=5) * time(1,2),
)
tell(
    lambda: timedelta(1) == timedelta(weeks=2,milliseconds=1500),
    lambda: timedelta(0) - datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))),
    lambda: date(2020,2,29) < datetime(2020,1,2,3,4,5),
    lambda: time(1,2,3) + datetime(2020,1,2),
    lambda: timedelta(0) - time(23,59,59,999),
)
tell(
    lambda: datetime(2020,1,2) // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc).utcoffset(),
    lambda: date(2020,2,29)==date(2020,2,29),
    lambda: datetime(2020,1,2)//7,
    lambda: timedelta(0) + datetime(2020,1,2),
)
tell(
    lambda: time(23,59,59,999) == datetime(2020,1,2,3,4,5),
    lambda: timedelta(days=-1,seconds=5) - datetime(2020,1,2,3,4,5,6),
    lambda: f"{time(23,59,59,999)}",
    lambda: datetime(2020,1,2,3,4,5,6)+1,
    lambda: type(datetime(2020,1,2,3,4,5)),
)
tell(
    lambda: timezone.utc * time(1,2),
    lambda: date(2021,12,31) - timezone(timedelta(hours=2),'X'),
    lambda: timedelta(0) + timezone(timedelta(hours=2),'X'),
    lambda: timedelta(weeks=2,milliseconds=1500) / time(1,2),
    lambda: datetime(2020,1,2,3,4,5,6)==datetime(2020,1,2,3,4,5,6),
)
tell(
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) == date(2020,2,29),
    lambda: timedelta(0) - datetime(2020,1,2,3,4,5),
    lambda: timedelta(hours=25,microseconds=3) - datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: datetime(2020,1,2) / date(2020,2,29),
    lambda: timedelta(hours=25,microseconds=3) * datetime(2020,1,2,3,4,5),
)
tell(
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) * timedelta(weeks=2,milliseconds=1500),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) - datetime(2020,1,2,3,4,5),
    lambda: time(23,59,59,999) + datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30)))==datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))),
    lambda: timedelta(weeks=2,milliseconds=1500)*1.5,
)
tell(
    lambda: timezone.utc / timedelta(weeks=2,milliseconds=1500),
    lambda: date(1,1,1) - datetime(2020,1,2),
    lambda: time(1,2) < datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: -datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: bool(time(1,2,3)),
)
tell(
    lambda: timedelta(days=-1,seconds=5),
    lambda: datetime(2020,1,2) == timedelta(days=-1,seconds=5),
    lambda: timezone.utc * timedelta(days=-1,seconds=5),
    lambda: date(1,1,1) // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: date(1,1,1) < timedelta(weeks=2,milliseconds=1500),
)
tell(
    lambda: timedelta(days=-1,seconds=5) < time(1,2),
    lambda: timezone.utc==5,
    lambda: datetime(2020,1,2,3,4,5).utcoffset(),
    lambda: type(datetime(2020,1,2)),
    lambda: timedelta(hours=25,microseconds=3) * timedelta(weeks=2,milliseconds=1500),
)
tell(
    lambda: date(1,1,1) == time(1,2),
    lambda: time(1,2) + timedelta(0),
    lambda: datetime(2020,1,2,3,4,5) - timedelta(days=-1,seconds=5),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))).replace(hour=3),
    lambda: datetime(2020,1,2,3,4,5,6) == datetime(2020,1,2,3,4,tzinfo=timezone.utc),
)
tell(
    lambda: timedelta(0) == timedelta(days=-1,seconds=5),
    lambda: timedelta(days=-1,seconds=5) - timedelta(1),
    lambda: bool(date(1,1,1)),
    lambda: date(2021,12,31) - datetime(2020,1,2,3,4,5,6),
    lambda: datetime(2020,1,2,3,4,5,6) // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
)
tell(
    lambda: abs(date(2021,12,31)),
    lambda: timedelta(days=-1,seconds=5) + datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: time(23,59,59,999) + datetime(2020,1,2,3,4,5,6),
    lambda: time(1,2,3) < date(2020,2,29),
    lambda: time(23,59,59,999) - datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))),
)
tell(
    lambda: 2*date(2020,2,29),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) // timedelta(weeks=2,milliseconds=1500),
    lambda: time(1,2) == datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timedelta(1).tzname(),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f %z %Z %a %b %j %p"),
)
tell(
    lambda: timedelta(0) - date(2020,2,29),
    lambda: datetime(2020,1,2,3,4,5,6) - timedelta(weeks=2,milliseconds=1500),
    lambda: timedelta(0) * datetime(2020,1,2,3,4,5),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) - date(2021,12,31),
    lambda: time(1,2,3) + timezone.utc,
)
tell(
    lambda: timedelta(0) - time(1,2),
    lambda: date(2020,2,29) + timedelta(days=-1,seconds=5),
    lambda: time(1,2,3).year,
    lambda: date(2021,12,31) + datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timezone.utc == datetime(2020,1,2,3,4,5),
)
tell(
    lambda: timedelta(0) - timezone.utc,
    lambda: timezone.utc // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timedelta(0) / datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: timedelta(weeks=2,milliseconds=1500) + date(2020,2,29),
    lambda: date(1,1,1).isoformat(),
)
tell(
    lambda: date(2021,12,31) < time(1,2),
    lambda: str(timedelta(0)),
    lambda: timedelta(hours=25,microseconds=3).tzname(),
    lambda: timedelta(0).replace(hour=3),
    lambda: date(2020,2,29) + time(1,2),
)
tell(
    lambda: datetime(2020,1,2,3,4,5) / date(2020,2,29),
    lambda: timedelta(weeks=2,milliseconds=1500) + timedelta(hours=25,microseconds=3),
    lambda: timedelta(0) - timezone(timedelta(hours=2),'X'),
    lambda: timezone.utc + timedelta(weeks=2,milliseconds=1500),
    lambda: timedelta(days=-1,seconds=5)+1,
)
tell(
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))).tzname(),
    lambda: time(1,2,3) - datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: date(2021,12,31) + timezone.utc,
    lambda: datetime(2020,1,2,3,4,5) - timedelta(0),
    lambda: timedelta(days=-1,seconds=5).tzname(),
)
tell(
    lambda: datetime(2020,1,2,3,4,5,6).tzname(),
    lambda: datetime(2020,1,2,3,4,5) - time(1,2,3),
    lambda: date(2020,2,29) / date(2020,2,29),
    lambda: datetime(2020,1,2,3,4,5).isoformat(" "),
    lambda: time(23,59,59,999) - date(1,1,1),
)
tell(
    lambda: time(23,59,59,999) * time(1,2),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) * time(1,2),
    lambda: time(1,2).weekday(),
    lambda: time(23,59,59,999) / timedelta(days=-1,seconds=5),
    lambda: date(2021,12,31) - timedelta(hours=25,microseconds=3),
)
tell(
    lambda: timedelta(weeks=2,milliseconds=1500) * timedelta(days=-1,seconds=5),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) / date(2020,2,29),
    lambda: -timezone.utc,
    lambda: datetime(2020,1,2) - timezone(timedelta(hours=2),'X'),
    lambda: date(2021,12,31) * timedelta(weeks=2,milliseconds=1500),
)
tell(
    lambda: timezone.utc + time(23,59,59,999),
    lambda: datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))) - datetime(2020,1,2),
    lambda: timedelta(0).isoformat(" "),
    lambda: date(2020,2,29) - datetime(2020,1,2,3,4,5,6),
    lambda: timedelta(1) - timedelta(0),
)
tell(
    lambda: timedelta(0) / time(1,2),
    lambda: date(1,1,1)-1,
    lambda: date(2021,12,31) / timedelta(weeks=2,milliseconds=1500),
    lambda: timedelta(0) // datetime(2020,1,2,3,4,tzinfo=timezone.utc),
    lambda: abs(datetime(2020,1,2,3,4,5,6)),
)
tell(
    lambda: timedelta(1) + timedelta(hours=25,microseconds=3),
    lambda: datetime(2020,1,2) - datetime(2020,1,2,3,4,5,6),
    lambda: timedelta(days=-1,seconds=5) - timedelta(hours=25,microseconds=3),
    lambda: timezone.utc == date(2020,2,29),
    lambda: datetime(2020,1,2,3,4,tzinfo=timezone.utc) + timedelta(days=-1,seconds=5),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') - datetime(2020,1,2,3,tzinfo=timezone(timedelta(hours=-5,minutes=-30))),
    lambda: timezone(timedelta(hours=2),'X') + time(1,2,3),
    lambda: timezone(timedelta(hours=2),'X') - time(1,2,3),
    lambda: timezone(timedelta(hours=2),'X') + time(1,2),
    lambda: timezone(timedelta(hours=2),'X') - time(1,2),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') < time(1,2),
    lambda: timezone(timedelta(hours=2),'X') == time(1,2),
    lambda: timezone(timedelta(hours=2),'X') * time(1,2),
    lambda: timezone(timedelta(hours=2),'X') // time(1,2),
    lambda: timezone(timedelta(hours=2),'X') / time(1,2),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') + time(23,59,59,999),
    lambda: timezone(timedelta(hours=2),'X') - time(23,59,59,999),
    lambda: timezone(timedelta(hours=2),'X') + timedelta(1),
    lambda: timezone(timedelta(hours=2),'X') - timedelta(1),
    lambda: timezone(timedelta(hours=2),'X') + timedelta(days=-1,seconds=5),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') - timedelta(days=-1,seconds=5),
    lambda: timezone(timedelta(hours=2),'X') < timedelta(days=-1,seconds=5),
    lambda: timezone(timedelta(hours=2),'X') == timedelta(days=-1,seconds=5),
    lambda: timezone(timedelta(hours=2),'X') * timedelta(days=-1,seconds=5),
    lambda: timezone(timedelta(hours=2),'X') // timedelta(days=-1,seconds=5),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') / timedelta(days=-1,seconds=5),
    lambda: timezone(timedelta(hours=2),'X') + timedelta(hours=25,microseconds=3),
    lambda: timezone(timedelta(hours=2),'X') - timedelta(hours=25,microseconds=3),
    lambda: timezone(timedelta(hours=2),'X') + timedelta(0),
    lambda: timezone(timedelta(hours=2),'X') - timedelta(0),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') + timedelta(weeks=2,milliseconds=1500),
    lambda: timezone(timedelta(hours=2),'X') - timedelta(weeks=2,milliseconds=1500),
    lambda: timezone(timedelta(hours=2),'X') < timedelta(weeks=2,milliseconds=1500),
    lambda: timezone(timedelta(hours=2),'X') == timedelta(weeks=2,milliseconds=1500),
    lambda: timezone(timedelta(hours=2),'X') * timedelta(weeks=2,milliseconds=1500),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') // timedelta(weeks=2,milliseconds=1500),
    lambda: timezone(timedelta(hours=2),'X') / timedelta(weeks=2,milliseconds=1500),
    lambda: timezone(timedelta(hours=2),'X') + timezone.utc,
    lambda: timezone(timedelta(hours=2),'X') - timezone.utc,
    lambda: timezone(timedelta(hours=2),'X') + timezone(timedelta(hours=2),'X'),
)
tell(
    lambda: timezone(timedelta(hours=2),'X') - timezone(timedelta(hours=2),'X'),
    lambda: timezone(timedelta(hours=2),'X')*2,
    lambda: timezone(timedelta(hours=2),'X')*1.5,
    lambda: timezone(timedelta(hours=2),'X')/3,
    lambda: timezone(timedelta(hours=2),'X')//7,
)
tell(
    lambda: -timezone(timedelta(hours=2),'X'),
    lambda: abs(timezone(timedelta(hours=2),'X')),
    lambda: timezone(timedelta(hours=2),'X')+1,
    lambda: timezone(timedelta(hours=2),'X')<5,
    lambda: timezone(timedelta(hours=2),'X')==5,
)
tell(
    lambda: timezone(timedelta(hours=2),'X')%timedelta(hours=1),
    lambda: 2*timezone(timedelta(hours=2),'X'),
    lambda: timezone(timedelta(hours=2),'X')-1,
    lambda: date(2020,2,30),
    lambda: date(2020,13,1),
)
tell(
    lambda: date(0,1,1),
    lambda: date(10000,1,1),
    lambda: date("2020",1,1),
    lambda: datetime(2020,1,1,25),
    lambda: datetime(2020,1,1,1,60),
)
tell(
    lambda: time(24),
    lambda: time(1,2,61),
    lambda: timedelta("a"),
    lambda: timedelta(1.5),
    lambda: timedelta(days=0.1),
)
tell(
    lambda: timedelta(seconds=1e-7),
    lambda: timedelta(microseconds=0.5),
    lambda: timedelta(microseconds=1.5),
    lambda: timedelta(days=10**9),
    lambda: timedelta(1)==1,
)
tell(
    lambda: date.fromisoformat("2020-01-02"),
    lambda: date.fromisoformat("2020-1-2"),
    lambda: date.fromisoformat("20200102"),
    lambda: date.fromisoformat("x"),
    lambda: date.fromisoformat(5),
)
tell(
    lambda: datetime.fromisoformat("2020-01-02T03:04:05"),
    lambda: datetime.fromisoformat("2020-01-02 03:04:05.678"),
    lambda: datetime.fromisoformat("2020-01-02T03:04:05+02:00"),
    lambda: datetime.fromisoformat("2020-01-02T03:04:05Z"),
    lambda: datetime.fromisoformat("2020-01-02"),
)
tell(
    lambda: datetime.fromisoformat("nope"),
    lambda: time.fromisoformat("03:04"),
    lambda: datetime.strptime("2020-01-02 03:04:05","%Y-%m-%d %H:%M:%S"),
    lambda: datetime.strptime("2 Jan 2020","%d %b %Y"),
    lambda: datetime.strptime("January 5, 2021","%B %d, %Y"),
)
tell(
    lambda: datetime.strptime("12/31/99","%m/%d/%y"),
    lambda: datetime.strptime("x","%Y"),
    lambda: datetime.strptime("2020x","%Y"),
    lambda: datetime.strptime("2020-13-01","%Y-%m-%d"),
    lambda: datetime.strptime("03:04 PM","%I:%M %p"),
)
tell(
    lambda: datetime.strptime("2020","%Q"),
    lambda: datetime.strptime("2020 +0200","%Y %z"),
    lambda: datetime.strptime("1.5","%S.%f"),
    lambda: datetime.strptime(5,"%Y"),
    lambda: datetime.strptime("2020-060","%Y-%j"),
)
tell(
    lambda: datetime.min,
    lambda: datetime.max,
    lambda: date.max,
    lambda: timedelta.max,
    lambda: timedelta.resolution,
)
tell(
    lambda: datetime.fromtimestamp(0),
    lambda: datetime.fromtimestamp(1.5),
    lambda: datetime.fromtimestamp(0,timezone.utc),
    lambda: datetime.utcfromtimestamp(1e9),
    lambda: date.fromtimestamp(86400),
)
tell(
    lambda: date.fromordinal(1),
    lambda: date.fromordinal(0),
    lambda: datetime.combine(date(2020,1,1),time(2,3)),
    lambda: datetime(2020,1,1,tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=3))),
    lambda: datetime(2020,1,1)<datetime(2020,1,1,tzinfo=timezone.utc),
)
tell(
    lambda: datetime(2020,1,1)-datetime(2020,1,1,tzinfo=timezone.utc),
    lambda: datetime(2020,1,1)<date(2020,1,1),
    lambda: date(2020,1,1)<datetime(2020,1,1),
    lambda: max(date(2020,1,1),date(2021,1,1)),
    lambda: sorted([date(2021,1,1),date(2020,1,1)]),
)
tell(
    lambda: {date(2020,1,1):1}[date(2020,1,1)],
    lambda: timezone(5),
    lambda: timezone(timedelta(2)),
    lambda: date,
    lambda: datetime,
)
tell(
    lambda: timedelta,
    lambda: date(9999,12,31)+timedelta(1),
    lambda: sum([timedelta(1),timedelta(2)],timedelta()),
    lambda: timedelta(1)/timedelta(hours=1),
    lambda: timedelta(1)/0,
)
tell(
    lambda: timedelta(1)//timedelta(0),
    lambda: timedelta(days=1,hours=2).__repr__(),
    lambda: f"{datetime(2020,1,2):%d/%m/%y}",
    lambda: date(2020,1,31).replace(month=2),
    lambda: datetime(2020,1,1).replace(tzinfo=timezone.utc),
)
tell(
    lambda: date.fromisocalendar(2020,53,7),
    lambda: date(2020,1,1).strftime(5),
    lambda: [date(y,1,1).isocalendar()[:] for y in range(2000,2030)],
    lambda: [date.fromordinal(n).isoformat() for n in range(700000,740000,997)],
    lambda: [(date(2000,1,1)+timedelta(n)).strftime("%U %W %V %j %w") for n in range(0,1500,37)],
)
