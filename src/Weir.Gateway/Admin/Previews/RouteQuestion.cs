using System.Text.Json;
using Weir.Gateway.Admin.Chains;

namespace Weir.Gateway.Admin.Previews;

/// <summary>A request that is thought of.</summary>
public sealed record RouteQuestion
{
    /// <summary>The model as a client would name it; null: the one in <see cref="Body"/>.</summary>
    public string? Model { get; init; }

    /// <summary>Id, name or shown prefix of the client key that would ask; null: a key that may use everything.</summary>
    public string? Key { get; init; }

    /// <summary>What the key may ask for, instead of a key's own list; empty = everything.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>The operation by the ledger's name: <c>chat</c>, <c>messages</c>, <c>responses</c>, <c>generate_content</c>, <c>embeddings</c>...; null: what <see cref="Body"/> looks like, else <c>chat</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>A chain by the name of <see cref="Model"/> that is not set yet, to see what it would do; null: the gateway's own.</summary>
    public ChainOrder? Chain { get; init; }

    /// <summary>True: tell the body that each target would get, too.</summary>
    public bool ShowBodies { get; init; }

    /// <summary>The request's JSON object; null: only the way is asked for, not what would be left out on it.</summary>
    public JsonElement? Body { get; init; }
}
