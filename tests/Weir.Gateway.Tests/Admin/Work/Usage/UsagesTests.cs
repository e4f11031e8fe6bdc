using System.Globalization;
using Weir.Gateway.Admin.Work.Usage;
using Weir.Metering.Usage;

namespace Weir.Gateway.Tests.Admin.Work.Usage;

public sealed class UsagesTests
{
    [Theory]
    [InlineData("2026-10-25T00:00:00Z", "2026-10-25 02:00 +02:00")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25 02:00 +01:00")]
    [InlineData("2026-10-24T23:00:00Z", "2026-10-25 01:00")]
    [InlineData("2026-10-25T02:00:00Z", "2026-10-25 03:00")]
    public void An_hour_that_the_clock_has_twice_has_its_offset_beside_it(string moment, string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), zone);

        Assert.Equal(name, Usages.NameOf(UsageGrouping.Hour, start, zone));
        Assert.Equal("2026-10-25", Usages.NameOf(UsageGrouping.Day, start, zone));
    }
}
