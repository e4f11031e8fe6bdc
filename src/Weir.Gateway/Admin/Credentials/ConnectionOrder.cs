using System.Text.Json;

namespace Weir.Gateway.Admin.Credentials;

/// <summary>What a connection that is added while running shall be.</summary>
public sealed record ConnectionOrder
{
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>Null: whichever there is a credential for.</summary>
    public string? AuthMethod { get; init; }

    /// <summary>Null: the provider's.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Values for variables in the provider's address.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>An object in the words of a block of weir.yaml: <c>models</c>, <c>headers</c>, <c>dialect</c>, ...; null = nothing beside the rest.</summary>
    public JsonElement? Settings { get; init; }
}

/// <summary>On or off.</summary>
public sealed record ConnectionSwitch(bool Enabled);
