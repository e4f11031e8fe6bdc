using System.Globalization;
using Weir.Gateway.Admin.Usage;
using Weir.Metering.Analytics.Latency;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Prices;
using Weir.Metering.Usage;

namespace Weir.Gateway.Admin.Work.Usage;

/// <summary>From the sums' own records to what the admin API shows, and back.</summary>
internal static class Usages
{
    public static UsageSums Of(UsageTotals totals) => new()
    {
        Requests = totals.Requests,
        Failed = totals.Failed,
        Usage = TokenCounts.From(totals.Tokens),
        CostNanoDollars = totals.Cost.Value,
        Unpriced = totals.Unpriced,
        Estimated = totals.Estimated,
        CacheHits = totals.CacheHits,
        SavedByPromptCachesNanoDollars = totals.SavedByPromptCaches,
        SavedByAnswerCacheNanoDollars = totals.SavedByAnswerCache,
        FirstByte = Of(totals.FirstByte),
        Duration = Of(totals.Duration),
    };

    /// <summary>A day or an hour in words; the offset stands only beside an hour that the clock has twice.</summary>
    public static string NameOf(UsageGrouping interval, DateTimeOffset start, TimeZoneInfo zone) => start.ToString(
        interval == UsageGrouping.Day ? "yyyy-MM-dd" : zone.IsAmbiguousTime(start) ? "yyyy-MM-dd HH:mm zzz" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static UsagePoint PointOf(UsageTotals totals) => new(
        totals.Requests, totals.Failed, totals.Tokens.Input, totals.Tokens.Output, totals.Cost.Value, totals.SavedByPromptCaches + totals.SavedByAnswerCache);

    public static UsageScope Scope(UsageFilters filters, DateTimeOffset? since, DateTimeOffset? until) => new()
    {
        Since = since,
        Until = until,
        Provider = filters.Provider,
        Connection = filters.Connection,
        Model = filters.Model,
        Key = filters.Key,
        User = filters.User,
        Team = filters.Team,
        Operation = filters.Operation,
        Tag = filters.Tag,
    };

    public static UsageFilter Filter(RequestFilter filter) => new()
    {
        Since = filter.Since,
        Until = filter.Until,
        Provider = filter.Provider,
        Connection = filter.Connection,
        Model = filter.Model,
        Key = filter.Key,
        User = filter.User,
        Team = filter.Team,
        RunId = filter.RunId,
        Tag = filter.Tag,
        Id = filter.Id,
        Status = StatusOf(filter.Status),
        Error = filter.Error,
        CostAbove = filter.CostAboveUsd is { } usd ? NanoDollars.FromUsd(usd) : null,
        Failed = filter.Failed,
    };

    private static (int First, int Last)? StatusOf(string? status)
    {
        if (status is null)
        {
            return null;
        }

        var hundred = (status[0] - '0') * 100;
        return status.EndsWith("xx", StringComparison.Ordinal) ? (hundred, hundred + 99) : (int.Parse(status, CultureInfo.InvariantCulture), int.Parse(status, CultureInfo.InvariantCulture));
    }

    private static LatencyFigures? Of(LatencyPercentiles? latency) => latency is null
        ? null
        : new LatencyFigures(latency.P50.TotalMilliseconds, latency.P95.TotalMilliseconds, latency.P99.TotalMilliseconds);
}
