using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin.Overrides;
using Weir.Metering.Keys;

namespace Weir.Gateway.Admin;

/// <summary>Query parameters of the admin API, both ways.</summary>
public static partial class AdminQuery
{
    private const int UsualLimit = 50;

    private static readonly object CallerItem = new();

    private static readonly object CallerIdItem = new();

    /// <summary>The filter as a query string with its question mark; empty parts are left out.</summary>
    public static string From(RequestFilter filter, int? limit, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Build(
            ("since", Time(filter.Since)),
            ("until", Time(filter.Until)),
            ("provider", filter.Provider),
            ("connection", filter.Connection),
            ("model", filter.Model),
            ("key", filter.Key),
            ("user", filter.User),
            ("run", filter.RunId),
            ("failed", filter.Failed?.ToString()),
            ("limit", limit?.ToString(CultureInfo.InvariantCulture)),
            ("format", format));
    }

    /// <summary>A query string with its question mark; parts without a value are left out, and so is an empty whole.</summary>
    public static string Build(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var text = "";
        foreach (var (name, value) in parts)
        {
            if (value is not null)
            {
                text += $"{(text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
            }
        }

        return text;
    }

    internal static string Name(HttpContext context) => context.Request.RouteValues["name"] as string is { Length: > 0 } name
        ? name
        : throw Invalid("The address names nothing.");

    /// <summary>Name of the key that opened the admin API for this request.</summary>
    internal static string Caller(HttpContext context) => context.Items[CallerItem] as string ?? "unknown";

    /// <summary>Id of that key.</summary>
    internal static string CallerId(HttpContext context) => context.Items[CallerIdItem] as string ?? "unknown";

    /// <summary>Notes whose key it is.</summary>
    internal static void NoteCaller(HttpContext context, ClientKey key)
    {
        context.Items[CallerItem] = key.Name;
        context.Items[CallerIdItem] = key.Id;
    }

    internal static OverrideSubject? Subject(HttpContext context) => Text(context, "scope") is { } scope ? new OverrideSubject(scope, Text(context, "id")) : null;

    internal static string? Text(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    internal static TimeSpan Overlap(KeyRotation rotation) => rotation.OverlapSeconds is >= 0 and <= 31_536_000
        ? TimeSpan.FromSeconds(rotation.OverlapSeconds)
        : throw Invalid("'overlapSeconds' must be from 0 to 31536000.");

    internal static int Limit(HttpContext context) => Text(context, "limit") switch
    {
        null => UsualLimit,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= 1000 => limit,
        _ => throw Invalid("'limit' must be from 1 to 1000."),
    };

    internal static RequestFilter Requests(HttpContext context) => new()
    {
        Since = Moment(context, "since"),
        Until = Moment(context, "until"),
        Provider = Text(context, "provider"),
        Connection = Text(context, "connection"),
        Model = Text(context, "model"),
        Key = Text(context, "key"),
        User = Text(context, "user"),
        RunId = Text(context, "run"),
        Failed = Text(context, "failed") switch
        {
            null => null,
            var text when bool.TryParse(text, out var failed) => failed,
            _ => throw Invalid("'failed' must be true or false."),
        },
    };

    private static DateTimeOffset? Moment(HttpContext context, string name) => Text(context, name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        _ => throw Invalid($"'{name}' must be a moment such as 2026-01-31T12:00:00Z."),
    };

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture);

    private static AdminException Invalid(string detail) => new(AdminProblem.Invalid(detail, "Correct the address."));
}
