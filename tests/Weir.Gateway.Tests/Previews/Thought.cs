using System.Text.Json;
using Weir.Catalog.Snapshot;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Tests.Previews;

/// <summary>Requests that are thought of, under a configuration of a few connections.</summary>
internal static class Thought
{
    private const string Config = """
        version: 2
        providers:
          - {name: a, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", auth_method: none, models: [x, shared]}
          - {name: b, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", auth_method: none, models: [y, shared]}
          - {name: nokey, type: anthropic, auth_method: api, models: [shared]}
          - {name: off, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", auth_method: none, enabled: false}
        aliases: {fast: a/x}
        chains:
          coding: {targets: [fast, nokey/shared, off/z, b/y, a/x, a/gone]}
          any: {targets: [a/x, b/y], strategy: weighted}
        """;

    public static RoutingSnapshot Snapshot { get; } = Build();

    public static Task<RequestContext> AskAsync(RouteQuestion question, params string[] allowed) =>
        ThoughtRequest.CreateAsync(question, Some.Key with { AllowedModels = allowed }, Snapshot, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static RoutingSnapshot Build()
    {
        var catalog = SnapshotCatalog.Embedded();
        var load = ConfigLoader.Parse(Config, "weir.yaml", "/", catalog, static _ => null);
        Assert.Empty(load.Problems);
        return new SnapshotBuilder(catalog, static _ => null).Build(load.Config!, 1);
    }
}
