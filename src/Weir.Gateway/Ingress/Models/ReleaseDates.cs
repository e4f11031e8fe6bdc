using System.Globalization;

namespace Weir.Gateway.Ingress.Models;

/// <summary>Reads the catalogue's release dates.</summary>
internal static class ReleaseDates
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The first moment of a day, month or year, in UTC; 1970 for a date that is not known, as the vendors' lists must have one.</summary>
    public static DateTimeOffset Read(string? date) =>
        DateTimeOffset.TryParseExact(date, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.UnixEpoch;
}
