using System.Text.Json.Nodes;
using Weir.Gateway.Admin.Usage;
using Weir.Gateway.Audit;

namespace Weir.Gateway.Admin.OpenApi;

/// <summary>What the routes take in their query; see <see cref="AdminQuery"/>, which reads it.</summary>
internal static class QueryParameters
{
    public static IEnumerable<(string Name, JsonObject Schema)> Of(AdminRoute route)
    {
        if (route == AdminRoutes.Models)
        {
            return [("provider", Text())];
        }

        if (route == AdminRoutes.ResetOverrides)
        {
            return [("scope", OneOf(["gateway", "key", "conversation"])), ("id", Text())];
        }

        if (route == AdminRoutes.Usage)
        {
            return [("by", OneOf(UsageQuestion.Groupings)), ("then", OneOf(UsageQuestion.Dimensions)), ("since", Moment()), ("until", Moment()), ("timezone", Text()), .. Filters()];
        }

        if (route == AdminRoutes.Quotas)
        {
            return [("connection", Text()), ("refresh", Of("boolean"))];
        }

        if (route == AdminRoutes.Audit)
        {
            return
            [
                ("since", Moment()), ("until", Moment()), ("kind", OneOf(AuditKinds.All)), ("who", Text()), ("subject", Text()), ("before", Of("integer")), ("after", Of("integer")), ("limit", Limit()),
            ];
        }

        if (route == AdminRoutes.Alerts)
        {
            return [("open", Of("boolean")), ("limit", Limit())];
        }

        if (route == AdminRoutes.VerifyAudit)
        {
            return [("anchor", Text())];
        }

        if (route == AdminRoutes.UsageOverTime)
        {
            return
            [
                ("interval", OneOf(UsageTimeQuestion.Intervals)), ("by", OneOf(UsageQuestion.Dimensions)),
                ("top", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = UsageTimeQuestion.MostLines }),
                ("since", Moment()), ("until", Moment()), ("timezone", Text()), .. Filters(),
            ];
        }

        if (route == AdminRoutes.Projection)
        {
            return [("timezone", Text()), .. Filters()];
        }

        if (route == AdminRoutes.RequestTimes)
        {
            return [.. OfRequests(), ("span", new JsonObject { ["type"] = "integer", ["minimum"] = 1 })];
        }

        return route == AdminRoutes.Requests ? [.. OfRequests(), ("limit", Limit())] : [];
    }

    private static IEnumerable<(string Name, JsonObject Schema)> OfRequests() =>
    [
        ("since", Moment()), ("until", Moment()), ("provider", Text()), ("connection", Text()), ("model", Text()), ("key", Text()), ("user", Text()), ("team", Text()), ("run", Text()),
        ("tag", Text()), ("id", Text()), ("status", Text()), ("error", Text()), ("cost_above", Of("number")), ("failed", Of("boolean")), ("before", Text()),
    ];

    private static JsonObject Limit() => new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1000 };

    private static IEnumerable<(string Name, JsonObject Schema)> Filters() =>
        UsageQuestion.Dimensions.Select(static dimension => (dimension, Text()));

    private static JsonObject Of(string type) => new() { ["type"] = type };

    private static JsonObject Text() => Of("string");

    private static JsonObject Moment() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject OneOf(IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(static word => (JsonNode)word)]) };
}
