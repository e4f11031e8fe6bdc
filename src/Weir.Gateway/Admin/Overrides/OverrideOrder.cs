using System.Text.Json.Serialization;

namespace Weir.Gateway.Admin.Overrides;

/// <summary>A model that is to be used from now on.</summary>
public sealed record OverrideOrder
{
    /// <summary>For whom.</summary>
    public OverrideSubject Subject { get; init => field = value ?? OverrideSubject.Gateway; } = OverrideSubject.Gateway;

    /// <summary>As a client would name it.</summary>
    public required string Target { get; init; }

    public bool Temporary { get; init; }

    /// <summary>Who asks; the gateway fills it in.</summary>
    [JsonIgnore]
    public string By { get; init; } = "local";
}

/// <summary>Whose requests an override is about.</summary>
/// <param name="Scope"><c>gateway</c>, <c>key</c> or <c>conversation</c>.</param>
/// <param name="Id">The key's id or name, or the conversation's id; null for the gateway.</param>
public sealed record OverrideSubject(string Scope, string? Id)
{
    public static OverrideSubject Gateway { get; } = new("gateway", null);
}
