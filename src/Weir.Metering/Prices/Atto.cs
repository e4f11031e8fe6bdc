namespace Weir.Metering.Prices;

/// <summary>Arithmetic in atto-dollars (10⁻¹⁸), in which rates per token are whole numbers. Nothing wraps around.</summary>
internal static class Atto
{
    private const ulong PerNano = 1_000_000_000;

    public static UInt128 Of(NanoDollars amount) => amount.Value <= 0 ? UInt128.Zero : Product(amount.Value, PerNano);

    /// <param name="count">Zero or more.</param>
    /// <param name="rate">Atto-dollars each.</param>
    public static UInt128 Product(long count, ulong rate)
    {
        var high = Math.BigMul((ulong)count, rate, out var low);
        return new UInt128(high, low);
    }

    public static UInt128 Add(UInt128 left, UInt128 right) => left > UInt128.MaxValue - right ? UInt128.MaxValue : left + right;

    public static UInt128 Multiply(UInt128 amount, ulong count) =>
        count != 0 && amount > UInt128.MaxValue / count ? UInt128.MaxValue : amount * count;

    /// <summary>Up to the next nano-dollar; stops at 9.2 billion dollars.</summary>
    public static NanoDollars RoundUp(UInt128 atto)
    {
        if (atto <= ulong.MaxValue)
        {
            // The usual case, up to 18 dollars: no 128-bit division.
            var (whole, part) = Math.DivRem((ulong)atto, PerNano);
            return new NanoDollars((long)(part == 0 ? whole : whole + 1));
        }

        var nano = (atto / PerNano) + (atto % PerNano == 0 ? UInt128.Zero : UInt128.One);
        return new NanoDollars(nano > (ulong)long.MaxValue ? long.MaxValue : (long)nano);
    }
}
