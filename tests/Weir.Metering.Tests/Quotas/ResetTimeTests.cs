using Weir.Metering.Quotas;

namespace Weir.Metering.Tests.Quotas;

public sealed class ResetTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("6m0s", 360)]
    [InlineData("1d2h", 93_600)]
    [InlineData("60ms", 0.06)]
    [InlineData("12", 12)]
    [InlineData("1795262460", 60)]
    [InlineData("1795262460000", 60)]
    [InlineData("2026-11-21T12:01:00Z", 60)]
    [InlineData("2026-11-21T12:01:00", 60)]
    [InlineData("Sat, 21 Nov 2026 12:01:00 GMT", 60)]
    public void Vendors_write_it_in_many_ways(string text, double seconds) => Assert.Equal(Now.AddSeconds(seconds), ResetTime.Read(text, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("99999999999999999")]
    [InlineData("9999999d")]
    [InlineData("5 bananas")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("h5")]
    public void What_tells_no_moment_is_unknown(string? text) => Assert.Null(ResetTime.Read(text, Now));
}
