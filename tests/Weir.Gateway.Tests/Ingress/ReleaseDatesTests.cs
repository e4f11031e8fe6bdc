using System.Globalization;
using Weir.Gateway.Ingress.Models;

namespace Weir.Gateway.Tests.Ingress;

public sealed class ReleaseDatesTests
{
    [Theory]
    [InlineData("2025-08-07", "2025-08-07T00:00:00Z")]
    [InlineData("2025-08", "2025-08-01T00:00:00Z")]
    [InlineData("2025", "2025-01-01T00:00:00Z")]
    [InlineData("soon", "1970-01-01T00:00:00Z")]
    [InlineData(null, "1970-01-01T00:00:00Z")]
    public void A_date_is_its_first_moment(string? date, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), ReleaseDates.Read(date));
}
