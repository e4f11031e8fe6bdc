using Weir.Catalog.Snapshot;
using Weir.Dialects.Conversations;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Tests.Providers;

/// <summary>A connection named <c>it</c> to a provider of the shipped catalogue, and what its rules make of calls.</summary>
/// <param name="provider">The provider's id.</param>
/// <param name="more">More keys of the block, in YAML's short form, beginning with a comma.</param>
internal sealed class Served(string provider, string more = "")
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    public RoutingSnapshot Snapshot { get; } = Build($"version: 2\nproviders: [{{name: it, type: {provider}, api_key: '${{KEY}}'{more}}}]\n");

    public Connection Connection => Snapshot.FindConnection("it")!;

    public Target Target(string model) => Snapshot.Models.Resolve($"it/{model}", []) switch
    {
        Resolution.Found found => found.Targets[0],
        Resolution.NotServed refused => throw new InvalidOperationException(refused.Reason),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    /// <summary>The ways to a model: dialect, model on the wire and the address of an answer, best first.</summary>
    public IReadOnlyList<string> Ways(string model) => [.. Target(model).Wires.Wires.Select(wire => $"{wire.Dialect} {wire.ModelId} {wire.Rules.AddressOf(Call(model, wire))!.AbsoluteUri}")];

    public UpstreamCall Call(string model, Wire wire, Conversation? conversation = null, string client = "gemini") =>
        new() { Target = Target(model), Wire = wire, ClientDialect = client, Conversation = conversation };

    /// <summary>The headers that the rules give a call in a dialect, and its signature.</summary>
    public async Task<Dictionary<string, string>> HeadersAsync(string model, string dialect, Conversation? conversation = null)
    {
        var wire = Target(model).Wires.For(dialect);
        using var request = new HttpRequestMessage(HttpMethod.Post, wire.BaseUrl);
        wire.Rules.SetHeaders(Call(model, wire, conversation), request.Headers);
        await wire.Auth.SignAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.NonValidated.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    private static RoutingSnapshot Build(string yaml)
    {
        Func<string, string?> environment = static name => name == "KEY" ? "key-0123456789abcdef" : null;
        var load = ConfigLoader.Parse(yaml, "weir.yaml", ".", Catalog, environment);
        return new SnapshotBuilder(Catalog, environment).Build(load.Config ?? throw new InvalidOperationException(string.Join('\n', load.Problems)), 1);
    }
}
