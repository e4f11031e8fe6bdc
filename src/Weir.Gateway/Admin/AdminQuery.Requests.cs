using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Admin;

/// <content>Which requests.</content>
public static partial class AdminQuery
{
    /// <summary>The filter as a query string with its question mark; empty parts are left out.</summary>
    public static string From(RequestFilter filter, int? limit, string? format = null) =>
        Build([.. Of(filter), ("limit", limit?.ToString(CultureInfo.InvariantCulture)), ("format", format)]);

    /// <summary>The filter, and the length of a histogram's spans, as a query string with its question mark.</summary>
    public static string From(RequestFilter filter, TimeSpan? span) =>
        Build([.. Of(filter), ("span", span?.TotalSeconds.ToString(CultureInfo.InvariantCulture))]);

    internal static RequestFilter Requests(HttpContext context) => new()
    {
        Since = Moment(context, "since"),
        Until = Moment(context, "until"),
        Provider = Text(context, "provider"),
        Connection = Text(context, "connection"),
        Model = Text(context, "model"),
        Key = Text(context, "key"),
        User = Text(context, "user"),
        Team = Text(context, "team"),
        RunId = Text(context, "run"),
        Tag = Text(context, "tag"),
        Id = Text(context, "id"),
        Status = Text(context, "status") switch
        {
            null => null,
            var text when IsStatus(text) => text,
            _ => throw Invalid("'status' must be a status such as 429, or 4xx."),
        },
        Error = Text(context, "error"),
        CostAboveUsd = Text(context, "cost_above") switch
        {
            null => null,
            var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) && usd < 1_000_000_000 => usd,
            _ => throw Invalid("'cost_above' must be an amount of US dollars such as 0.05."),
        },
        Failed = Flag(context, "failed"),
        Before = Text(context, "before"),
    };

    /// <summary>Whether a text is a status or a class of them: 429, 4xx.</summary>
    public static bool IsStatus(string text) => text is [>= '1' and <= '9', 'x', 'x'] or [>= '1' and <= '9', >= '0' and <= '9', >= '0' and <= '9'];

    internal static TimeSpan? Span(HttpContext context) => Text(context, "span") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => TimeSpan.FromSeconds(seconds),
        _ => throw Invalid("'span' must be a number of seconds."),
    };

    private static (string Name, string? Value)[] Of(RequestFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return
        [
            ("since", Time(filter.Since)),
            ("until", Time(filter.Until)),
            ("provider", filter.Provider),
            ("connection", filter.Connection),
            ("model", filter.Model),
            ("key", filter.Key),
            ("user", filter.User),
            ("team", filter.Team),
            ("run", filter.RunId),
            ("tag", filter.Tag),
            ("id", filter.Id),
            ("status", filter.Status),
            ("error", filter.Error),
            ("cost_above", filter.CostAboveUsd?.ToString(CultureInfo.InvariantCulture)),
            ("failed", filter.Failed?.ToString()),
            ("before", filter.Before),
        ];
    }
}
