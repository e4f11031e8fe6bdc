using System.Globalization;
using Weir.Dialects.Errors;
using Weir.Routing.Routes;

namespace Weir.Routing.Configuration;

/// <summary>What one setting amounts to, whether the file says it or not.</summary>
/// <param name="Path">As <see cref="WrittenValue.Path"/> has it.</param>
/// <param name="Text">The value in the words of weir.yaml; null where there is none without the file.</param>
public sealed record ValueInForce(string Path, string? Text)
{
    /// <summary>The settings that stand once in a file: what they are when nothing is written is told by the configuration itself, not by a second list.</summary>
    public static IReadOnlyList<ValueInForce> Of(WeirConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return [.. Server(config.Server), .. Routing(config.Routing), .. Kept(config), .. Cache(config.Cache), .. Local(config.Local)];
    }

    private static IEnumerable<ValueInForce> Server(ServerConfig server) =>
    [
        new("server.urls", server.Urls.Count == 0 ? null : List(server.Urls)),
        new("server.heartbeat_seconds", Number((decimal)server.Heartbeat.TotalSeconds)),
        new("server.max_body_mb", Number(server.MaxBodyMegabytes)),
        new("server.shutdown_seconds", Number((decimal)server.ShutdownGrace.TotalSeconds)),
        new("server.allow_hosts", List(server.AllowedHosts)),
    ];

    private static IEnumerable<ValueInForce> Routing(RoutingConfig routing) =>
    [
        new("routing.strategy", Strategies.Words[(int)routing.Strategy]),
        new("routing.retries", Number(routing.Policy.Retries)),
        new("routing.move_on", List(routing.Policy.MovesOn.Order().Select(static kind => kind.Code()))),
        new("routing.deadline", routing.Policy.Deadline is { } deadline ? Seconds(deadline) : null),
        new("routing.hedge_budget", Number(routing.HedgeBudget)),
        new("routing.retry_budget", Number((decimal)routing.RetryBudget)),
    ];

    private static IEnumerable<ValueInForce> Kept(WeirConfig config) =>
    [
        new("prices.unreported", config.UnreportedUsage == UnreportedUsage.Worst ? "worst" : "estimate"),
        new("alerts.quota", Number(config.Alerts.QuotaShare)),
        new("credentials.store", config.Credentials.Store),
        new("credentials.opencode", Truth(config.Credentials.AllowsOpenCode)),
        new("console.url", config.Console.Url?.AbsoluteUri),
        new("telemetry.otlp_endpoint", config.OtlpEndpoint?.GetLeftPart(UriPartial.Path)),
    ];

    private static IEnumerable<ValueInForce> Cache(CacheConfig cache) =>
    [
        new("cache.enabled", Truth(cache.Enabled)),
        new("cache.ttl", Seconds(cache.Ttl)),
        new("cache.max_mb", Number(cache.MaxBytes / (1024 * 1024))),
        new("cache.max_entry_kb", Number(cache.MaxEntryBytes / 1024)),
        new("cache.store", cache.InDatabase ? "database" : "memory"),
        new("cache.scope", cache.IsShared ? "gateway" : "key"),
    ];

    private static IEnumerable<ValueInForce> Local(LocalConfig local) =>
    [
        new("local.enabled", Truth(local.Enabled)),
        new("local.ports", List(local.Ports.Select(static port => Number(port)))),
        new("local.hosts", List(local.Hosts)),
        new("local.interval", Seconds(local.Interval)),
    ];

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => Number((decimal)span.TotalSeconds) + "s";

    private static string Truth(bool value) => value ? "true" : "false";
}
