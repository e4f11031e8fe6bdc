using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin;

/// <content>Questions about usage.</content>
public static partial class AdminQuery
{
    /// <summary>The question as a query string with its question mark.</summary>
    public static string From(UsageQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Build(
            [("by", question.By), ("then", question.Then), ("since", Time(question.Since)), ("until", Time(question.Until)), ("timezone", question.TimeZone), .. Of(question.Filters)]);
    }

    /// <summary>The question as a query string with its question mark.</summary>
    public static string From(UsageTimeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Build(
        [
            ("interval", question.Interval), ("by", question.By), ("top", question.Top.ToString(CultureInfo.InvariantCulture)),
            ("since", Time(question.Since)), ("until", Time(question.Until)), ("timezone", question.TimeZone), .. Of(question.Filters),
        ]);
    }

    /// <summary>The filters as a query string with its question mark.</summary>
    public static string From(string? timeZone, UsageFilters filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return Build([("timezone", timeZone), .. Of(filters)]);
    }

    internal static UsageQuestion Usage(HttpContext context)
    {
        var by = Text(context, "by") ?? "model";
        return UsageQuestion.Groupings.Contains(by)
            ? new UsageQuestion(by, Moment(context, "since"), Moment(context, "until"))
            {
                Then = Text(context, "then"),
                TimeZone = Text(context, "timezone"),
                Filters = Filters(context),
            }
            : throw Invalid($"'by' must be one of {string.Join(", ", UsageQuestion.Groupings)}.");
    }

    internal static UsageTimeQuestion UsageOverTime(HttpContext context) =>
        new(Text(context, "interval") ?? "day", Moment(context, "since"), Moment(context, "until"))
        {
            By = Text(context, "by"),
            Top = Text(context, "top") switch
            {
                null => 8,
                var text when int.TryParse(text, CultureInfo.InvariantCulture, out var top) => top,
                _ => throw Invalid("'top' must be a number."),
            },
            TimeZone = Text(context, "timezone"),
            Filters = Filters(context),
        };

    internal static UsageFilters Filters(HttpContext context) => new()
    {
        Provider = Text(context, "provider"),
        Connection = Text(context, "connection"),
        Model = Text(context, "model"),
        Key = Text(context, "key"),
        User = Text(context, "user"),
        Team = Text(context, "team"),
        Operation = Text(context, "operation"),
        Tag = Text(context, "tag"),
    };

    private static (string Name, string? Value)[] Of(UsageFilters filters) =>
    [
        ("provider", filters.Provider), ("connection", filters.Connection), ("model", filters.Model), ("key", filters.Key),
        ("user", filters.User), ("team", filters.Team), ("operation", filters.Operation), ("tag", filters.Tag),
    ];
}
