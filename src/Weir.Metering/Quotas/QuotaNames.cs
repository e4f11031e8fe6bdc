using System.Globalization;

namespace Weir.Metering.Quotas;

/// <summary>Names of windows by their length: <c>5h</c>, <c>7d</c>.</summary>
public static class QuotaNames
{
    /// <summary>The name of a window so long. Vendors' lengths come a minute short at times.</summary>
    public static string Of(TimeSpan length)
    {
        var hours = Rounded(length).TotalHours;
        return hours % 24 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours / 24:0}d") : string.Create(CultureInfo.InvariantCulture, $"{hours:0.##}h");
    }

    /// <summary>To the hour; below one, to half a minute.</summary>
    public static TimeSpan Rounded(TimeSpan length) => TimeSpan.FromHours(Math.Round(length.TotalHours, length.TotalMinutes < 60 ? 2 : 0));

    /// <summary>The length of a window of that name; null for other names.</summary>
    public static TimeSpan? LengthOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 1 and < 6 && int.TryParse(name.AsSpan(0, name.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? name[^1] switch { 'h' => TimeSpan.FromHours(number), 'd' => TimeSpan.FromDays(number), _ => null }
            : null;
    }
}
