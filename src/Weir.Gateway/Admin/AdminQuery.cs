using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin.Audit;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Security;
using Weir.Metering.People;

namespace Weir.Gateway.Admin;

/// <summary>Query parameters of the admin API, both ways.</summary>
public static partial class AdminQuery
{
    private const int UsualLimit = 50;

    private static readonly object CallerItem = new();

    /// <summary>The question as a query string with its question mark.</summary>
    public static string From(AuditQuestion question, int limit)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Build(
            ("since", Time(question.Since)),
            ("until", Time(question.Until)),
            ("kind", question.Kind),
            ("who", question.Who),
            ("subject", question.Subject),
            ("before", question.Before?.ToString(CultureInfo.InvariantCulture)),
            ("after", question.After?.ToString(CultureInfo.InvariantCulture)),
            ("limit", limit.ToString(CultureInfo.InvariantCulture)));
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

    /// <summary>Who asks. Nobody known is a member of nothing.</summary>
    internal static Caller CallerOf(HttpContext context) => context.Items[CallerItem] as Caller ?? new Caller("unknown", "unknown", Role.Unknown);

    /// <summary>The name of who asks.</summary>
    internal static string Caller(HttpContext context) => CallerOf(context).Name;

    /// <summary>The id of the admin key or user that asks.</summary>
    internal static string CallerId(HttpContext context) => CallerOf(context).Id;

    /// <summary>Notes who asks, for the handlers of <see cref="AdminEndpoints"/>. Without it they answer as to a member who has nothing.</summary>
    public static void NoteCaller(HttpContext context, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[CallerItem] = caller;
    }

    internal static OverrideSubject? Subject(HttpContext context) => Text(context, "scope") is { } scope ? new OverrideSubject(scope, Text(context, "id")) : null;

    internal static string? Text(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    internal static TimeSpan Overlap(KeyRotation rotation) => rotation.OverlapSeconds is >= 0 and <= 31_536_000
        ? TimeSpan.FromSeconds(rotation.OverlapSeconds)
        : throw Invalid("'overlapSeconds' must be from 0 to 31536000.");

    internal static AuditQuestion Audit(HttpContext context) => new()
    {
        Since = Moment(context, "since"),
        Until = Moment(context, "until"),
        Kind = Text(context, "kind"),
        Who = Text(context, "who"),
        Subject = Text(context, "subject"),
        Before = Number(context, "before"),
        After = Number(context, "after"),
    };

    internal static int Limit(HttpContext context) => Text(context, "limit") switch
    {
        null => UsualLimit,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= 1000 => limit,
        _ => throw Invalid("'limit' must be from 1 to 1000."),
    };

    internal static bool? Flag(HttpContext context, string name) => Text(context, name) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw Invalid($"'{name}' must be true or false."),
    };

    private static long? Number(HttpContext context, string name) => Text(context, name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Invalid($"'{name}' must be the number of a row."),
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
