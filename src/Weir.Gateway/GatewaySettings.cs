namespace Weir.Gateway;

/// <summary>What the <c>server</c> block of weir.yaml sets for the request path.</summary>
public sealed record GatewaySettings
{
    /// <summary>Silence after which a client of a stream hears a heartbeat. Default 15 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
