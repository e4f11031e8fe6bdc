using System.Globalization;

namespace Weir.Metering.Prices;

/// <summary>The texts that say where a price came from; the ledger keeps one with each cost.</summary>
public static class PriceVersion
{
    /// <summary>The price stands in weir.yaml.</summary>
    public const string Config = "config";

    /// <summary>The price is the catalogue's of that date, e.g. <c>catalog:2026-06-30</c>.</summary>
    public static string Catalog(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"catalog:{date:yyyy-MM-dd}");
}
