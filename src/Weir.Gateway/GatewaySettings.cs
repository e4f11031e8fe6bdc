namespace Weir.Gateway;

/// <summary>What the <c>server</c> block of weir.yaml sets, as the request path needs it.</summary>
public sealed record GatewaySettings
{
    /// <summary>Silence after which a client of a stream hears a heartbeat. Default 15 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest request body in bytes. Default 100 MB.</summary>
    public long MaxBodyBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>How long open streams may go on after a stop is asked for. Default 30 s.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Host names beside the loopback ones that may stand in <c>Host</c> and <c>Origin</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
