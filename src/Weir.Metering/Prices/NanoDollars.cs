using System.Globalization;

namespace Weir.Metering.Prices;

/// <summary>An amount of money in billionths of a US dollar. ±9.2 billion dollars fit.</summary>
public readonly record struct NanoDollars(long Value) : IComparable<NanoDollars>
{
    public static NanoDollars Zero => default;

    /// <summary>The amount in dollars, exactly.</summary>
    public decimal ToUsd() => Value / 1_000_000_000m;

    /// <summary>Dollars to nano-dollars; parts of a nano-dollar are rounded up, so that a sum is never booked too low.</summary>
    public static NanoDollars FromUsd(decimal usd) => new(decimal.ToInt64(decimal.Ceiling(usd * 1_000_000_000m)));

    public static NanoDollars operator +(NanoDollars left, NanoDollars right) => new(checked(left.Value + right.Value));

    public static NanoDollars operator -(NanoDollars left, NanoDollars right) => new(checked(left.Value - right.Value));

    public static NanoDollars Add(NanoDollars left, NanoDollars right) => left + right;

    public static NanoDollars Subtract(NanoDollars left, NanoDollars right) => left - right;

    public static bool operator <(NanoDollars left, NanoDollars right) => left.Value < right.Value;

    public static bool operator >(NanoDollars left, NanoDollars right) => left.Value > right.Value;

    public static bool operator <=(NanoDollars left, NanoDollars right) => left.Value <= right.Value;

    public static bool operator >=(NanoDollars left, NanoDollars right) => left.Value >= right.Value;

    public int CompareTo(NanoDollars other) => Value.CompareTo(other.Value);

    /// <summary>Dollars without a currency sign and without trailing zeros, e.g. <c>0.0042</c>.</summary>
    public override string ToString() => ToUsd().ToString("0.#########", CultureInfo.InvariantCulture);
}
