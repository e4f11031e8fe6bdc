using System.Globalization;
using Weir.Gateway.Admin;

namespace Weir.Commands.Quota;

/// <summary>What is left, in words: tokens and windows as a share, money as amounts.</summary>
internal static class QuotaWords
{
    public static string Left(QuotaEntry quota) => quota.Meaning switch
    {
        "budget" or "balance" when quota.Remaining is { } left => Amount(left, quota.Unit) + (quota.Limit is { } all ? " of " + Amount(all, quota.Unit) : ""),
        "spend" when quota.Spent is { } spent => Amount(spent, quota.Unit) + " spent",
        "window" or "allowance" when quota.Used is { } used => Math.Max(0, (1 - used) * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%",
        _ => quota.Remaining is { } rest ? Amount(rest, quota.Meaning == "rate_limit" ? null : quota.Unit) : "-",
    };

    private static string Amount(decimal amount, string? unit) => unit switch
    {
        "USD" => amount < 0 ? "-$" + Money(-amount) : "$" + Money(amount),
        null => amount.ToString("#,0.##", CultureInfo.InvariantCulture),
        _ => amount.ToString("#,0.####", CultureInfo.InvariantCulture) + " " + unit,
    };

    private static string Money(decimal amount) => amount.ToString("#,0.00##", CultureInfo.InvariantCulture);
}
