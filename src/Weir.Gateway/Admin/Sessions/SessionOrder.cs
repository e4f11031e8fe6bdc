using System.Text.Json.Serialization;

namespace Weir.Gateway.Admin.Sessions;

/// <summary>A test session that is wanted.</summary>
public sealed record SessionOrder
{
    /// <summary>A catalogue id, or a connection whose address and settings it takes over.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's key. Held in memory while the session lives.</summary>
    public required string Key { get; init; }

    /// <summary>1 to 1440.</summary>
    public required int Minutes { get; init; }

    /// <summary>The model of the first message; null leaves the choice to Weir.</summary>
    public string? Model { get; init; }

    /// <summary>Who asks; the gateway fills it in.</summary>
    [JsonIgnore]
    public string By { get; init; } = "local";

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => $"{Provider}, {Minutes} min";
}
