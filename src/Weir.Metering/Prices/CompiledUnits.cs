using Weir.Catalog;

namespace Weir.Metering.Prices;

/// <summary>Prices by the piece in atto-dollars (10⁻¹⁸): US dollars to eighteen places, as whole numbers.</summary>
internal sealed class CompiledUnits
{
    private const decimal AttoPerUsd = 1_000_000_000_000_000_000m;

    // A thousand million dollars in atto-dollars still fit a decimal.
    private const decimal Dearest = 1_000_000_000m;

    private readonly UInt128 _request;
    private readonly UInt128 _image;
    private readonly UInt128 _second;
    private readonly UInt128 _character;

    private CompiledUnits(UnitRates rates, decimal share)
    {
        _request = ToAtto(rates.Request, share);
        _image = ToAtto(rates.Image, share);
        _second = ToAtto(rates.Second, share);
        _character = ToAtto(rates.Character, share);
    }

    /// <summary>Null when nothing is billed by the piece.</summary>
    public static CompiledUnits? From(UnitRates? rates, decimal share) => rates is null ? null : new CompiledUnits(rates, share);

    public UInt128 Cost(in UnitCounts counts) => Atto.Add(
        Atto.Add(Of(_request, counts.Requests), Of(_image, counts.Images)),
        Atto.Add(Of(_second, counts.Seconds), Of(_character, counts.Characters)));

    private static UInt128 Of(UInt128 rate, long count) => count <= 0 ? UInt128.Zero : Atto.Multiply(rate, (ulong)count);

    private static UInt128 ToAtto(decimal usd, decimal share) =>
        usd <= 0 ? UInt128.Zero : (UInt128)decimal.Round(Math.Min(usd, Dearest) * share * AttoPerUsd, MidpointRounding.AwayFromZero);
}
