using System.Globalization;

namespace Weir.Metering.Prices;

/// <summary>The texts that say where a price came from; the ledger keeps one with each cost.</summary>
public static class PriceVersion
{
    /// <summary>Nobody bills: a machine of one's own.</summary>
    public const string Free = "free";

    /// <summary>A subscription pays.</summary>
    public const string Plan = "plan";

    /// <summary>The price is the catalogue's of that date, e.g. <c>catalog:2026-06-30</c>.</summary>
    public static string Catalog(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"catalog:{date:yyyy-MM-dd}");

    /// <summary>A price of which a part is paid, e.g. <c>catalog:2026-06-30 x0.9</c>.</summary>
    public static string Part(string version, decimal share) =>
        share == 1 ? version : string.Create(CultureInfo.InvariantCulture, $"{version} x{share:0.############}");

    /// <summary>What an entry of weir.yaml says, with its dates, e.g. <c>weir.yaml:12 from 2026-01-01 until 2026-07-01</c>.</summary>
    public static string Dated(string origin, DateTimeOffset? from, DateTimeOffset? until) =>
        $"{origin}{(from is { } first ? " from " + Moment(first) : "")}{(until is { } end ? " until " + Moment(end) : "")}";

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString(at.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
