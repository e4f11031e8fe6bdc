using System.Text.Json;

namespace Weir.Gateway.Admin.Credentials;

/// <summary>A token that a host's own command printed, and the connections that it opens.</summary>
public sealed record DiscoveredSignIn
{
    /// <summary>The address that announced them, without a slash at the end.</summary>
    public required string Site { get; init; }

    /// <summary>The command that a person agreed to have run; kept to be compared with what is announced next time. It never runs in the gateway.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>What it printed.</summary>
    public required string Token { get; init; }

    public required IReadOnlyList<DiscoveredConnection> Connections { get; init; }

    /// <summary>Names the site, never the token: a record's own text would hold it.</summary>
    public override string ToString() => Site;
}

/// <summary>One connection that a discovered token opens.</summary>
public sealed record DiscoveredConnection
{
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>Null: the provider's.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>An object in the words of a block of weir.yaml.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>How the token travels: <c>bearer</c>, <c>x-api-key</c>, ...; null = as the provider's keys do.</summary>
    public string? Placement { get; init; }

    /// <summary>Headers that carry the token instead, with <c>{token}</c> in its place.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}
