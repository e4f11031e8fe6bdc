using System.Collections.Frozen;
using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>Which connection a call for files and batches goes to.</summary>
internal static class BatchConnections
{
    public const string Header = "x-weir-connection";

    public const string Query = "connection";

    /// <summary>
    /// Providers with files and batches in OpenAI's shape that bill a batch at half their price. Sources: OpenAI, "Batch API" guide (50% off the synchronous price); Microsoft, "Azure OpenAI
    /// batch" (50% off global standard); Groq, "Batch processing" (50% off).
    /// </summary>
    private static readonly FrozenSet<string> AtHalfPrice = new[] { "openai", "azure", "azure-cognitive-services", "groq" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when a batch at this provider costs half.</summary>
    public static bool IsHalfPrice(CatalogProvider provider) => AtHalfPrice.Contains(provider.Id);

    /// <summary>The connection that is named, else the only one that has files and batches, or why there is none.</summary>
    public static (Connection? Connection, WeirError? Error) Choose(RoutingSnapshot snapshot, string? named)
    {
        if (named is not null)
        {
            return Named(snapshot, named);
        }

        var shaped = snapshot.Connections.Where(static connection => connection is { NotServed: null, BaseUrl: not null, Simulator: null } && IsOpenAiShaped(connection.Provider)).ToList();
        var known = shaped.Where(static connection => AtHalfPrice.Contains(connection.Provider.Id)).ToList();
        return (known.Count > 0 ? known : shaped) switch
        {
            [var only] => (only, null),
            [] => (null, new WeirError(ErrorKind.ModelNotAvailable, "No connection has files and batches in OpenAI's shape.", "Add an OpenAI connection, or use a provider's own API at /p/CONNECTION/.")),
            var several => (null, new WeirError(ErrorKind.InvalidRequest, $"Several connections have files and batches: {string.Join(", ", several.Select(static connection => connection.Name))}.", $"Name one in the header {Header} or as ?{Query}=NAME.") { Param = Query }),
        };
    }

    /// <summary>A connection by its name, or why it can't be used.</summary>
    public static (Connection? Connection, WeirError? Error) Named(RoutingSnapshot snapshot, string name) => snapshot.FindConnection(name) switch
    {
        null => (null, new WeirError(ErrorKind.ModelNotAvailable, "There is no connection of that name.", "`weir providers list` shows the connections.") { Param = Query }),
        { NotServed: { } reason } => (null, new WeirError(ErrorKind.ModelNotAvailable, $"\"{name}\" can't be served: {reason}", "Run `weir doctor`.") { Status = 503 }),
        { BaseUrl: null } or { Simulator: not null } => (null, new WeirError(ErrorKind.InvalidRequest, $"\"{name}\" has no files and batches.", "Name another connection.") { Param = Query }),
        var connection => (connection, null),
    };

    private static bool IsOpenAiShaped(CatalogProvider provider) => provider.ServesOpenAiChat || provider.Dialect is DialectNames.OpenAiChat or DialectNames.OpenAiResponses;
}
