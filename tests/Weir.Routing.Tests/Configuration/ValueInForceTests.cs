using Weir.Routing.Configuration;
using Weir.Routing.Configuration.Keys;

namespace Weir.Routing.Tests.Configuration;

public sealed class ValueInForceTests
{
    /// <summary>Blocks whose keys mean something only together: there is no value without the block.</summary>
    private static readonly string[] WithoutDefault = ["storage", "server.tls", "prices.ceiling", "console.oidc", "console.proxy"];

    [Fact]
    public void Every_key_that_stands_once_is_there_and_no_other()
    {
        var keys = Leaves(KeyTable.Root, "").Where(static path => path != "version" && !WithoutDefault.Any(block => path.StartsWith(block + ".", StringComparison.Ordinal)));

        Assert.Equal(keys.Order(StringComparer.Ordinal), ValueInForce.Of(WeirConfig.Empty).Select(static value => value.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_file_says_is_told_in_its_words()
    {
        const string Yaml = """
            version: 2
            server: {heartbeat_seconds: 20, max_body_mb: 7, shutdown_seconds: 5, allow_hosts: [weir.lan]}
            routing: {strategy: cheapest, retries: 3, deadline: 90s, retry_budget: 0.5, hedge_budget: 2.5}
            cache: {enabled: true, ttl: 10m, max_mb: 8, max_entry_kb: 16, store: database, scope: gateway}
            local: {enabled: false, ports: [9999], hosts: [nas], interval: 5s}
            alerts: {quota: 0.25}
            prices: {unreported: estimate}
            credentials: {store: file, opencode: true}
            """;
        var told = ValueInForce.Of(ConfigText.Good(Yaml)).ToDictionary(static value => value.Path, static value => value.Text);

        Assert.Equal(
            ["20", "7", "5", "[weir.lan]", "cheapest", "3", "90s", "0.5", "2.5", "true", "600s", "8", "16", "database", "gateway", "false", "[9999]", "[nas]", "5s", "0.25", "estimate", "file", "true"],
            ((string[])["server.heartbeat_seconds", "server.max_body_mb", "server.shutdown_seconds", "server.allow_hosts", "routing.strategy", "routing.retries", "routing.deadline", "routing.retry_budget", "routing.hedge_budget",
                "cache.enabled", "cache.ttl", "cache.max_mb", "cache.max_entry_kb", "cache.store", "cache.scope", "local.enabled", "local.ports", "local.hosts", "local.interval", "alerts.quota", "prices.unreported",
                "credentials.store", "credentials.opencode"]).Select(path => told[path]));
    }

    private static IEnumerable<string> Leaves(KeyBlock block, string prefix) => block.Keys.SelectMany(key => key.Kind switch
    {
        ValueKind.Block => Leaves(key.Block!, prefix + key.Name + "."),
        ValueKind.BlockList or ValueKind.BlockMap or ValueKind.TextMap => [],
        _ => (IEnumerable<string>)[prefix + key.Name],
    });
}
